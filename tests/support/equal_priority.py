"""A training process at the priority of other programs. The app's own comes after all of them: beside two that keep
both cores busy it would hardly ever run, and a test that trains would wait for minutes."""

from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from onelayer.processes import training_process, worker


def serve(connection: Connection, shared: Path | None = None) -> None:
    """`worker.serve`, without leaving others the way."""
    worker.NICENESS = 0
    worker.serve(connection, shared)


def train_at_equal_priority(patch: pytest.MonkeyPatch) -> None:
    """Let training processes that are started from now on run `serve`."""
    patch.setattr(training_process, "serve", serve)

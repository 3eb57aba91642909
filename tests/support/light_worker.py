"""A training process that loads nothing and trains nothing, for what happens to processes and not to networks."""

from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from onelayer.processes import training_process
from onelayer.processes.jobs import Stopped, TrainingJob
from onelayer.training.progress import Preparation


def serve(connection: Connection, shared: Path | None = None) -> None:
    """Say of each job that half of it is prepared, wait for its end if it has a pause, and say that it is stopped."""
    while True:
        try:
            job = connection.recv()
            if isinstance(job, TrainingJob):
                connection.send(Preparation(1, 2))
                if job.pause:
                    connection.recv()  # to be stopped
                connection.send(Stopped())
        except (EOFError, OSError):
            return


def start_light_workers(patch: pytest.MonkeyPatch) -> None:
    """Let training processes that are started from now on run `serve`."""
    patch.setattr(training_process, "serve", serve)

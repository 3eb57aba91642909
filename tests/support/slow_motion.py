"""Slow motion that lasts, so that no test depends on the seconds that it would take."""

import pytest

from onelayer import functions

PAUSE = 2.0
"""Seconds between two reports, one of which tells the server that a visitor has left."""


def let_slow_motion_last(patch: pytest.MonkeyPatch) -> None:
    """A run in slow motion pauses after each batch. One of the usual size takes half an hour an epoch, unless it is
    stopped or its visitor leaves."""
    patch.setattr(functions, "SLOW_REPORTS_PER_EPOCH", 1000)
    patch.setattr(functions, "SLOW_LONGEST_PAUSE", PAUSE)
    patch.setattr(functions, "SLOW_SECONDS", 1e9)

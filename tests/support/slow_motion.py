"""Slow motion that waits, so that no test depends on the seconds that it would take."""

import pytest

from onelayer.training import duration
from onelayer.ui.tabs import retrain

HOUR = 3600.0


def let_slow_motion_wait(patch: pytest.MonkeyPatch) -> None:
    """A run in slow motion makes its first report, and goes on when somebody stops it."""
    patch.setattr(retrain, "SLOW_LONGEST_PAUSE", HOUR)
    patch.setattr(retrain, "SLOW_SECONDS", HOUR * HOUR)
    patch.setattr(duration, "pause_seconds", lambda job: 0.0)  # so long a run would be refused

"""Whether the loss of a training run ran away, by its curve."""

import math

import numpy as np

LAST_PART = 0.25  # of the run: one batch, or one validation, of a network on raw inputs may be twice as bad as the next
FAR_ABOVE = 15.0
"""Times the loss that a run began with. The article's recipe ends at 0.9 to 1.2 times, after any number of epochs; with
ten times its rate at some 10 times, with a hundred times its rate at some 100."""


def first_loss(curve: np.ndarray) -> float:
    """The loss of the first batch, before its step; not a number where the curve is not known.

    Args:
        curve: float (n, 3), a row a report, in order: epochs done, mean loss since the report before, accuracy.
    """
    return float(curve[0, 1]) if len(curve) else math.nan


def last_loss(curve: np.ndarray) -> float:
    """The mean loss over the last part of a run's batches; not a number where the curve is not known."""
    if not len(curve):
        return math.nan
    ends = curve[:, 0].astype(np.float64)
    since = np.maximum(np.append(0, ends[:-1]), (1 - LAST_PART) * ends[-1])
    weights = np.maximum(ends - since, 0)
    return float(np.average(curve[:, 1].astype(np.float64), weights=weights))


def has_diverged(curve: np.ndarray) -> bool:
    """Whether the loss ran away: over the last part of the run it is not finite, or far above what the run began with.

    False where the curve is not known. A run whose weights left the finite numbers has no curve: TrainingDiverged.
    """
    return len(curve) > 0 and not last_loss(curve) <= FAR_ABOVE * first_loss(curve)

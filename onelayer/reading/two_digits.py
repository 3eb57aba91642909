"""Whether a drawing is of two digits instead of one, by its strokes alone.

The gaps were chosen on 7,494 digits of 30 people and on pairs of them. Of the digits less than one in a thousand are
taken for two (a 4 whose strokes stand apart, an 8 of two circles), of the pairs nearly all.
"""

from collections.abc import Sequence

import numpy as np

GAPS = (0.12, 0.15)
"""Between two digits side by side, and above one another: of the larger one's height."""
SIMILAR = 0.5  # the smaller digit's height of the larger one's


def are_two_digits(strokes: Sequence[np.ndarray]) -> bool:
    """Whether strokes (n, 2), n ≥ 1, are two digits, side by side or above one another: a gap parts them in two groups
    of a digit's size each."""
    if len(strokes) < 2:
        return False
    low = np.array([stroke.min(axis=0) for stroke in strokes], np.float64)
    high = np.array([stroke.max(axis=0) for stroke in strokes], np.float64)
    return any(_are_parted_along(axis, gap, low, high) for axis, gap in enumerate(GAPS))


def _are_parted_along(axis: int, smallest: float, low: np.ndarray, high: np.ndarray) -> bool:
    """Whether boxes with these ends (n, 2) are parted by a gap along an axis, 0 for x; `smallest`: of the height."""
    order = np.argsort(low[:, axis], kind="stable")
    low, high = low[order], high[order]
    before_low, before_high = np.minimum.accumulate(low)[:-1], np.maximum.accumulate(high)[:-1]
    after_low, after_high = np.minimum.accumulate(low[::-1])[-2::-1], np.maximum.accumulate(high[::-1])[-2::-1]
    heights = np.stack([(before_high - before_low)[:, 1], (after_high - after_low)[:, 1]])
    larger, gap = heights.max(axis=0), after_low[:, axis] - before_high[:, axis]
    apart = (gap > 0) & (gap >= smallest * larger)
    return bool((apart & (heights.min(axis=0) >= SIMILAR * larger)).any())

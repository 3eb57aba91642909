"""Where one stroke may hold two digits: splits, each with the line, the ligature, that leads from one to the next.

The pen turns where it leaves a digit and where it begins the next one: at an extremum of x or y, at a corner, or at an
end of a long straight line. Digits follow one another from left to right, so what is written before the ligature stands
left of what is written after it.
"""

from itertools import pairwise
from typing import NamedTuple

import numpy as np

WIDE = 0.75  # of H: narrower strokes are not split
WINDOW = 0.1  # of H: the length of stroke on either side of a corner
CORNER = 0.7  # the cosine of the turn below which it is a corner: 45°
LONG = 0.2  # of H: the ends of a segment that is longer may be turns
PROMINENT = 0.04  # of H: an extremum stands out by this
APART = 0.08  # of H: the least length of stroke between two turns
OVERLAP = 0.2  # of H: how far the ink before a ligature may reach beyond the left end of the ink after it
LOWEST = 0.05  # of H: the height of the ink on either side
MOST_TURNS = 2  # inside a ligature
MOST = 12  # splits of a stroke: those where the ink on both sides overlaps least
MOST_SPLIT_STROKES = 40  # of a number: bounds the time


class Split(NamedTuple):
    """One way to split a stroke: the numbers of the last point before the ligature, and of the first one after it."""

    end: int
    start: int


def find_splits(stroke: np.ndarray, height: float) -> list[Split]:
    """Find where a stroke may be split.

    Args:
        stroke: (n, 2).
        height: H, the height of the writing.

    Returns:
        The splits, by their places.
    """
    if len(stroke) < 3:
        return []
    points = stroke.astype(np.float64)
    steps = np.diff(points, axis=0)
    lengths = np.sqrt(steps[:, 0] * steps[:, 0] + steps[:, 1] * steps[:, 1])
    along = np.concatenate([[0.0], np.cumsum(lengths)])
    before, after = _boxes_before(points), _boxes_before(points[::-1])[::-1]
    sideways, upwards = (_extrema(points[:, axis], PROMINENT * height) for axis in (0, 1))
    turns = _corners(points, along, WINDOW * height) + _ends_of_lines(lengths, LONG * height) + sideways + upwards
    turns += _crossings(points[:, 0], [0, *sideways, len(points) - 1], before[:, 2], after[:, 0])
    apart = _keep_apart(turns, along, APART * height)
    possible = [
        (float(before[end, 2] - after[start, 0]), Split(end, start))
        for at, end in enumerate(apart)
        for start in apart[at : at + MOST_TURNS + 2]
        if min(before[end, 3] - before[end, 1], after[start, 3] - after[start, 1]) >= LOWEST * height
    ]
    allowed = [each for each in possible if each[0] <= OVERLAP * height]
    return sorted(split for _, split in sorted(allowed)[:MOST])


def _boxes_before(points: np.ndarray) -> np.ndarray:
    """Return the box, (n, 4), around the points up to each point, itself included."""
    return np.concatenate([np.minimum.accumulate(points), np.maximum.accumulate(points)], axis=1)


def _keep_apart(turns: list[int], along: np.ndarray, least: float) -> list[int]:
    """Leave out turns that are too near to an earlier one of the list, or to an end of the stroke; sort the others."""
    kept: list[int] = []
    places: list[float] = [0.0, float(along[-1])]
    for at in turns:
        place = float(along[at])
        if min(abs(place - other) for other in places) >= least:
            kept.append(at)
            places.append(place)
    return sorted(kept)


def _crossings(across: np.ndarray, extrema: list[int], right_before: np.ndarray, left_after: np.ndarray) -> list[int]:
    """Find where each run to the right leaves the ink before it, and where it comes to the ink after it.

    A pen may go from digit to digit without a turn, as from the base of a 2 to the arch of a 3.

    Args:
        across: x of the points.
        extrema: the points where x is smallest or largest, with both ends of the stroke.
        right_before: of each point, the right end of the ink up to it.
        left_after: of each point, the left end of the ink from it on.
    """
    found: list[int] = []
    for start, end in pairwise(extrema):
        if across[end] > across[start]:
            run = across[start : end + 1]
            left = np.flatnonzero(run >= right_before[start])
            reached = np.flatnonzero(run <= left_after[end])
            found += [start + int(left[0])] if len(left) else []
            found += [start + int(reached[-1])] if len(reached) else []
    return found


def _extrema(values: np.ndarray, prominence: float) -> list[int]:
    """Find maxima and minima of values that stand out from the extremum before by a prominence."""
    found: list[int] = []
    low = high = 0
    rising = falling = False
    for at, value in enumerate(values.tolist()):
        if value > values[high]:
            high = at
        if value < values[low]:
            low = at
        if not falling and values[high] - value > prominence:
            found.append(high)
            falling, rising, low = True, False, at
        elif not rising and value - values[low] > prominence:
            found.append(low)
            rising, falling, high = True, False, at
    return found


def _corners(points: np.ndarray, along: np.ndarray, window: float) -> list[int]:
    """Find points where the directions before and after differ by a corner, each the sharpest of its surroundings."""
    numbers = np.arange(len(points))
    before = np.maximum(np.searchsorted(along, along - window, side="right") - 1, 0)
    after = np.minimum(np.searchsorted(along, along + window, side="left"), len(points) - 1)
    came, goes = points - points[before], points[after] - points
    product = came[:, 0] * goes[:, 0] + came[:, 1] * goes[:, 1]
    squares = (came[:, 0] * came[:, 0] + came[:, 1] * came[:, 1]) * (goes[:, 0] * goes[:, 0] + goes[:, 1] * goes[:, 1])
    cosines = np.where(squares > 0, product / np.sqrt(np.where(squares > 0, squares, 1.0)), 1.0)
    return [at for at in numbers[cosines < CORNER].tolist() if cosines[at] <= cosines[before[at] : after[at] + 1].min()]


def _ends_of_lines(lengths: np.ndarray, long: float) -> list[int]:
    """Find both ends of the segments that are longer than `long`."""
    segments = np.flatnonzero(lengths > long).tolist()
    return [end for segment in segments for end in (segment, segment + 1)]

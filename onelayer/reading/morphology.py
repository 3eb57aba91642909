"""Shapes in pictures: connected parts, filters, growing and wearing away. NumPy and Pillow only.

SciPy has all of this, but is 140 MB, of which a program that reads would need no more.
"""

import math
from functools import lru_cache

import numpy as np
from PIL import Image, ImageFilter

TAIL = 4.0  # standard deviations after which a Gaussian is cut off


def label_parts(mask: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Find the connected parts of a mask, corners included.

    The runs of each row are joined with those that they touch in the row before, and all that are joined get the
    smallest of their numbers.

    Args:
        mask: bool (h, w).

    Returns:
        Numbers from 1 on in the order of the parts' first pixels, int (h, w), 0 where there is none; and where the n
        parts start and stop, int (n, 2) each, y and x.
    """
    height, width = mask.shape
    line = width + 2  # apart from one row's last pixel to the next row's first one
    padded = np.zeros(height * line + 1, np.int8)
    padded[:-1].reshape(height, line)[:, 1:-1] = mask
    changes = np.diff(padded)
    starts, stops = np.flatnonzero(changes > 0) + 1, np.flatnonzero(changes < 0) + 1
    root = _join(*_touching(starts, stops, line), len(starts))
    _, part = np.unique(root, return_inverse=True)
    count = int(part.max()) + 1 if len(part) else 0
    labels = np.zeros(padded.size, np.intp)
    labels[padded > 0] = np.repeat(part + 1, stops - starts)
    row = starts // line
    first, last = np.full((count, 2), max(mask.shape)), np.zeros((count, 2), np.intp)
    for axis, (low, high) in enumerate(((row, row + 1), (starts % line - 1, stops - row * line - 1))):
        np.minimum.at(first[:, axis], part, low)
        np.maximum.at(last[:, axis], part, high)
    return labels[:-1].reshape(height, line)[:, 1:-1], first, last


def _touching(starts: np.ndarray, stops: np.ndarray, line: int) -> tuple[np.ndarray, np.ndarray]:
    """The pairs of runs, m numbers each, of which the first touches the second in the row before."""
    first = np.searchsorted(stops, starts - line)
    counts = np.maximum(np.searchsorted(starts, stops - line, side="right") - first, 0)
    run = np.repeat(np.arange(len(starts)), counts)
    return run, first[run] + np.arange(len(run)) - (np.cumsum(counts) - counts)[run]


def _join(one: np.ndarray, other: np.ndarray, count: int) -> np.ndarray:
    """The smallest number, (count,), of all that each is joined with by pairs (m,)."""
    root = np.arange(count)
    while True:
        low, high = np.minimum(root[one], root[other]), np.maximum(root[one], root[other])
        if (low == high).all():
            return root
        np.minimum.at(root, high, low)
        while (root[root] != root).any():
            root = root[root]


def bounds_of(mask: np.ndarray) -> tuple[slice, slice]:
    """The rows and the columns of the box around a mask (h, w) that is not empty."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)


def widen(mask: np.ndarray) -> np.ndarray:
    """A mask (h, w) with all pixels that touch it, corners included: their middles are √2 apart at most."""
    return grow(mask, 1.5)


def grow(mask: np.ndarray, distance: float) -> np.ndarray:
    """A mask (h, w) with all pixels at most so far from it; if the distance is negative, without those that are nearer
    than that to a pixel outside it."""
    if distance < 0:
        return ~_within(~mask, distance**2, strictly=True)
    return _within(mask, distance**2, strictly=False)


def _within(mask: np.ndarray, square: float, strictly: bool) -> np.ndarray:
    """Where a mask's nearest pixel is at a distance whose square is at most this, or strictly less than it."""
    height, width = mask.shape
    reach = math.isqrt(int(square))
    sums = np.zeros((height, width + 1), np.int32)
    np.cumsum(mask, axis=1, out=sums[:, 1:])
    column = np.arange(width)
    within = np.zeros_like(mask)
    for down in range(-min(reach, height - 1), min(reach, height - 1) + 1):
        left = square - down**2
        across = math.isqrt(int(left))
        if strictly and across**2 == left:
            across -= 1
        if across < 0:
            continue
        near = sums[:, np.minimum(column + across + 1, width)] > sums[:, np.maximum(column - across, 0)]
        within[max(down, 0) : height + min(down, 0)] |= near[max(-down, 0) : height + min(-down, 0)]
    return within


def calm(values: np.ndarray) -> np.ndarray:
    """The median of each pixel of values, float32 (h, w), and its eight neighbours."""
    return np.asarray(Image.fromarray(values).filter(ImageFilter.MedianFilter(3)))


def open_grey(values: np.ndarray, width: int) -> np.ndarray:
    """Values (h, w) without what is brighter than its surroundings and narrower than an odd number of pixels."""
    return -_smallest_around(-_smallest_around(values, width), width)


def close_grey(values: np.ndarray, width: int) -> np.ndarray:
    """Values (h, w) without what is darker than its surroundings and narrower than an odd number of pixels."""
    return -open_grey(-values, width)


def _smallest_around(values: np.ndarray, width: int) -> np.ndarray:
    """The smallest of values (h, w) in the square of this width around each, as far as it is in the picture."""
    for axis in (0, 1):
        sides = [(0, 0), (0, 0)]
        sides[axis] = (width // 2, width // 2)
        line = np.moveaxis(np.pad(values, sides, constant_values=np.inf), axis, 0)
        span = 1
        while 2 * span <= width:  # the smallest of a span twice as long is the smaller one of two
            line, span = np.minimum(line[:-span], line[span:]), 2 * span
        rest = width - span
        values = np.moveaxis(np.minimum(line[: len(line) - rest], line[rest:]), 0, axis)
    return values


def blur(values: np.ndarray, spread: float) -> np.ndarray:
    """Values (h, w) blurred with a Gaussian of this standard deviation in pixels; mirrored beyond the border."""
    down, across = (_blurring(side, spread) for side in values.shape)
    return np.asarray(down @ values @ across.T)


@lru_cache(maxsize=16)
def _blurring(side: int, spread: float) -> np.ndarray:
    """The matrix (side, side) that blurs along a side."""
    reach = int(TAIL * spread + 0.5)
    offsets = np.arange(-reach, reach + 1)
    weights = np.exp(-(offsets**2) / (2 * spread**2))
    at = (np.arange(side)[:, None] + offsets) % (2 * side)
    matrix = np.zeros((side, side))
    np.add.at(matrix, (np.arange(side)[:, None], np.minimum(at, 2 * side - 1 - at)), weights / weights.sum())
    return matrix

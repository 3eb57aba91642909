"""Boxes around ink: left, top, right, bottom."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

FLATTEST = 0.3  # the height of the writing is at least this fraction of the widest stroke's width


class InkBox(NamedTuple):
    """The box around some ink, in the unit of the pad's height; y goes down, so that top < bottom."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Between left and right."""
        return (self.left + self.right) / 2


def box_of(points: np.ndarray) -> InkBox:
    """Return the box around points (n, 2), n ≥ 1."""
    (left, top), (right, bottom) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
    return InkBox(left, top, right, bottom)


def unite(boxes: Iterable[InkBox]) -> InkBox:
    """Return the box around boxes, at least one."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return InkBox(min(lefts), min(tops), max(rights), max(bottoms))


def overlap(one: InkBox, other: InkBox) -> float:
    """Return how far two boxes overlap in x; negative: the gap between them."""
    return min(one.right, other.right) - max(one.left, other.left)


def height_of_writing(boxes: Sequence[InkBox]) -> float:
    """Return H, the height of the writing, of the boxes of its strokes: the largest stroke's height."""
    return max(max(box.height, FLATTEST * box.width) for box in boxes)

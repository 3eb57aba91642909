"""Pieces: the ink that the digits of a number are made of, whole strokes and parts of strokes, in order.

People write digits from left to right, and most write the strokes of a digit one after the other. Some add bars and
crosses when all digits are there. So strokes are ordered by time, but a stroke that stands clearly to the left of the
last one belongs to ink that is there already, and goes after the piece of ink that it overlaps most.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from onelayer.reading.numbers.boxes import InkBox, box_of, overlap
from onelayer.reading.numbers.cuts import Split

BACK = 0.1  # of H: a stroke whose middle is farther left of the last one's left end than this goes back


@dataclass(frozen=True, eq=False)
class Piece:
    """A stroke, or a part of it between two cuts.

    Attributes:
        stroke: the number of its stroke, in the order of time.
        first, last: the numbers of its first and its last point; neighbours share a point.
        box: around its ink.
        cut_before, cut_after: the same stroke goes on before it, and after it.
        begins, ends: a digit may begin with it, and end with it.
    """

    stroke: int
    first: int
    last: int
    box: InkBox
    cut_before: bool = False
    cut_after: bool = False
    begins: bool = True
    ends: bool = True


def make_pieces(strokes: Sequence[np.ndarray], splits: Mapping[int, Sequence[Split]], height: float) -> list[Piece]:
    """Cut strokes, and order the pieces.

    Args:
        strokes: (n, 2) each, in the order of time, at least one.
        splits: the ways to split strokes, by the stroke's number.
        height: H, the height of the writing.

    Returns:
        The pieces, from the first digit to the last.
    """
    ordered: list[Piece] = []
    for number, stroke in enumerate(strokes):
        box = box_of(stroke)
        goes_back = bool(ordered) and box.middle < ordered[-1].box.left - BACK * height
        at = _place_for(box, ordered) if goes_back else len(ordered)
        ordered[at:at] = _cut(number, stroke, splits.get(number, ()))
    return ordered


def _place_for(box: InkBox, ordered: Sequence[Piece]) -> int:
    """Return the place of a stroke among ordered pieces: after the one that it overlaps most, else by its middle."""
    overlaps = [overlap(box, other.box) for other in ordered]
    most = max(overlaps)
    if most > 0:
        return overlaps.index(most) + 1
    return sum(other.box.middle < box.middle for other in ordered)


def _cut(number: int, stroke: np.ndarray, splits: Sequence[Split]) -> list[Piece]:
    end = len(stroke) - 1
    may_end, may_begin = {end, *(split.end for split in splits)}, {0, *(split.start for split in splits)}
    cuts = sorted(may_end | may_begin) if end else [0, 0]
    pieces = []
    for first, last in pairwise(cuts):
        box = box_of(stroke[first : last + 1])
        pieces.append(Piece(number, first, last, box, first > 0, last < end, first in may_begin, last in may_end))
    return pieces

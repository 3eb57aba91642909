"""Pieces: the ink that the digits of a number are made of, whole strokes and parts of strokes, in order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from onelayer.reading.numbers.boxes import InkBox, box_of
from onelayer.reading.numbers.cuts import Split
from onelayer.reading.numbers.order import order_pieces


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
    by_stroke = [_cut(number, stroke, splits.get(number, ())) for number, stroke in enumerate(strokes)]
    order = order_pieces([[piece.box for piece in pieces] for pieces in by_stroke], height)
    return [by_stroke[stroke][piece] for stroke, piece in order]


def _cut(number: int, stroke: np.ndarray, splits: Sequence[Split]) -> list[Piece]:
    end = len(stroke) - 1
    may_end, may_begin = {end, *(split.end for split in splits)}, {0, *(split.start for split in splits)}
    cuts = sorted(may_end | may_begin) if end else [0, 0]
    pieces = []
    for first, last in pairwise(cuts):
        box = box_of(stroke[first : last + 1])
        pieces.append(Piece(number, first, last, box, first > 0, last < end, first in may_begin, last in may_end))
    return pieces

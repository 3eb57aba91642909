"""All that is considered when strokes are read as a number: pieces, arcs, what the network reads in each, the terms."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from onelayer.reading.drawing import draw_images
from onelayer.reading.network import Network
from onelayer.reading.numbers.arcs import Arc, find_arcs
from onelayer.reading.numbers.boxes import box_of, height_of_writing
from onelayer.reading.numbers.cuts import MOST_SPLIT_STROKES, WIDE, Split, find_splits
from onelayer.reading.numbers.ink import InkReadings, read_images
from onelayer.reading.numbers.pieces import Piece, make_pieces
from onelayer.reading.numbers.terms import (
    NOT_SKIPPED,
    find_over,
    neighbours,
    read_terms,
    shape_terms,
    skipped_terms,
)

WHOLE = 0.9  # a stroke that is read with this probability, and looks like the digit, is not split


@dataclass(frozen=True, eq=False)
class Lattice:
    """What is considered. A choice is an arc taken for one of its candidates, or for a ligature.

    Attributes:
        strokes: float32 (n, 2) each, in the order of time; none if the ink is a picture's.
        height: H, the height of the writing, in the unit of the pad's height, or in the picture's pixels.
        pieces: from the first digit to the last.
        arcs: those that begin first first.
        row_of: the row in `ink` of each arc; None for a ligature.
        ink: what the network reads in the arcs that may be digits.
        choices: the number of the arc and the digit, None for a ligature.
        terms: float64 (choices, TERMS).
    """

    strokes: Sequence[np.ndarray]
    height: float
    pieces: list[Piece]
    arcs: list[Arc]
    row_of: list[int | None]
    ink: InkReadings
    choices: list[tuple[int, int | None]]
    terms: np.ndarray


def find_lattice(strokes: Sequence[np.ndarray], network: Network) -> Lattice:
    """Find what has to be considered.

    Args:
        strokes: float32 (n, 2) each, in the order of time, at least one.
        network: reads the arcs.

    Raises:
        AssetError: the file of prototypes is missing or broken.
    """
    height = height_of_writing([box_of(stroke) for stroke in strokes])
    splits = _find_all_splits(strokes, height, network)
    pieces = make_pieces(strokes, splits, height)
    arcs = find_arcs(pieces, splits, height)
    ink = read_images(draw_images([ink_of(arc, strokes) for arc in arcs if not arc.is_ligature]), network)
    return make_lattice(strokes, height, pieces, arcs, ink)


def make_lattice(
    strokes: Sequence[np.ndarray], height: float, pieces: list[Piece], arcs: list[Arc], ink: InkReadings
) -> Lattice:
    """Make the choices of arcs, and their terms, of what is read in those that may be digits."""
    before, over = neighbours(pieces, height), find_over(pieces)
    by_reading = read_terms(np.take_along_axis(ink.probabilities, ink.candidates, axis=1), ink.strangeness)
    rows = iter(range(len(ink.images)))
    row_of = [None if arc.is_ligature else next(rows) for arc in arcs]
    choices: list[tuple[int, int | None]] = []
    terms = []
    for number, (arc, row) in enumerate(zip(arcs, row_of, strict=True)):
        if row is None:
            choices.append((number, None))
            terms.append(skipped_terms(arc, strokes, height))
        else:
            shape = shape_terms(arc, pieces, height, before[arc.start], over[arc.start])
            choices += [(number, digit) for digit in ink.candidates[row].tolist()]
            terms += [[*read, *shape, *NOT_SKIPPED] for read in by_reading[row].tolist()]
    return Lattice(strokes, height, pieces, arcs, row_of, ink, choices, np.array(terms))


def ink_of(arc: Arc, strokes: Sequence[np.ndarray]) -> list[np.ndarray]:
    """Return the strokes of an arc, whole or in part."""
    return [strokes[stroke][first : last + 1] for stroke, first, last in arc.parts]


def _find_all_splits(strokes: Sequence[np.ndarray], height: float, network: Network) -> dict[int, list[Split]]:
    """Find how wide strokes may be split, but those that are a digit as they are."""
    wide = [number for number, stroke in enumerate(strokes) if box_of(stroke).width > WIDE * height]
    splits = {number: find_splits(strokes[number], height) for number in wide[:MOST_SPLIT_STROKES]}
    splits = {number: found for number, found in splits.items() if found}
    if not splits:
        return {}
    alone = read_images(draw_images([[strokes[number]] for number in splits]), network)
    whole = (alone.probabilities.max(axis=1) > WHOLE) & (alone.strangeness[:, 0] <= 1)
    return {number: found for (number, found), is_whole in zip(splits.items(), whole, strict=True) if not is_whole}

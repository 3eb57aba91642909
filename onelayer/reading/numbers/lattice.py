"""All that is considered when strokes are read as a number: pieces, arcs, what the network reads in each, the terms."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from onelayer.reading.network import Network
from onelayer.reading.numbers.arcs import Arc, find_arcs
from onelayer.reading.numbers.boxes import box_of, height_of_writing
from onelayer.reading.numbers.cuts import MOST_SPLIT_STROKES, WIDE, Split, find_splits
from onelayer.reading.numbers.ink import CANDIDATES, InkReadings, read_ink
from onelayer.reading.numbers.pieces import Piece, make_pieces
from onelayer.reading.numbers.terms import (
    READ,
    SHAPE,
    TERMS,
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
    ink = read_ink([ink_of(arc, strokes) for arc in arcs if not arc.is_ligature], network)
    return make_lattice(strokes, height, pieces, arcs, ink)


def make_lattice(
    strokes: Sequence[np.ndarray], height: float, pieces: list[Piece], arcs: list[Arc], ink: InkReadings
) -> Lattice:
    """Make the choices of arcs, and their terms, of what is read in those that may be digits."""
    row_of: list[int | None] = [None] * len(arcs)
    for row, number in enumerate(number for number, arc in enumerate(arcs) if not arc.is_ligature):
        row_of[number] = row
    choices: list[tuple[int, int | None]] = []
    for number, found in enumerate(row_of):
        digits_of: list[int | None] = [None] if found is None else ink.candidates[found].tolist()
        choices += [(number, digit) for digit in digits_of]
    terms = _terms_of(strokes, height, pieces, arcs, ink)
    return Lattice(strokes, height, pieces, arcs, row_of, ink, choices, terms)


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
    alone = read_ink([[strokes[number]] for number in splits], network)
    whole = (alone.probabilities.max(axis=1) > WHOLE) & (alone.strangeness[:, 0] <= 1)
    return {number: found for (number, found), is_whole in zip(splits.items(), whole, strict=True) if not is_whole}


def _terms_of(
    strokes: Sequence[np.ndarray], height: float, pieces: list[Piece], arcs: list[Arc], ink: InkReadings
) -> np.ndarray:
    """Return the terms of all choices, in their order."""
    before, over = neighbours(pieces, height), find_over(pieces)
    by_reading = read_terms(ink.candidate_probabilities.ravel(), ink.strangeness.ravel())
    terms = np.zeros((sum(1 if arc.is_ligature else CANDIDATES for arc in arcs), len(TERMS)))
    row = read = 0
    shape, skipped = len(READ), len(READ) + len(SHAPE)
    for arc in arcs:
        if arc.is_ligature:
            (stroke, first, last) = arc.parts[0]
            onward = float(strokes[stroke][last, 0]) - float(strokes[stroke][first, 0])
            terms[row, skipped:] = skipped_terms(arc, onward, height)
            row += 1
        else:
            terms[row : row + CANDIDATES, :shape] = by_reading[read : read + CANDIDATES]
            terms[row : row + CANDIDATES, shape:skipped] = shape_terms(
                arc, pieces, height, before[arc.start], over[arc.start]
            )
            row, read = row + CANDIDATES, read + CANDIDATES
    return terms

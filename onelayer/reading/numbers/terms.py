"""The terms of an arc's score: what speaks for a run of pieces being a digit, and what against it.

The score is the sum of weight × term. The weights are fitted by tools/fit_numbers.py and stand in assets/numbers.json,
for each form of inputs: the better a form, the more its networks' probabilities are worth.
"""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from onelayer.assets import ASSETS, AssetError
from onelayer.reading.inputs import INPUT_FORMS
from onelayer.reading.numbers.arcs import Arc
from onelayer.reading.numbers.boxes import InkBox, overlap, unite
from onelayer.reading.numbers.pieces import Piece

WEIGHTS_FILE = ASSETS / "numbers.json"
LEAST_PROBABILITY = 1e-3  # a digit's probability counts as this at least: a network may be too sure
MOST_STRANGE = 2.5  # of the distance at which a drawing still looks like the digit
OVER = 0.65  # of the wider one's width, and of the higher one's height: pieces with more in common lie over one another
NARROW = 0.1  # of the height: narrower pieces are lines, and may stand side by side
NEIGHBOUR = 0.6  # of H: the ink before an arc that is nearer to its left end than this is its neighbour

READ = {
    "improbable": "-log of the network's probability",
    "strange": "distance from the digit ÷ the distance at which a drawing still looks like it",
    "no digit": "by how much that is more than 1",
}
"""The terms that depend on what the network reads."""
SHAPE = {
    "a digit": "1 for each digit",
    "low": "the square of how much its height is below H, in H",
    "wide": "by how much it is wider than 0.8 H, in H",
    "strokes": "strokes, but the first",
    "gap inside": "the largest gap in x inside it, in H",
    "cut": "its ends that are cuts inside a stroke",
    "gap before": "the gap in x between it and the ink before, in H; at most 1",
    "close before": "by how much that is below 0.15",
    "overlap before": "how far it begins left of the end of the ink before, in H",
    "within before": "by how much that is more than 0.25; 1 if its first stroke lies over ink before it",
    "baseline": "how far its foot is from that of the ink before, in H",
    "top": "how far its top is from that of the ink before, in H",
    "alone": "1 if it is all that is written",
}
"""The terms that depend on where the ink is."""
SKIPPED = {
    "a ligature": "1 for each ligature",
    "long ligature": "its longer side, in H",
    "backward ligature": "by how much less than 0.2 H it goes to the right, in H",
}
"""The terms of a ligature."""
TERMS = (*READ, *SHAPE, *SKIPPED)
NOT_SKIPPED = [0.0 for _ in SKIPPED]
NOT_A_DIGIT = [0.0 for _ in (*READ, *SHAPE)]


def shape_terms(
    arc: Arc, pieces: Sequence[Piece], height: float, neighbour: InkBox | None, lies_over: bool
) -> list[float]:
    """Return the SHAPE terms of an arc.

    Args:
        arc: a digit's.
        pieces: all.
        height: H, the height of the writing.
        neighbour: the box of the ink before the arc; None if it is the first.
        lies_over: its first piece lies over ink before it.
    """
    box = arc.box
    high, wide = box.height / height, box.width / height
    gap = common = baseline = top = 0.0
    if neighbour:
        apart = (box.left - neighbour.right) / height
        gap, common = min(max(apart, 0.0), 1.0), max(-apart, 0.0)
        baseline = abs(box.bottom - neighbour.bottom) / height
        top = abs(box.top - neighbour.top) / height
    short = max(1 - high, 0.0)
    return [
        1.0,
        short * short,
        max(wide - 0.8, 0.0),
        float(len({part[0] for part in arc.parts}) - 1),
        arc.gap / height,
        float(arc.ends_inside),
        gap,
        max(0.15 - gap, 0.0) if neighbour else 0.0,
        common,
        1.0 if lies_over else max(common - 0.25, 0.0),
        min(baseline, 1.0),
        min(top, 1.0),
        float(arc.start == 0 and arc.end == len(pieces)),
    ]


def skipped_terms(arc: Arc, strokes: Sequence[np.ndarray], height: float) -> list[float]:
    """Return the TERMS of a ligature."""
    ((stroke, first, last),) = arc.parts
    onward = float(strokes[stroke][last, 0]) - float(strokes[stroke][first, 0])
    longer = max(arc.box.width, arc.box.height)
    return [*NOT_A_DIGIT, 1.0, longer / height, max(0.2 - onward / height, 0.0)]


def read_terms(probabilities: np.ndarray, strangeness: np.ndarray) -> np.ndarray:
    """Return the READ terms, float64 (…, 3), of digits with these probabilities and distances ÷ limit, (…) each."""
    strange = np.minimum(strangeness, MOST_STRANGE)
    improbable = -np.log(np.maximum(probabilities, LEAST_PROBABILITY))
    return np.stack([improbable, strange, np.maximum(strange - 1, 0)], axis=-1)


def neighbours(pieces: Sequence[Piece], height: float) -> list[InkBox | None]:
    """For each piece, return the box of the ink just before it: that near the right end of all ink before."""
    found: list[InkBox | None] = [None]
    right = float("-inf")
    for at, piece in enumerate(pieces[:-1], 1):
        right = max(right, piece.box.right)
        found.append(unite(each.box for each in pieces[:at] if each.box.right > right - NEIGHBOUR * height))
    return found


def find_over(pieces: Sequence[Piece]) -> list[bool]:
    """Say of each piece whether it lies over earlier ink of another stroke, as the slash of a zero does."""
    return [
        not piece.cut_before and any(_lies_over(piece.box, before.box) for before in pieces[max(at - 2, 0) : at])
        for at, piece in enumerate(pieces)
    ]


def _lies_over(box: InkBox, before: InkBox) -> bool:
    wider, higher = max(box.width, before.width), max(box.height, before.height)
    common = min(box.bottom, before.bottom) - max(box.top, before.top)
    return wider > NARROW * higher and overlap(box, before) >= OVER * wider and common >= OVER * higher


@cache
def load_weights(path: Path = WEIGHTS_FILE) -> dict[str, dict[str, float]]:
    """Load the weights that ship with the project: by the form of the network's inputs, and by the term's name.

    Raises:
        AssetError: the file is missing or broken.
    """
    try:
        weights = json.loads(path.read_text("utf-8"))
        return {form: {name: float(weights[form][name]) for name in TERMS} for form in INPUT_FORMS}
    except (OSError, ValueError, TypeError, LookupError) as error:
        raise AssetError(
            f"{path} is {'broken' if path.exists() else 'missing'} ({error}). Restore it with `git checkout assets`."
        ) from error

"""What is read as a number: its digits, how sure they are, the runner-up, and all that was considered."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

import numpy as np

from onelayer.reading.content import Box
from onelayer.reading.network import DIGITS, Network
from onelayer.reading.numbers.arcs import Arc
from onelayer.reading.numbers.boxes import InkBox
from onelayer.reading.numbers.lattice import Lattice, find_lattice, ink_of
from onelayer.reading.numbers.path import Path, Step, Totals, best_paths, probability_of, sum_paths
from onelayer.reading.numbers.pieces import Piece
from onelayer.reading.numbers.strokes import check_strokes, without_dots
from onelayer.reading.numbers.terms import TERMS, load_weights
from onelayer.reading.reading import Reading
from onelayer.reading.verdict import judge

SURE = 0.9  # the least probability of a digit, and of a number, that is sure
NUMBERS = 4  # the best paths of so many numbers are compared


@dataclass(frozen=True, eq=False)
class NumberDigit:
    """One digit of a number.

    Attributes:
        digit: 0 to 9.
        reading: what the network reads in its ink alone.
        strokes: its ink, float32 (n, 2) each.
        box: around its ink, in the unit of the pad's height.
        probabilities: float64 (10,), over all paths: which digit its ink belongs to. What is missing to 1 is the
            probability that the ink is a ligature.
        sure: whether it is probable and looks like the digit.
    """

    digit: int
    reading: Reading
    strokes: tuple[np.ndarray, ...]
    box: InkBox
    probabilities: np.ndarray
    sure: bool

    @property
    def probability(self) -> float:
        """The probability that its ink belongs to this digit."""
        return float(self.probabilities[self.digit])


@dataclass(frozen=True, eq=False)
class Choice:
    """An arc taken for a digit, or for a ligature.

    Attributes:
        digit: 0 to 9, or None for a ligature.
        score: Σ weight × term.
        contributions: weight × term, by the term's name, of those that are not 0.
        probability: that the path takes it.
    """

    digit: int | None
    score: float
    contributions: dict[str, float]
    probability: float


@dataclass(frozen=True, eq=False)
class ConsideredArc:
    """An arc with its choices.

    Attributes:
        arc: where it is.
        choices: the best first.
        is_chosen: it is part of the number that was read.
        lost_by: the term that speaks most against an arc that was not chosen, compared with those that were; None if it
            was chosen, or if nothing speaks against it but that the rest would be worse.
    """

    arc: Arc
    choices: tuple[Choice, ...]
    is_chosen: bool
    lost_by: str | None


@dataclass(frozen=True, eq=False)
class NumberReading:
    """What a network reads in strokes.

    Attributes:
        network: the network.
        text: the number's digits, such as "2026".
        probability: of the number, over all paths that give it.
        runner_up: the second most probable number; None if there is none.
        runner_up_probability: its probability, 0 without one.
        digits: one for each digit of the text.
        sure: the number is probable, and each of its digits is sure.
        height: H, the height of the writing, in the unit of the pad's height.
        pieces: all ink in the order in which it was read, without dots.
        arcs: all that were considered.
    """

    network: Network
    text: str
    probability: float
    runner_up: str | None
    runner_up_probability: float
    digits: tuple[NumberDigit, ...]
    sure: bool
    height: float
    pieces: tuple[Piece, ...]
    arcs: tuple[ConsideredArc, ...]

    def __repr__(self) -> str:
        sure = "sure" if self.sure else "not sure"
        return f"NumberReading(text={self.text!r}, probability={self.probability:.4f}, {sure})"


def read_number(strokes: object, network: Network) -> NumberReading:
    """Read strokes as one number, from left to right.

    Args:
        strokes: each a list of points (x, y) or an array (n, 2), in the order in which they were drawn: x to the right
            and y down, both in the unit of the pad's height; or a drawing.
        network: the network that reads.

    Raises:
        NoInkError: there is no more ink than a dot.
        DrawingError: the strokes are none, are too far away, or have too many points.
        AssetError: a file that ships with the project is missing or broken.
    """
    return read_lattice(find_lattice(without_dots(check_strokes(strokes)), network), network)


def read_lattice(lattice: Lattice, network: Network) -> NumberReading:
    """Read the most probable number among all that is considered, with the network that read its ink."""
    weights = load_weights()[network.input_form]
    contributions = lattice.terms * np.array([weights[name] for name in TERMS])
    steps = [
        Step(lattice.arcs[arc].start, lattice.arcs[arc].end, arc, digit, score)
        for (arc, digit), score in zip(lattice.choices, contributions.sum(axis=1).tolist(), strict=True)
    ]
    places = len(lattice.pieces) + 1
    totals = sum_paths(steps, places)
    paths = best_paths(steps, places, NUMBERS)
    ranked = [(probability_of(path.text, steps, places, totals), path) for path in paths]
    ranked.sort(key=lambda each: -each[0])
    probability, path = ranked[0]
    second, other = ranked[1] if len(ranked) > 1 else (0.0, None)
    digits = _digits_of(path, lattice, network, steps, totals)
    sure = probability >= SURE and all(digit.sure for digit in digits)
    return NumberReading(
        network,
        path.text,
        probability,
        other.text if other else None,
        second,
        digits,
        sure,
        lattice.height,
        tuple(lattice.pieces),
        _explain(path, lattice, contributions, steps, totals),
    )


def _digits_of(
    path: Path, lattice: Lattice, network: Network, steps: Sequence[Step], totals: Totals
) -> tuple[NumberDigit, ...]:
    found = []
    for step in path.steps:
        row = lattice.row_of[step.arc]
        if step.digit is None or row is None:
            continue
        arc, ink = lattice.arcs[step.arc], lattice.ink
        strokes = tuple(ink_of(arc, lattice.strokes)) if lattice.strokes else ()
        verdict = judge(ink.probabilities[row], ink.directions[row], strokes)
        place = None if strokes else _pixels(arc.box)
        seen = ink.images[row], ink.inputs[row], ink.logits[row], ink.probabilities[row]
        reading = Reading(network, *seen, verdict, place)
        probabilities = _probabilities_at(_main_piece(arc, lattice.pieces), steps, totals)
        strange = ink.strangeness[row, ink.candidates[row].tolist().index(step.digit)]
        sure = bool(probabilities[step.digit] >= SURE and strange <= 1 and not verdict.two)
        found.append(NumberDigit(step.digit, reading, strokes, arc.box, probabilities, sure))
    return tuple(found)


def _pixels(box: InkBox) -> Box:
    """Return the whole pixels that a box in a picture covers."""
    return floor(box.left), floor(box.top), ceil(box.right), ceil(box.bottom)


def _main_piece(arc: Arc, pieces: Sequence[Piece]) -> int:
    """Return the number of an arc's largest piece."""
    return max(range(arc.start, arc.end), key=lambda at: max(pieces[at].box.width, pieces[at].box.height))


def _probabilities_at(piece: int, steps: Sequence[Step], totals: Totals) -> np.ndarray:
    """Return the probabilities (10,) of the digits that a piece belongs to."""
    probabilities = np.zeros(DIGITS)
    for step in steps:
        if step.start <= piece < step.end and step.digit is not None:
            probabilities[step.digit] += totals.probability(step)
    return probabilities


def _explain(
    path: Path, lattice: Lattice, contributions: np.ndarray, steps: Sequence[Step], totals: Totals
) -> tuple[ConsideredArc, ...]:
    """Say of each arc what was considered, and why it was not chosen."""
    chosen = {step.arc for step in path.steps}
    rows: dict[int, list[int]] = {}
    for row, step in enumerate(steps):
        rows.setdefault(step.arc, []).append(row)
    taken = {(step.arc, step.digit) for step in path.steps}
    usual = contributions[[row for row, step in enumerate(steps) if (step.arc, step.digit) in taken]].mean(axis=0)
    explained = []
    for number, arc in enumerate(lattice.arcs):
        best = sorted(rows[number], key=lambda row: -steps[row].score)
        apart = contributions[best[0]] - usual
        worst = int(apart.argmin())
        lost_by = None if number in chosen or apart[worst] >= 0 else TERMS[worst]
        choices = tuple(
            Choice(steps[row].digit, steps[row].score, _named(contributions[row]), totals.probability(steps[row]))
            for row in best
        )
        explained.append(ConsideredArc(arc, choices, number in chosen, lost_by))
    return tuple(explained)


def _named(contributions: np.ndarray) -> dict[str, float]:
    return {name: cost for name, cost in zip(TERMS, contributions.tolist(), strict=True) if cost}

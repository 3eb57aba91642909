"""Make assets/numbers.json: the weights of the terms by which the arcs of a number are scored.

    python tools/fit_numbers.py FILE.jsonl[.gz] [--numbers N] [--out FILE]

FILE has drawings of many writers (see onelayer/data/drawings_file.py). Numbers are composed from the drawings of two
thirds of the writers, varied in slant, proportions and in how close their points are, and from the ways of writing. The
weights make the numbers' texts as probable as possible, over all ways to cut the ink (semi-Markov conditional random
field, S. Sarawagi, W. W. Cohen, NIPS 2004, with the segmentation latent). At the end, numbers of the other writers are
read.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from onelayer.data.drawings_file import DrawingsFileError, parse_drawings
from onelayer.data.variations import vary
from onelayer.files.network_file import SHIPPED, load_shipped_network
from onelayer.reading.drawing import Drawing
from onelayer.reading.network import Network
from onelayer.reading.numbers.lattice import find_lattice
from onelayer.reading.numbers.terms import TERMS, WEIGHTS_FILE
from onelayer.replacing import replacing
from tools.composed_numbers import (
    LONGEST,
    MILD,
    SPACINGS,
    WrittenNumber,
    compose_numbers,
    leave_out_writers,
    write_styles,
)

NUMBERS = 700  # of the writers, half of them varied
STYLE_NUMBERS = 300  # of the ways of writing
SINGLES = 0.4  # for each number, so many of a single digit: most pads have one
STYLE_WRITERS = 40
DENSITIES = (0.02, 0.12)  # between two points of a varied drawing: of its longer side
STEADINESS = 1.0  # how strongly weights are held near 0, in units of the term's standard deviation
NETWORKS = {"raw": "article", "scaled": "article", "upright": "upright", "directions": "more-hands"}
"""The network that ships whose readings the weights for a form of inputs are fitted to."""
NEVER = -1e30  # the logarithm of 0


@dataclass(frozen=True, eq=False)
class Choices:
    """All choices of all numbers, end to end.

    Attributes:
        number: int (n,), the number that a choice belongs to.
        start, end: int (n,), the places that it goes from and to.
        writes: bool (n, LONGEST), whether its digit is the k-th of the text.
        digit: int (n,), -1 for a ligature.
        terms: float64 (n, TERMS).
        last: int (numbers,), the last place of each.
        lengths: int (numbers,), the digits of each text.
    """

    number: np.ndarray
    start: np.ndarray
    end: np.ndarray
    writes: np.ndarray
    digit: np.ndarray
    terms: np.ndarray
    last: np.ndarray
    lengths: np.ndarray


def collect(numbers: Sequence[WrittenNumber], network: Network) -> Choices:
    """Find what is considered for each number."""
    parts: list[Choices] = []
    for number, written in enumerate(numbers):
        lattice = find_lattice(written.strokes, network)
        arcs = [lattice.arcs[arc] for arc, _ in lattice.choices]
        digits = np.array([-1 if digit is None else digit for _, digit in lattice.choices])
        text = np.full(LONGEST, -2)
        text[: len(written.text)] = [int(digit) for digit in written.text]
        parts.append(
            Choices(
                np.full(len(arcs), number),
                np.array([arc.start for arc in arcs]),
                np.array([arc.end for arc in arcs]),
                digits[:, None] == text,
                digits,
                lattice.terms,
                np.array([len(lattice.pieces)]),
                np.array([len(written.text)]),
            )
        )
    return Choices(*(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Choices)))


Sums = tuple[np.ndarray, np.ndarray]
"""Log sums over the paths to each place, and from each place on."""


def log_likelihood(choices: Choices, weights: np.ndarray) -> tuple[float, np.ndarray]:
    """Return Σ log P(text) over the numbers that some path gives, and its gradient."""
    scores = choices.terms @ weights
    free, constrained = _sum(choices, scores)
    at = np.arange(len(choices.last))
    everything = free[0][at, choices.last]
    right = constrained[0][at, choices.last, choices.lengths]
    possible = right > NEVER / 2
    number, start, end = choices.number, choices.start, choices.end
    taken = np.exp(np.minimum(free[0][number, start] + scores + free[1][number, end] - everything[number], 0))
    rightly = np.exp(np.minimum(_through(choices, scores, constrained) - np.where(possible, right, 0)[number], 0))
    gradient = np.where(possible[number], rightly - taken, 0) @ choices.terms
    return float((right - everything)[possible].sum()), gradient


def _sum(choices: Choices, scores: np.ndarray) -> tuple[Sums, Sums]:
    """Sum over all paths, (numbers, places), and over those that write the text, (numbers, places, digits written)."""
    count, places = len(choices.last), int(choices.last.max()) + 1
    at = np.arange(count)
    to, onward = np.full((2, count, places), NEVER)
    right_to, right_onward = np.full((2, count, places, LONGEST + 1), NEVER)
    to[:, 0] = right_to[:, 0, 0] = 0
    onward[at, choices.last] = right_onward[at, choices.last, choices.lengths] = 0
    for place in range(1, places):
        rows = np.flatnonzero(choices.end == place)
        number, start = choices.number[rows], choices.start[rows]
        _gather(to[:, place], number, to[number, start] + scores[rows])
        arriving = _moved(choices, rows, right_to[number, start], 1)
        _gather(right_to[:, place], number, arriving + scores[rows, None])
    for place in range(places - 2, -1, -1):
        rows = np.flatnonzero(choices.start == place)
        number, end = choices.number[rows], choices.end[rows]
        _gather(onward[:, place], number, onward[number, end] + scores[rows])
        leaving = _moved(choices, rows, right_onward[number, end], -1)
        _gather(right_onward[:, place], number, leaving + scores[rows, None])
    return (to, onward), (right_to, right_onward)


def _moved(choices: Choices, rows: np.ndarray, sums: np.ndarray, step: int) -> np.ndarray:
    """Move sums (rows, digits written) by the digit that each choice writes; a ligature writes none."""
    moved = np.full(sums.shape, NEVER)
    if step > 0:
        moved[:, 1:] = np.where(choices.writes[rows], sums[:, :-1], NEVER)
    else:
        moved[:, :-1] = np.where(choices.writes[rows], sums[:, 1:], NEVER)
    return np.where((choices.digit < 0)[rows][:, None], sums, moved)


def _through(choices: Choices, scores: np.ndarray, constrained: Sums) -> np.ndarray:
    """Return the log sum (n,) over the paths through each choice that write the text."""
    before = constrained[0][choices.number, choices.start]
    onward = _moved(choices, np.arange(len(scores)), constrained[1][choices.number, choices.end], -1)
    sums = before + onward
    largest = sums.max(axis=1)
    total: np.ndarray = largest + np.log(np.exp(sums - largest[:, None]).sum(axis=1)) + scores
    return total


def _gather(into: np.ndarray, number: np.ndarray, values: np.ndarray) -> None:
    """Add exp(values) to each number's entry, in logarithms."""
    largest = into.copy()
    np.maximum.at(largest, number, values)
    total = np.where(into > NEVER / 2, np.exp(into - largest), 0)
    np.add.at(total, number, np.exp(values - largest[number]))
    reached = largest > NEVER / 2
    into[reached] = largest[reached] + np.log(total[reached])


def fit(choices: Choices) -> dict[str, float]:
    """Fit the weights, by the term's name."""
    spread = choices.terms.std(axis=0) + 1e-6

    def loss(scaled: np.ndarray) -> tuple[float, np.ndarray]:
        value, gradient = log_likelihood(choices, scaled / spread)
        return STEADINESS / 2 * float(scaled @ scaled) - value, STEADINESS * scaled - gradient / spread

    first = np.where(np.arange(len(TERMS)) < 2, -1.0, 0.0)
    found = minimize(loss, first, jac=True, method="L-BFGS-B", options={"maxiter": 60})
    return {name: round(float(weight), 3) for name, weight in zip(TERMS, found.x / spread, strict=True)}


def compose(drawings: Sequence[Drawing], count: int, random: "np.random.Generator") -> list[WrittenNumber]:
    """Compose numbers of all lengths, and some of a single digit."""
    singles = compose_numbers(drawings, round(SINGLES * count), random, lengths=[1], spacings=SPACINGS[:1])
    return compose_numbers(drawings, count, random) + singles


def varied(drawings: Sequence[Drawing], random: "np.random.Generator") -> list[Drawing]:
    """Vary drawings: each writer in slant and proportions, each drawing in how close its points are."""
    changed = []
    for drawing in drawings:
        (strokes,) = vary(drawing.strokes, MILD, 1, random)
        step = random.uniform(*DENSITIES)
        changed.append(Drawing(tuple(resample(stroke, step) for stroke in strokes), drawing.label, drawing.writer))
    return changed


def resample(stroke: np.ndarray, step: float) -> np.ndarray:
    """Place points at even distances, about `step`, along a stroke (n, 2)."""
    along = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(stroke, axis=0).T))])
    places = np.linspace(0, along[-1], max(2, 1 + round(float(along[-1]) / step)))
    return np.stack([np.interp(places, along, stroke[:, axis]) for axis in (0, 1)], axis=1).astype(np.float32)


def main() -> int:
    """Compose, fit, save."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("file", type=Path, help="a drawings file, .jsonl or .jsonl.gz")
    parser.add_argument("--numbers", type=int, default=NUMBERS, metavar="N", help=f"numbers to fit to ({NUMBERS})")
    parser.add_argument("--out", type=Path, default=WEIGHTS_FILE, help="the file to write")
    options = parser.parse_args()
    try:
        drawings = leave_out_writers(parse_drawings(options.file.read_bytes()).drawings)[0]
    except (OSError, DrawingsFileError) as error:
        parser.error(str(error))
    random = np.random.default_rng(0)
    half = options.numbers // 2
    numbers = compose(drawings, half, random) + compose(varied(drawings, random), options.numbers - half, random)
    numbers += compose(write_styles(STYLE_WRITERS, random), min(STYLE_NUMBERS, options.numbers), random)
    print(f"{len(numbers)} numbers of {len({drawing.writer for drawing in drawings})} writers and the ways of writing")
    by_network: dict[str, dict[str, float]] = {}
    for name in SHIPPED:
        by_network[name] = fit(collect(numbers, load_shipped_network(name).network))
        print(f"Fitted to {name}.", flush=True)
    weights = {form: by_network[name] for form, name in NETWORKS.items()}
    with replacing(options.out) as unfinished:
        unfinished.write_text(json.dumps(weights, indent=2) + "\n", "utf-8")
    for name in TERMS:
        print(f"{name:20}" + "".join(f"{each[name]:10.3f}" for each in weights.values()))
    print(f"Saved {options.out.name}. Measure: python bench/whole_numbers.py --left-out {options.file.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

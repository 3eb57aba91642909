"""Paths from the first piece to the last: the most probable numbers, and how probable each step is.

A path is a chain of steps, each from a place between two pieces to a later one; a step is an arc taken for one digit,
or for a ligature. Its score is the sum of its steps' scores, its probability exp(score) ÷ the sum of exp(score) over
all paths: a semi-Markov model (S. Sarawagi, W. W. Cohen, NIPS 2004).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, inf, log


@dataclass(frozen=True)
class Step:
    """One step.

    Attributes:
        start, end: the places that it goes from and to: 0 before the first piece, and so on.
        arc: the number of its arc.
        digit: 0 to 9, or None for a ligature.
        score: the larger the more probable.
    """

    start: int
    end: int
    arc: int
    digit: int | None
    score: float


@dataclass(frozen=True)
class Path:
    """The best path of one number: its text, its steps and its score."""

    text: str
    steps: tuple[Step, ...]
    score: float


def add_logs(values: Sequence[float]) -> float:
    """Return log Σ exp(value); -inf without values."""
    largest = max(values, default=-inf)
    if largest == -inf:
        return -inf
    return largest + log(sum(exp(value - largest) for value in values))


def best_paths(steps: Sequence[Step], places: int, count: int) -> list[Path]:
    """Find the best path of each of the best numbers, the best first.

    Args:
        steps: in the order of their starts.
        places: the number of places; paths go from 0 to `places` - 1.
        count: the most numbers to find. A number without digits is none.
    """
    best: list[dict[str, Path]] = [{} for _ in range(places)]
    best[0][""] = Path("", (), 0.0)
    done = -1
    for step in steps:
        if step.start > done:  # all steps to this place are known: keep its best
            done = step.start
            best[done] = _keep_best(best[done], count)
        arrived = best[step.end]
        for path in best[step.start].values():
            text = path.text if step.digit is None else f"{path.text}{step.digit}"
            score = path.score + step.score
            if text not in arrived or score > arrived[text].score:
                arrived[text] = Path(text, (*path.steps, step), score)
    last = _keep_best(best[-1], count)
    return [path for path in last.values() if path.text]


def _keep_best(paths: dict[str, Path], count: int) -> dict[str, Path]:
    kept = sorted(paths.values(), key=lambda path: -path.score)[:count]
    return {path.text: path for path in kept}


@dataclass(frozen=True)
class Totals:
    """Log sums over all paths: to each place, and from each place to the end."""

    to: list[float]
    onward: list[float]

    def probability(self, step: Step) -> float:
        """Return the probability that the path takes a step."""
        score = self.to[step.start] + step.score + self.onward[step.end] - self.onward[0]
        return exp(min(score, 0.0))


def sum_paths(steps: Sequence[Step], places: int) -> Totals:
    """Sum over all paths, with steps in the order of their starts."""
    by_end: list[list[Step]] = [[] for _ in range(places)]
    by_start: list[list[Step]] = [[] for _ in range(places)]
    for step in steps:
        by_end[step.end].append(step)
        by_start[step.start].append(step)
    to, onward = [-inf] * places, [-inf] * places
    to[0] = onward[-1] = 0.0
    for place in range(1, places):
        to[place] = add_logs([to[step.start] + step.score for step in by_end[place]])
    for place in range(places - 2, -1, -1):
        onward[place] = add_logs([step.score + onward[step.end] for step in by_start[place]])
    return Totals(to, onward)


def probability_of(text: str, steps: Sequence[Step], places: int, totals: Totals) -> float:
    """Return the probability of a number, over all paths that give it."""
    sums: list[dict[int, list[float]]] = [{} for _ in range(places)]  # by how many of its digits are written
    sums[0][0] = [0.0]
    for step in steps:
        for written, scores in sums[step.start].items():
            if step.digit is None:
                after = written
            elif written < len(text) and text[written] == str(step.digit):
                after = written + 1
            else:
                continue
            sums[step.end].setdefault(after, []).append(add_logs(scores) + step.score)
    score = add_logs(sums[-1].get(len(text), []))
    return exp(min(score - totals.onward[0], 0.0))

"""The best paths and the sums over paths, against trying all of them."""

from collections.abc import Iterator
from math import exp, fsum

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onelayer.reading.numbers.path import Step, best_paths, probability_of, sum_paths

PLACES = 4


@st.composite
def lattices(draw: st.DrawFn) -> list[Step]:
    """Steps between four places, with at least one digit to each next place."""
    ends = [(start, end) for start in range(PLACES - 1) for end in range(start + 1, PLACES)]
    ends += draw(st.lists(st.sampled_from(ends), max_size=6))
    steps = [
        Step(start, end, number, draw(st.sampled_from([1, 2])), draw(st.floats(-5, 5)))
        for number, (start, end) in enumerate(sorted(ends))
    ]
    ligatures = draw(st.lists(st.floats(-5, 5), max_size=2))
    steps += [Step(1, 2, len(ends) + number, None, score) for number, score in enumerate(ligatures)]
    return sorted(steps, key=lambda step: step.start)


def all_paths(steps: list[Step], place: int = 0) -> Iterator[tuple[Step, ...]]:
    if place == PLACES - 1:
        yield ()
    for step in steps:
        if step.start == place:
            yield from ((step, *rest) for rest in all_paths(steps, step.end))


def text_of(path: tuple[Step, ...]) -> str:
    return "".join(str(step.digit) for step in path if step.digit is not None)


@settings(max_examples=60)
@given(lattices())
def test_paths_are_those_of_trying_all(steps: list[Step]) -> None:
    weights: dict[tuple[Step, ...], float] = {}
    for path in all_paths(steps):
        weights[path] = exp(sum(step.score for step in path))
    total = fsum(weights.values())
    totals = sum_paths(steps, PLACES)
    for step in steps:
        taken = fsum(weight for path, weight in weights.items() if step in path)
        assert totals.probability(step) == pytest.approx(taken / total)
    by_text: dict[str, list[float]] = {}
    for path, weight in weights.items():
        by_text.setdefault(text_of(path), []).append(weight)
    for text, each in by_text.items():
        assert probability_of(text, steps, PLACES, totals) == pytest.approx(fsum(each) / total)
    assert probability_of("9", steps, PLACES, totals) == 0
    best = sorted((max(each) for each in by_text.values()), reverse=True)
    found = best_paths(steps, PLACES, len(by_text))
    np.testing.assert_allclose([exp(path.score) for path in found], best)
    assert all(text_of(path.steps) == path.text for path in found)

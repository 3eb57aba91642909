"""Two digits on the pad are told from one that is written in several strokes."""

from collections.abc import Sequence

import numpy as np
import pytest

from onelayer.data.styles import STYLES, VARIATION
from onelayer.data.variations import vary
from onelayer.reading.two_digits import are_two_digits

Strokes = Sequence[np.ndarray]
SIDE_BY_SIDE, ABOVE = 0, 1


def scaled(strokes: Strokes, height: float) -> list[np.ndarray]:
    """The strokes, as high as this, from (0, 0) on."""
    points = np.concatenate(strokes)
    low, high = points.min(axis=0), points.max(axis=0)
    return [(stroke - low) * height / (high - low)[1] for stroke in strokes]


def pair(one: Strokes, other: Strokes, axis: int, gap: float, height: float = 1.0) -> list[np.ndarray]:
    """Two digits, the first 1 high, with a gap between them; `height`: of the other."""
    first, second = scaled(one, 1), scaled(other, height)
    move = np.zeros(2)
    move[axis] = np.concatenate(first).max(axis=0)[axis] + gap
    return [*first, *(stroke + move for stroke in second)]


@pytest.fixture(scope="module")
def digits() -> list[Strokes]:
    """The ways of writing, and variations of each."""
    random = np.random.default_rng(0)
    varied = [strokes for style in STYLES for strokes in vary(style.strokes, VARIATION, 20, random)]
    return [*(style.strokes for style in STYLES), *varied]


def test_one_digit_is_one_however_many_strokes_it_has(digits: list[Strokes]) -> None:
    assert not any(are_two_digits(style.strokes) for style in STYLES)
    assert np.mean([are_two_digits(strokes) for strokes in digits]) < 0.005, "wilder than what people write"


@pytest.mark.parametrize("axis", [SIDE_BY_SIDE, ABOVE])
@pytest.mark.parametrize("height", [0.6, 1.0, 1.6])
def test_two_are_two(digits: list[Strokes], axis: int, height: float) -> None:
    random = np.random.default_rng(1)
    for one, other in random.integers(len(digits), size=(300, 2)):
        assert are_two_digits(pair(digits[one], digits[other], axis, 0.3 * max(1, height), height))


def test_a_speck_beside_a_digit_is_no_second_one(digits: list[Strokes]) -> None:
    assert not any(are_two_digits(pair(strokes, digits[0], SIDE_BY_SIDE, 0.3, 0.3)) for strokes in digits[:90])


def test_what_touches_is_one() -> None:
    stem, bow = np.array([[0.3, 0.1], [0.3, 0.9]]), np.array([[0.4, 0.1], [0.3, 0.5], [0.4, 0.9]])
    assert not are_two_digits([stem, bow])
    assert not are_two_digits([])
    assert not are_two_digits([stem])
    assert are_two_digits([stem, stem + np.array([0.3, 0])])

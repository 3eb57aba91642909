"""Whole numbers: their text, how sure it is, and what was considered."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onelayer
from onelayer.files.network_file import load_shipped_network
from onelayer.reading.content import NoInkError
from onelayer.reading.drawing import MOST_POINTS, MOST_STROKES, DrawingError
from onelayer.reading.network import Network
from onelayer.reading.numbers.number import NumberReading, read_number
from onelayer.reading.numbers.terms import TERMS
from tools.composed_numbers import SPACINGS, compose_numbers, write_styles

NETWORK = load_shipped_network("more-hands").network
JOINED = "joined"


@pytest.fixture(scope="module")
def read() -> list[tuple[str, str, NumberReading]]:
    """Text, spacing and reading of numbers in the ways of writing."""
    random = np.random.default_rng(2)
    numbers = compose_numbers(write_styles(8, random), 96, random)
    return [(number.text, number.spacing, read_number(number.strokes, NETWORK)) for number in numbers]


def bar(x: float, low: float = 0.2, high: float = 0.8) -> np.ndarray:
    return np.array([[x, low], [x, (low + high) / 2], [x, high]])


@pytest.mark.parametrize("slant", [0.0, 0.15])
def test_a_slashed_zero_is_one_digit(slant: float) -> None:
    turn = np.linspace(-np.pi / 2, 3 * np.pi / 2, 24)
    zero = np.stack([0.85 + 0.12 * np.cos(turn), 0.5 + 0.3 * np.sin(turn)], axis=1)
    strokes = [bar(0.3), zero, np.array([[1.0, 0.22], [0.85, 0.5], [0.7, 0.78]]), bar(1.4)]
    slanted = [stroke + slant * (0.5 - stroke[:, 1:]) * [1, 0] for stroke in strokes]
    assert read_number(slanted, NETWORK).text == "101"


def test_most_numbers_are_read(read: list[tuple[str, str, NumberReading]]) -> None:
    right = [reading.text == text for text, spacing, reading in read if spacing != JOINED]
    joined = [reading.text == text for text, spacing, reading in read if spacing == JOINED]
    assert np.mean(right) > 0.9
    assert np.mean(joined) > 0.6


def test_what_is_sure_is_right(read: list[tuple[str, str, NumberReading]]) -> None:
    sure = [reading.text == text for text, _, reading in read if reading.sure]
    assert len(sure) > 0.6 * len(read)
    assert np.mean(sure) > 0.96


def test_a_reading_is_of_one_piece(read: list[tuple[str, str, NumberReading]]) -> None:
    for _, _, reading in read:
        assert reading.text == "".join(str(digit.digit) for digit in reading.digits)
        assert reading.runner_up != reading.text
        assert 0 <= reading.runner_up_probability <= reading.probability
        assert reading.probability + reading.runner_up_probability < 1 + 1e-9
        for digit in reading.digits:
            assert digit.probabilities.shape == (10,)
            assert digit.probabilities.sum() < 1 + 1e-9
            assert digit.reading.image.any()


def test_what_was_chosen_covers_all_ink_and_its_scores_add_up(read: list[tuple[str, str, NumberReading]]) -> None:
    for _, _, reading in read:
        chosen = [each.arc for each in reading.arcs if each.is_chosen]
        assert [arc.start for arc in chosen] == [0, *(arc.end for arc in chosen[:-1])]
        assert chosen[-1].end == len(reading.pieces)
        for arc in reading.arcs:
            assert arc.lost_by is None or (arc.lost_by in TERMS and not arc.is_chosen)
            for choice in arc.choices:
                assert choice.score == pytest.approx(sum(choice.contributions.values()))
        into_each = np.zeros(len(reading.pieces))
        for arc in reading.arcs:
            into_each[arc.arc.start : arc.arc.end] += sum(choice.probability for choice in arc.choices)
        np.testing.assert_allclose(into_each, 1, atol=1e-9)  # each piece is in one arc of each path


def test_bars_that_are_added_last_belong_to_their_digits() -> None:
    seven = [np.array([[0.2, 0.2], [0.5, 0.2], [0.3, 0.8]]), np.array([[0.22, 0.5], [0.48, 0.5]])]
    moved = [stroke + np.array([0.6, 0]) for stroke in seven]
    late = read_number([seven[0], moved[0], seven[1], moved[1]], NETWORK)
    assert late.text == read_number([*seven, *moved], NETWORK).text == "77"


def test_the_size_and_the_place_on_the_pad_make_no_difference() -> None:
    strokes = [bar(0.2), bar(0.6), bar(0.9)]
    small = read_number([stroke * 0.3 + np.array([1.5, 0.1]) for stroke in strokes], NETWORK)
    large = read_number(strokes, NETWORK)
    assert small.text == large.text == "111"
    assert small.probability == pytest.approx(large.probability, abs=0.02)


def test_dots_are_left_out() -> None:
    strokes = [bar(0.2), np.array([[0.4, 0.5]]), bar(0.6)]
    assert len(read_number(strokes, NETWORK).pieces) == 2


def test_any_network_reads(random_network: Network) -> None:
    for network in (random_network, *(load_shipped_network(name).network for name in ("upright", "article"))):
        reading = read_number([bar(0.2), bar(0.7)], network)
        assert reading.text
        assert 0 < reading.probability <= 1


@pytest.mark.parametrize("strokes", [[], [[]], [[(0.5, 0.5)]], [[(0.1, 0.1), (0.101, 0.1)]] * 3])
def test_no_ink_is_said_so(strokes: object) -> None:
    with pytest.raises(NoInkError, match="no more ink than a dot"):
        read_number(strokes, NETWORK)


@pytest.mark.parametrize(
    ("strokes", "message"),
    [
        ("8", "str is no number"),
        ([[(1, 2, 3)]], "Stroke 1 has a point that is not"),
        ([5], "Stroke 1 has a point that is not"),
        ([[("a", "b")]], "not a list of points"),
        ([[(0, 0), (1, float("nan"))]], "too far away"),
        ([[(0, 0), (1e9, 0)]], "too far away"),
        ([[(0, 0)]] * (MOST_STROKES + 1), "strokes"),
        ([np.zeros((MOST_POINTS + 1, 2))], "points"),
    ],
)
def test_what_is_no_number_is_refused(strokes: object, message: str) -> None:
    with pytest.raises(DrawingError, match=message):
        read_number(strokes, NETWORK)


coordinates = st.tuples(st.floats(0, 4) | st.sampled_from([0.5, 0.51, 3.0]), st.floats(0, 1))


@settings(max_examples=60)
@given(st.lists(st.lists(coordinates, min_size=1, max_size=20), min_size=1, max_size=8))
def test_wild_strokes_are_read_or_have_no_ink(strokes: list[list[tuple[float, float]]]) -> None:
    try:
        reading = read_number(strokes, NETWORK)
    except NoInkError:
        return
    assert reading.text.isdigit()
    assert 0 <= reading.probability <= 1
    assert sum(each.is_chosen for each in reading.arcs) >= len(reading.digits) >= 1


def arcs_of(strokes: Sequence[np.ndarray]) -> int:
    return len(read_number(strokes, NETWORK).arcs)


def test_the_work_is_bounded_whatever_is_drawn() -> None:
    random = np.random.default_rng(0)
    assert arcs_of([bar(0.2 * number) for number in range(MOST_STROKES)]) <= 2 * MOST_STROKES
    assert arcs_of([np.cumsum(random.normal(0, 0.01, (MOST_POINTS, 2)), axis=0)]) <= 200
    waves = np.linspace(0, 16, MOST_POINTS)
    assert arcs_of([np.stack([waves, 0.5 + 0.4 * np.sin(12 * waves)], axis=1)]) <= 200


def test_the_library_reads_numbers() -> None:
    reading = onelayer.read_number([bar(0.5).tolist(), bar(0.9).tolist()])
    assert isinstance(reading, onelayer.NumberReading)
    assert repr(reading).startswith("NumberReading(text='11', probability=")


def test_every_spacing_is_composed() -> None:
    random = np.random.default_rng(0)
    numbers = compose_numbers(write_styles(2, random), 4 * len(SPACINGS), random, lengths=[2, 3])
    assert {number.spacing for number in numbers} == {spacing.name for spacing in SPACINGS}

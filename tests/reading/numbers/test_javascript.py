"""The page's reading of numbers in JavaScript against Python's: whichever of them changes alone, these fail."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onelayer.assets import ASSETS
from onelayer.files.network_file import SHIPPED, load_shipped_network
from onelayer.reading.content import NoInkError
from onelayer.reading.numbers.number import SURE, NumberReading, read_number
from onelayer.reading.numbers.terms import WEIGHTS_FILE
from onelayer.reading.verdict import PROTOTYPES_FILE
from tests.support.node_process import NodeProcess
from tools.composed_numbers import SPACINGS, compose_numbers, write_styles

pytestmark = pytest.mark.slow

SCRIPT = Path(__file__).with_name("javascript_numbers.js")
NETWORKS = [load_shipped_network(name).network for name in SHIPPED]
CLOSE = 1e-4  # probabilities may differ by this much
ROUGH = 2e-2  # if a pixel of an image was rounded in the other direction
Lists = list[list[list[float]]]


@pytest.fixture(scope="module")
def javascript() -> Iterator[NodeProcess]:
    """The page's reading of numbers."""
    networks = [str(ASSETS / f"{name}.safetensors") for name in SHIPPED]
    needs = {"networks": networks, "prototypes": str(PROTOTYPES_FILE), "weights": str(WEIGHTS_FILE)}
    process = NodeProcess(SCRIPT, needs)
    yield process
    process.close()


def to_lists(strokes: Sequence[np.ndarray]) -> Lists:
    """Strokes as the page has them: coordinates with four decimals."""
    return [np.round(stroke.astype(float), 4).tolist() for stroke in strokes]


def expect_equal(answer: dict[str, Any], reading: NumberReading) -> bool:
    """What is considered is the same, and what is read. Returns whether the probabilities are very close, too."""
    assert answer["height"] == reading.height
    arcs = [(each["arc"]["start"], each["arc"]["end"]) for each in answer["considered"]]
    assert arcs == [(each.arc.start, each.arc.end) for each in reading.arcs]
    found = [answer["probability"], answer["runnerUpProbability"]]
    wanted = [reading.probability, reading.runner_up_probability]
    np.testing.assert_allclose(found, wanted, atol=ROUGH)
    if wanted[0] - wanted[1] < ROUGH:
        return True  # either may lead
    assert answer["text"] == reading.text
    assert [digit["digit"] for digit in answer["digits"]] == [digit.digit for digit in reading.digits]
    chosen = [each["isChosen"] for each in answer["considered"]]
    if chosen != [each.is_chosen for each in reading.arcs]:
        return True  # two ways to cut the same number are as good
    for digit, own in zip(answer["digits"], reading.digits, strict=True):
        np.testing.assert_allclose(digit["probabilities"], own.probabilities, atol=ROUGH)
        assert tuple(digit["box"].values()) == own.box
        assert digit["isSure"] == own.sure or abs(own.probability - SURE) < ROUGH or len(own.reading.verdict.digits) > 1
    is_close = bool(np.allclose(found, wanted, atol=CLOSE))
    if is_close:
        expect_equal_choices(answer["considered"], reading)
    return is_close


def expect_equal_choices(considered: list[dict[str, Any]], reading: NumberReading) -> None:
    """The best choice of each arc has the same contributions, and its arc lost for the same reason."""
    for each, own in zip(considered, reading.arcs, strict=True):
        best, wanted = each["choices"][0], own.choices[0]
        if best["digit"] == wanted.digit and abs(best["score"] - wanted.score) < CLOSE:
            assert best["contributions"] == pytest.approx(wanted.contributions, abs=CLOSE)
            assert best["probability"] == pytest.approx(wanted.probability, abs=CLOSE)
            assert each["lostBy"] == own.lost_by


@pytest.mark.parametrize("network", range(len(NETWORKS)), ids=SHIPPED)
def test_numbers_in_the_ways_of_writing(javascript: NodeProcess, network: int) -> None:
    random = np.random.default_rng(network)
    numbers = compose_numbers(write_styles(10, random), 12 * len(SPACINGS), random)
    close = []
    for number in numbers:
        strokes = to_lists(number.strokes)
        answer = javascript.ask({"strokes": strokes, "network": network})
        close.append(expect_equal(answer, read_number(strokes, NETWORKS[network])))
    assert np.mean(close) > 0.9, "a pixel is seldom rounded in the other direction"


def test_a_number_that_grows_is_read_as_one_that_is_there(javascript: NodeProcess) -> None:
    random = np.random.default_rng(5)
    for number in compose_numbers(write_styles(3, random), 2 * len(SPACINGS), random, lengths=[2, 3]):
        strokes = to_lists(number.strokes)
        answers = [javascript.ask({"strokes": strokes, "network": 0, "isGrowing": each}) for each in (True, False)]
        assert answers[0] == answers[1]


coordinates = st.tuples(st.integers(0, 400), st.integers(0, 100)).map(lambda at: [at[0] / 100, at[1] / 100])


def test_wild_strokes(javascript: NodeProcess) -> None:
    @settings(max_examples=60, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.lists(coordinates, min_size=1, max_size=20), min_size=1, max_size=6))
    def compare(strokes: Lists) -> None:
        answer = javascript.ask({"strokes": strokes, "network": 0})
        try:
            reading = read_number(strokes, NETWORKS[0])
        except NoInkError:
            assert answer["text"] == ""
            return
        assert answer["height"] == reading.height

    compare()

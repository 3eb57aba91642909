"""Runs and lessons as a browser keeps them: they come back as they were, and whatever else comes is refused."""

import json
import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import load, save

from onelayer.reading.network import Network
from onelayer.run_storage import (
    KEPT_POINTS,
    KEPT_SNAPSHOTS,
    KeptHand,
    hand_to_bytes,
    parse_hand,
    parse_run,
    run_to_bytes,
)
from onelayer.storage import StorageError, load_shipped_network, network_to_bytes
from onelayer.training.evaluation import Metrics
from onelayer.training.recipe import Recipe
from onelayer.training.run import Run
from onelayer.training.teaching import RECIPE, Lesson, WriterAccuracy
from onelayer.training.trained_network import TrainedNetwork
from tests.ui.test_session import make_run

DIRECTIONS = load_shipped_network("directions")


def small_run() -> Run:
    return replace(make_run(3, 20), recipe=Recipe(input_form="upright"), stopped=True, drawings=7)


WRITERS = tuple(WriterAccuracy(name, held_out, np.linspace(0.5, 1, 21)) for name, held_out in (("", 20), ("Ada", 8)))


def make_kept_hand() -> KeptHand:
    start, other = DIRECTIONS.network, make_run(2, 3).network
    taught = Network(other.kernel, other.bias, "directions")
    lesson = Lesson(start, taught, 30, 28, np.linspace(0.9, 1, 21), np.linspace(0.99, 0.98, 21), 1.5, WRITERS)
    return KeptHand(TrainedNetwork(lesson.network(0.6), RECIPE, {"test_accuracy": 0.985}), lesson, 0.6)


def test_a_run_comes_back_as_it_was() -> None:
    run = small_run()
    back = parse_run(run_to_bytes(run))
    for name in ("recipe", "batches", "seconds", "metrics", "test", "stopped", "drawings"):
        assert getattr(back, name) == getattr(run, name)
    assert (back.training == run.training).all()
    assert (back.validation == run.validation).all()
    assert [each.batches_done for each in back.snapshots] == [each.batches_done for each in run.snapshots]
    for kept, own in zip(back.snapshots, run.snapshots, strict=True):
        assert (kept.network.kernel == own.network.kernel).all()
        assert (kept.network.bias == own.network.bias).all()
        assert kept.network.input_form == own.network.input_form


def test_a_long_run_is_thinned_from_its_first_moment_to_its_last() -> None:
    run = make_run(25, 1050)
    back = parse_run(run_to_bytes(run))
    assert (len(back.snapshots), len(back.training)) == (KEPT_SNAPSHOTS, KEPT_POINTS)
    assert [back.snapshots[at].batches_done for at in (0, -1)] == [run.snapshots[at].batches_done for at in (0, -1)]
    assert (back.network.kernel == run.network.kernel).all()


def test_what_nobody_knows_of_a_run_stays_unknown() -> None:
    unknown = Metrics(math.nan, math.nan)
    back = parse_run(run_to_bytes(replace(small_run(), metrics=unknown, test=unknown)))
    assert math.isnan(back.test.accuracy)
    assert math.isnan(back.metrics.loss)


def test_what_a_lesson_taught_comes_back_as_it_was() -> None:
    kept = make_kept_hand()
    back = parse_hand(hand_to_bytes(kept))
    assert (back.strength, back.hand.recipe, back.hand.accuracies) == (0.6, RECIPE, {"test_accuracy": 0.985})
    assert (back.hand.network.kernel == kept.hand.network.kernel).all()
    assert (back.lesson.network(0.3).kernel == kept.lesson.network(0.3).kernel).all()
    for name in ("drawings_accuracy", "mnist_accuracy"):
        assert getattr(back.lesson, name).tolist() == getattr(kept.lesson, name).tolist()
    assert (back.lesson.drawings, back.lesson.held_out, back.lesson.seconds) == (30, 28, 1.5)
    assert [(each.writer, each.held_out) for each in back.lesson.writers] == [("", 20), ("Ada", 8)]
    assert back.lesson.writers[1].accuracy.tolist() == WRITERS[1].accuracy.tolist()


def test_a_lesson_that_held_nothing_out_comes_back() -> None:
    kept = make_kept_hand()
    alone = replace(kept, lesson=replace(kept.lesson, drawings_accuracy=None, held_out=0))
    assert parse_hand(hand_to_bytes(alone)).lesson.drawings_accuracy is None


def test_a_hand_without_a_lesson_is_refused() -> None:
    with pytest.raises(StorageError, match="expected start_kernel"):
        parse_hand(network_to_bytes(make_kept_hand().hand))


def changed(content: bytes, part: str, tensors: dict[str, Any] | None = None, **values: Any) -> bytes:
    """The content with other values in the JSON of a part of its header, and other tensors."""
    header = json.loads(content[8 : 8 + int.from_bytes(content[:8], "little")])["__metadata__"]
    header[part] = json.dumps({**json.loads(header[part]), **values})
    return save({**load(content), **(tensors or {})}, header)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"batches": 0}, "Its batches is no whole number"),
        ({"batches": True}, "Its batches is no whole number"),
        ({"drawings": -1}, "Its drawings is no whole number"),
        ({"seconds": "long"}, "Its time is no number"),
        ({"seconds": math.nan}, "Its time is no number"),
        ({"metrics": [0.1, 1.5]}, "Its accuracy is no number from 0 to 1"),
        ({"metrics": [math.inf, 0.5]}, "Its loss is no number"),
        ({"test": [10**400, 0.5]}, "cannot|is not a network"),
        ({"test": 3}, "is not a network that can be read"),
        ({"snapshots": [1, 2]}, "3 snapshots of 2 moments"),
        ({"snapshots": [4, 2, 1]}, "in no order"),
        ({"snapshots": [0, 1, 2]}, "in no order"),
        ({"snapshots": None}, "is not a network that can be read"),
    ],
)
def test_a_run_that_is_none_is_refused_with_what_is_wrong(values: dict[str, Any], message: str) -> None:
    with pytest.raises(StorageError, match=message):
        parse_run(changed(run_to_bytes(small_run()), "run", **values))


@pytest.mark.parametrize(
    ("tensors", "message"),
    [
        ({"training": np.full((3, 3), np.nan, np.float32)}, "Its training curve has numbers that are no epochs"),
        ({"training": np.full((3, 3), 7, np.float32)}, "Its training curve has numbers"),
        ({"validation": np.ones((3, 2), np.float32)}, "Its validation curve is"),
        ({"validation": np.ones((KEPT_POINTS + 1, 3), np.float32)}, "Its validation curve is"),
        ({"kernels": np.ones((2, 784, 9), np.float32)}, "kernel"),
        ({"kernels": np.full((2, 784, 10), np.inf, np.float32)}, "finite"),
        ({"kernels": np.ones((2, 784, 10), np.float64)}, "expected float32"),
        ({"biases": np.ones((1, 10), np.float32)}, "2 kernels and 1 biases"),
        ({"kernels": np.ones((40, 784, 10), np.float32), "biases": np.ones((40, 10), np.float32)}, "at most"),
    ],
)
def test_tensors_that_are_none_of_a_run_are_refused(tensors: dict[str, Any], message: str) -> None:
    with pytest.raises(StorageError, match=message):
        parse_run(changed(run_to_bytes(small_run()), "run", tensors))


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"strength": 1.1}, "Its strength is no number from 0 to 1"),
        ({"drawings": 0}, "Its drawings is no whole number"),
        ({"mnist_accuracy": [0.9]}, "1 accuracies; expected one for each of 21"),
        ({"mnist_accuracy": ["x"] * 21}, "Its accuracy is no number"),
        ({"writers": [["Ada", 0, [0.5] * 21]]}, "Its held_out is no whole number"),
        ({"writers": [["Ada", 8, [0.5]]]}, "1 accuracies; expected one for each of 21"),
        ({"writers": 5}, "is not a network that can be read"),
        ({"drawings_accuracy": 5}, "is not a network that can be read"),
    ],
)
def test_a_lesson_that_is_none_is_refused_with_what_is_wrong(values: dict[str, Any], message: str) -> None:
    with pytest.raises(StorageError, match=message):
        parse_hand(changed(hand_to_bytes(make_kept_hand()), "lesson", **values))


WILD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
ABOUT_A_RUN = ["batches", "snapshots", "seconds", "metrics", "test", "stopped", "drawings"]
RUN_CONTENT = run_to_bytes(small_run())
HAND_CONTENT = hand_to_bytes(make_kept_hand())


@given(st.dictionaries(st.sampled_from(ABOUT_A_RUN), WILD, min_size=1))
def test_whatever_a_header_says_a_run_is_read_or_refused(values: dict[str, Any]) -> None:
    try:
        run = parse_run(changed(RUN_CONTENT, "run", **values))
    except StorageError:
        return
    assert parse_run(run_to_bytes(run)).batches == run.batches


@given(st.integers(0, len(RUN_CONTENT) - 1), st.binary(min_size=1, max_size=40))
def test_damaged_content_is_read_or_refused(at: int, damage: bytes) -> None:
    for parse, content in ((parse_run, RUN_CONTENT), (parse_hand, HAND_CONTENT)):
        broken = content[:at] + damage + content[at + len(damage) :]
        try:
            parse(broken)
        except StorageError:
            continue


@given(st.binary(max_size=200))
def test_garbage_is_refused(content: bytes) -> None:
    for parse in (parse_run, parse_hand):
        with pytest.raises(StorageError):
            parse(content)


def test_all_that_a_browser_may_keep_fits_its_limit() -> None:
    from onelayer.ui.limits import KEPT_FILE_BYTES

    assert len(run_to_bytes(make_run(25, 1050))) < KEPT_FILE_BYTES
    assert len(HAND_CONTENT) < KEPT_FILE_BYTES

"""Teaching a hand: what a lesson says, and that it helps."""

from dataclasses import replace

import numpy as np
import pytest

from onelayer.reading.drawing import Drawing, draw_images
from onelayer.reading.inputs import prepare_inputs
from onelayer.reading.network import Network
from onelayer.storage import load_shipped_network
from onelayer.training import teaching
from onelayer.training.examples import Examples
from onelayer.training.recipe import Recipe
from onelayer.training.teaching import (
    DEFAULT_STRENGTH,
    FOLDS,
    Lesson,
    drawing_examples,
    fold_numbers,
    teach,
    variations_of_each,
)
from tests.hands import mirrored, stubborn_hand

DIRECTIONS = load_shipped_network("directions").network


def accuracy_on(network: Network, drawings: list[Drawing]) -> float:
    inputs = prepare_inputs(draw_images([drawing.strokes for drawing in drawings]), "directions")
    labels = np.array([drawing.label for drawing in drawings])
    return float((network.logits(inputs).argmax(axis=1) == labels).mean())


@pytest.fixture(scope="module")
def lesson() -> Lesson:
    return teach(mirrored(stubborn_hand(3)), DIRECTIONS)


@pytest.mark.slow
def test_a_hand_that_is_misread_is_learned(lesson: Lesson) -> None:
    others = mirrored(stubborn_hand(5, seed=1))
    before, after = accuracy_on(DIRECTIONS, others), accuracy_on(lesson.network(DEFAULT_STRENGTH), others)
    assert before < 0.8
    assert after > before + 0.15


@pytest.mark.slow
def test_the_lesson_says_what_it_measured_on_drawings_that_were_held_out(lesson: Lesson) -> None:
    assert (lesson.drawings, lesson.held_out) == (30, 30)
    assert lesson.drawings_accuracy is not None
    assert lesson.drawings_accuracy[0] == pytest.approx(accuracy_on(DIRECTIONS, mirrored(stubborn_hand(3))))
    assert lesson.drawings_accuracy[-1] > lesson.drawings_accuracy[0]
    assert lesson.mnist_accuracy[0] == pytest.approx(0.9945, abs=0.002)
    assert lesson.mnist_accuracy[-1] < lesson.mnist_accuracy[0]


@pytest.mark.slow
def test_each_writer_of_several_is_measured_apart(lesson: Lesson) -> None:
    assert lesson.writers == (), "all of one writer"
    hand = mirrored(stubborn_hand(3))
    drawings = [replace(drawing, writer=("Ada", None)[number % 2]) for number, drawing in enumerate(hand)]
    writers = teach(drawings, DIRECTIONS).writers
    assert [each.writer for each in writers] == ["", "Ada"]
    assert sum(each.held_out for each in writers) == lesson.held_out
    together = sum(each.held_out * each.accuracy for each in writers) / lesson.held_out
    assert lesson.drawings_accuracy is not None
    np.testing.assert_allclose(np.asarray(together), lesson.drawings_accuracy)


@pytest.mark.slow
def test_strengths_run_from_the_network_as_it_was_to_the_one_that_was_taught(lesson: Lesson) -> None:
    assert (lesson.network(0).kernel == DIRECTIONS.kernel).all()
    np.testing.assert_allclose(lesson.network(1).kernel, lesson.taught.kernel, atol=1e-6)
    half = (DIRECTIONS.kernel + lesson.taught.kernel) / 2
    np.testing.assert_allclose(lesson.network(0.5).kernel, half, atol=1e-6)


@pytest.mark.slow
def test_the_same_drawings_teach_the_same() -> None:
    drawings = stubborn_hand(1)
    assert (teach(drawings, DIRECTIONS).taught.kernel == teach(drawings, DIRECTIONS).taught.kernel).all()


@pytest.mark.slow
def test_one_of_each_digit_is_too_few_to_hold_any_out() -> None:
    lesson = teach(stubborn_hand(1), DIRECTIONS)
    assert (lesson.drawings_accuracy, lesson.held_out) == (None, 0)
    assert not lesson.is_worse_at(DEFAULT_STRENGTH)


@pytest.mark.parametrize("drawings", [[], [Drawing((np.zeros((3, 2), np.float32),))]])
def test_without_labelled_drawings_there_is_no_lesson(drawings: list[Drawing]) -> None:
    with pytest.raises(ValueError, match="each with its label"):
        teach(drawings, DIRECTIONS)


def test_a_network_of_other_inputs_is_refused() -> None:
    with pytest.raises(ValueError, match="raw inputs cannot be taught"):
        teach(stubborn_hand(1), load_shipped_network("article").network)


def test_each_drawing_of_a_digit_is_held_out_once_unless_it_is_the_only_one() -> None:
    labels = np.array([1, 1, 1, 1, 2, 3, 3])
    assert fold_numbers(labels).tolist() == [0, 1, 2, 0, -1, 0, 1]
    assert fold_numbers(labels).max() < FOLDS


@pytest.mark.parametrize(("drawings", "count"), [(1, 192), (30, 60), (1000, 1), (20_000, 1)])
def test_many_drawings_are_varied_less_often(drawings: int, count: int) -> None:
    assert variations_of_each(drawings) == count


def test_a_drawing_of_many_points_is_thinned_before_it_is_varied() -> None:
    line = np.linspace((0.5, 0.1), (0.5, 0.9), 20_000, dtype=np.float32)
    sparse = teaching._sparse([line, line[:1]])
    assert sum(map(len, sparse)) <= teaching.MOST_POINTS + 4
    assert (sparse[0][-1] == line[-1]).all()
    assert len(sparse[1]) == 1


def test_a_tenth_of_a_recipes_examples_can_be_from_the_hand() -> None:
    recipe = Recipe(examples=1000)
    plain = Examples(np.zeros((1000, 784), np.float32), np.zeros(1000, np.uint8))
    mixed = teaching.add_drawings(recipe, plain, stubborn_hand(1))
    assert len(mixed) == 1100
    assert set(np.unique(mixed.labels[1000:])) == set(range(10))
    assert mixed.inputs[1000:].max() > 200
    assert len(drawing_examples(stubborn_hand(1), "directions", 5, 0)) == 10

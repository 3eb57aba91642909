"""Teaching a hand: what a lesson says, and that it helps."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onelayer.files.network_file import load_shipped_network
from onelayer.reading.drawing import Drawing, draw_images
from onelayer.reading.inputs import prepare_inputs
from onelayer.reading.network import Network
from onelayer.reading.rounding import round_network
from onelayer.training import teaching
from onelayer.training.examples import Examples
from onelayer.training.recipe import Recipe
from onelayer.training.teaching import (
    DEFAULT_STRENGTH,
    FOLDS,
    RECIPE,
    Lesson,
    fold_numbers,
    lesson_recipe,
    teach,
    variations_of_each,
)
from tests.hands import mirrored, stubborn_hand

MORE_HANDS = load_shipped_network("more-hands").network


def accuracy_on(network: Network, drawings: list[Drawing]) -> float:
    inputs = prepare_inputs(draw_images([drawing.strokes for drawing in drawings]), "directions")
    labels = np.array([drawing.label for drawing in drawings])
    return float((network.logits(inputs).argmax(axis=1) == labels).mean())


@pytest.fixture(scope="module")
def lesson() -> Lesson:
    return teach(mirrored(stubborn_hand(3)), MORE_HANDS)


@pytest.mark.slow
def test_a_hand_that_is_misread_is_learned(lesson: Lesson) -> None:
    others = mirrored(stubborn_hand(5, seed=1))
    before, after = accuracy_on(MORE_HANDS, others), accuracy_on(lesson.network(DEFAULT_STRENGTH), others)
    assert before < 0.8
    assert after > before + 0.15


@pytest.mark.slow
def test_the_lesson_says_what_it_measured_on_drawings_that_were_held_out(lesson: Lesson) -> None:
    assert (lesson.drawings, lesson.held_out) == (30, 30)
    assert lesson.drawings_accuracy is not None
    assert lesson.drawings_accuracy[0] == pytest.approx(accuracy_on(MORE_HANDS, mirrored(stubborn_hand(3))))
    assert lesson.drawings_accuracy[-1] > lesson.drawings_accuracy[0]
    assert lesson.mnist_accuracy[0] == pytest.approx(0.9945, abs=0.002)
    assert lesson.mnist_accuracy[-1] < lesson.mnist_accuracy[0]


@pytest.mark.slow
def test_each_writer_of_several_is_measured_apart(lesson: Lesson) -> None:
    assert lesson.writers == (), "all of one writer"
    hand = mirrored(stubborn_hand(3))
    drawings = [replace(drawing, writer=("Ada", None)[number % 2]) for number, drawing in enumerate(hand)]
    writers = teach(drawings, MORE_HANDS).writers
    assert [each.writer for each in writers] == ["", "Ada"]
    assert sum(each.held_out for each in writers) == lesson.held_out
    together = sum(each.held_out * each.accuracy for each in writers) / lesson.held_out
    assert lesson.drawings_accuracy is not None
    np.testing.assert_allclose(np.asarray(together), lesson.drawings_accuracy)


@pytest.mark.slow
def test_strengths_run_from_the_network_as_it_was_to_the_one_that_was_taught(lesson: Lesson) -> None:
    assert (lesson.network(0).kernel == MORE_HANDS.kernel).all()
    np.testing.assert_allclose(lesson.network(1).kernel, lesson.taught.kernel, atol=1e-6)
    half = (MORE_HANDS.kernel + lesson.taught.kernel) / 2
    np.testing.assert_allclose(lesson.network(0.5).kernel, half, atol=1e-6)


@pytest.mark.slow
def test_the_same_drawings_teach_the_same() -> None:
    drawings = stubborn_hand(1)
    assert (teach(drawings, MORE_HANDS).taught.kernel == teach(drawings, MORE_HANDS).taught.kernel).all()


@pytest.mark.slow
def test_one_of_each_digit_is_too_few_to_hold_any_out() -> None:
    lesson = teach(stubborn_hand(1), MORE_HANDS)
    assert (lesson.drawings_accuracy, lesson.held_out) == (None, 0)
    assert not lesson.is_worse_at(DEFAULT_STRENGTH)


@pytest.mark.parametrize("drawings", [[], [Drawing((np.zeros((3, 2), np.float32),))]])
def test_without_labelled_drawings_there_is_no_lesson(drawings: list[Drawing]) -> None:
    with pytest.raises(ValueError, match="each with its label"):
        teach(drawings, MORE_HANDS)


def test_a_network_of_other_inputs_is_refused() -> None:
    with pytest.raises(ValueError, match="raw pixels cannot be taught"):
        teach(stubborn_hand(1), load_shipped_network("article").network)


def test_each_drawing_of_a_digit_is_held_out_once_unless_it_is_the_only_one() -> None:
    labels = np.array([1, 1, 1, 1, 2, 3, 3])
    folds = fold_numbers(labels, np.arange(7))
    assert folds.tolist() == [0, 1, 2, 0, -1, 0, 1]
    assert folds.max() < FOLDS


def test_copies_are_held_out_together_and_a_digit_with_nothing_but_copies_is_not() -> None:
    labels = np.array([1, 1, 1, 1, 2, 2, 7])
    copies = np.array([5, 6, 5, 7, 8, 8, 6])
    assert fold_numbers(labels, copies).tolist() == [0, 1, 0, 2, -1, -1, -1]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 12)), min_size=1, max_size=40))
def test_something_is_left_to_learn_from_in_every_fold(pairs: list[tuple[int, int]]) -> None:
    labels, copies = np.array(pairs).T
    folds = fold_numbers(labels, copies)
    for fold in set(folds[folds >= 0].tolist()):
        members = folds == fold
        assert not np.isin(copies[~members & (folds >= 0)], copies[members]).any()
        assert (~np.isin(copies, copies[members])).any()


@pytest.mark.slow
def test_no_copy_of_a_drawing_is_learned_where_the_drawing_is_held_out(monkeypatch: pytest.MonkeyPatch) -> None:
    hand = stubborn_hand(2)
    moved = [replace(each, strokes=tuple(stroke / 2 for stroke in each.strokes), writer="Ada") for each in hand[:6]]
    relabelled = [replace(each, label=9 - int(each.label or 0)) for each in hand[:2]]
    drawings = [*hand, *hand, *moved, *relabelled]
    taught: list[np.ndarray] = []
    train = teaching._train_on

    def note(start: Network, prepared: teaching._Hand, members: np.ndarray, recipe: Recipe) -> Network:
        taught.append(members)
        return train(start, prepared, members, recipe)

    monkeypatch.setattr(teaching, "_train_on", note)
    lesson = teach(drawings, MORE_HANDS)
    assert lesson.drawings == 28, "equal drawings are one"
    images = draw_images([each.strokes for each in [*hand, *moved, *relabelled]]).reshape(28, -1)
    assert len(taught[0]) == 28
    assert len(taught) > 2
    for members in taught[1:]:
        learned = {images[member].tobytes() for member in members}
        held_out = {images[member].tobytes() for member in set(range(28)) - set(members.tolist())}
        assert not learned & held_out


@pytest.mark.parametrize(("drawings", "count"), [(1, 192), (30, 60), (1000, 1), (20_000, 1)])
def test_many_drawings_are_varied_less_often(drawings: int, count: int) -> None:
    assert variations_of_each(drawings, teaching.DRAWING_IMAGES) == count


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
    assert len(teaching.add_drawings(recipe, plain[:5], stubborn_hand(1))) == 15


@pytest.mark.slow
def test_a_lesson_of_a_rounded_network_ends_rounded() -> None:
    kilobyte = load_shipped_network("kilobyte")
    start = kilobyte.network
    lesson = teach(mirrored(stubborn_hand(3)), start, lesson_recipe(kilobyte.recipe))
    assert (lesson.taught.numbers == round_network(lesson.taught, 1, 0.0).numbers).all()
    assert lesson.network(0.8).numbers.tolist() == lesson.taught.numbers.tolist()
    assert lesson.network(0.2).numbers.tolist() == start.numbers.tolist()
    assert lesson.drawings_accuracy is not None
    assert len(set(lesson.drawings_accuracy.tolist())) == len(set(lesson.mnist_accuracy.tolist())) == 2
    assert lesson.drawings_accuracy[-1] > lesson.drawings_accuracy[0]


def test_the_lesson_of_a_network_that_is_not_rounded_is_the_usual_one() -> None:
    assert lesson_recipe(replace(RECIPE, epochs=20, styles=200)) == RECIPE

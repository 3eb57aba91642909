"""Teaching a network somebody's hand: a few drawings, varied, mixed with MNIST, and training goes on from there."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from onelayer.data.mnist import load_mnist
from onelayer.data.prepared_inputs import prepare_mnist_inputs, prepare_style_inputs
from onelayer.data.variations import Variation, draw_variations
from onelayer.reading.drawing import Drawing, draw_images
from onelayer.reading.inputs import InputForm, name_inputs, prepare_inputs
from onelayer.reading.network import DIGITS, Network
from onelayer.training.examples import Examples
from onelayer.training.recipe import DIRECTIONS, Recipe
from onelayer.training.training import train_on

VARIATION = Variation(slant=0.15, turn=0.06, aspect=0.1, proportion=0.125, bend=0.03, apart=0.018, pen=0.2)
"""How far one person's drawings vary: half as far as the ways of writing do, which stand for many people."""
RECIPE = Recipe(epochs=3, batch_size=256, learning_rate=0.5, input_form="directions", validation_split=0)
EXAMPLES = 8192  # images of a lesson: whole batches
DRAWINGS_FRACTION = 0.2  # of them are variations of the drawings; the others keep it from forgetting
STYLES_FRACTION = 0.1  # are other people's ways of writing
STYLE_VARIATIONS = DIRECTIONS.styles
DRAWING_IMAGES = 1800  # variations of all drawings together, about
MOST_VARIATIONS = 192  # of one drawing
MOST_POINTS = 200  # of a drawing that is varied: more say nothing new
FOLDS = 3  # groups of the drawings, each held out once
DEFAULT_STRENGTH = 0.8
"""Chosen on 30 people's drawings, three of each digit, and on MNIST's validating images: at 1 theirs are read a little
better still, and MNIST's a little worse."""
STRENGTHS = np.round(np.linspace(0, 1, 21), 2)


@dataclass(frozen=True, eq=False)
class WriterAccuracy:
    """What a lesson came to for one of several writers.

    Attributes:
        writer: the name; empty where none is known.
        held_out: how many of the writer's drawings were held out once.
        accuracy: on those, at each of STRENGTHS: float64 (21,).
    """

    writer: str
    held_out: int
    accuracy: np.ndarray


@dataclass(frozen=True, eq=False)
class Lesson:
    """What teaching a hand came to.

    Attributes:
        start: the network as it was, of strength 0.
        taught: the network that was trained on, of strength 1.
        drawings: how many drawings were taught.
        held_out: how many of them were held out once, and read by a network taught with the others.
        drawings_accuracy: on those, at each of STRENGTHS: float64 (21,); None where there are too few to hold any out.
        mnist_accuracy: on MNIST's test images, at each of STRENGTHS: float64 (21,).
        seconds: that it took.
        writers: the same for each writer, by name, where the drawings are of several.
    """

    start: Network
    taught: Network
    drawings: int
    held_out: int
    drawings_accuracy: np.ndarray | None
    mnist_accuracy: np.ndarray
    seconds: float
    writers: tuple[WriterAccuracy, ...] = ()

    def network(self, strength: float) -> Network:
        """The network between the two, strength 0 to 1."""
        return self.start.mixed_with(self.taught, strength)

    @property
    def gains_nothing(self) -> bool:
        """Whether no more held out drawings are read at DEFAULT_STRENGTH than before; False where nobody knows."""
        accuracy = self.drawings_accuracy
        return accuracy is not None and bool(accuracy[strength_index(DEFAULT_STRENGTH)] <= accuracy[0])

    def is_worse_at(self, strength: float) -> bool:
        """Whether fewer of the held out drawings are read at this strength than before."""
        accuracy = self.drawings_accuracy
        return accuracy is not None and bool(accuracy[strength_index(strength)] < accuracy[0])


def strength_index(strength: float) -> int:
    """Where in STRENGTHS the nearest one is."""
    return int(np.abs(STRENGTHS - strength).argmin())


def teach(drawings: Sequence[Drawing], start: Network, *, seed: int = 0) -> Lesson:
    """Teach a network of direction inputs the hand of labelled drawings, and measure what came of it.

    Raises:
        ValueError: there are no drawings, or one has no label, or the network's inputs are others.
        AssetError: MNIST is missing or broken.
    """
    if not drawings or any(drawing.label is None for drawing in drawings):
        raise ValueError("Teaching needs drawings, each with its label.")
    if start.input_form != RECIPE.input_form:
        raise ValueError(
            f"A network of {name_inputs(start.input_form)} cannot be taught; expected {name_inputs(RECIPE.input_form)}."
        )
    began = time.perf_counter()
    hand = _prepare(drawings, seed)
    taught = _train_on(start, hand, np.arange(len(drawings)), seed)
    held_out, after = _read_held_out(start, hand, seed)
    writers = [drawings[member].writer or "" for member in held_out]
    drawings_accuracy, by_writer = _measure_held_out(
        start.logits(hand.plain[held_out]), after, hand.labels[held_out], writers
    )
    test_inputs, test_labels = prepare_mnist_inputs("test", start.input_form), load_mnist("test").labels
    mnist_accuracy = _accuracies(start.logits(test_inputs), taught.logits(test_inputs), test_labels)
    seconds = time.perf_counter() - began
    return Lesson(start, taught, len(drawings), len(held_out), drawings_accuracy, mnist_accuracy, seconds, by_writer)


@dataclass(frozen=True, eq=False)
class _Hand:
    """A hand's drawings as inputs.

    Attributes:
        plain: float32 (n, 784), as they were drawn.
        varied: float32 (n, variations, 784).
        labels: uint8 (n,).
    """

    plain: np.ndarray
    varied: np.ndarray
    labels: np.ndarray


def _prepare(drawings: Sequence[Drawing], seed: int) -> _Hand:
    count = variations_of_each(len(drawings))
    images = draw_drawing_variations(drawings, count, seed)
    plain = draw_images([drawing.strokes for drawing in drawings])
    varied = prepare_inputs(images.reshape(-1, *plain.shape[1:]), RECIPE.input_form)
    return _Hand(
        prepare_inputs(plain, RECIPE.input_form), varied.reshape(len(drawings), count, -1), _labels_of(drawings)
    )


def _labels_of(drawings: Sequence[Drawing]) -> np.ndarray:
    return np.array([drawing.label for drawing in drawings], np.uint8)


def variations_of_each(drawings: int, images: int = DRAWING_IMAGES) -> int:
    """How often each of so many drawings is varied, to make about so many images of all."""
    return max(1, min(MOST_VARIATIONS, images // drawings))


def draw_drawing_variations(drawings: Sequence[Drawing], count: int, seed: int) -> np.ndarray:
    """Images, uint8 (n, count, 28, 28), of `count` variations of each drawing."""
    random = np.random.default_rng(seed)
    return np.stack([draw_variations(_sparse(drawing.strokes), VARIATION, count, random) for drawing in drawings])


def _sparse(strokes: Sequence[np.ndarray]) -> list[np.ndarray]:
    """Strokes with about MOST_POINTS points at most, ends included."""
    points = sum(map(len, strokes))
    if points <= MOST_POINTS:
        return list(strokes)
    step = -(-points // MOST_POINTS)
    return [np.concatenate([stroke[:-1:step], stroke[-1:]]) for stroke in strokes]


def _read_held_out(start: Network, hand: _Hand, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Which drawings can be held out, (n,), and the logits, (n, 10), of networks that were taught without them."""
    folds = fold_numbers(hand.labels)
    held_out = np.flatnonzero(folds >= 0)
    after = np.empty((len(folds), DIGITS), np.float32)
    for fold in range(FOLDS if len(held_out) else 0):
        members = np.flatnonzero(folds == fold)
        others = np.flatnonzero(folds != fold)
        after[members] = _train_on(start, hand, others, seed).logits(hand.plain[members])
    return held_out, after[held_out]


def _measure_held_out(
    before: np.ndarray, after: np.ndarray, labels: np.ndarray, writers: Sequence[str]
) -> tuple[np.ndarray | None, tuple[WriterAccuracy, ...]]:
    """The accuracy on held out drawings at each of STRENGTHS, None without any; and that of each of several writers."""
    if not len(labels):
        return None, ()
    by_writer = []
    for writer in sorted(set(writers)) if len(set(writers)) > 1 else []:
        own = np.array([other == writer for other in writers])
        by_writer.append(WriterAccuracy(writer, int(own.sum()), _accuracies(before[own], after[own], labels[own])))
    return _accuracies(before, after, labels), tuple(by_writer)


def _train_on(start: Network, hand: _Hand, members: np.ndarray, seed: int) -> Network:
    """Train on from a network, on variations of these members of the hand, on MNIST and on the ways of writing."""
    random = np.random.default_rng(seed)
    drawing_count, style_count = int(DRAWINGS_FRACTION * EXAMPLES), int(STYLES_FRACTION * EXAMPLES)
    variations = hand.varied.shape[1]
    order = np.resize(random.permutation(len(members) * variations), drawing_count)
    of, variation = members[order // variations], order % variations
    reminders = _mnist_and_styles(EXAMPLES - drawing_count - style_count, style_count, seed)
    training = Examples(hand.varied[of, variation], hand.labels[of]) + reminders
    nothing = Examples(training.inputs[:0], training.labels[:0])
    *_, last = train_on(replace(RECIPE, seed=seed), training, nothing, start=start)
    return last.network


@lru_cache(maxsize=1)
def _mnist_and_styles(images: int, styles: int, seed: int) -> Examples:
    """What keeps a network from forgetting: so many of MNIST's training images and of the ways of writing."""
    random = np.random.default_rng(seed)
    mnist = Examples(prepare_mnist_inputs("train", RECIPE.input_form), load_mnist("train").labels)
    ways = Examples(*prepare_style_inputs(STYLE_VARIATIONS, RECIPE.input_form))
    rows = random.choice(len(mnist), images, replace=False)
    style_rows = random.choice(len(ways), styles, replace=False)
    return Examples(mnist.inputs[rows], mnist.labels[rows]) + Examples(ways.inputs[style_rows], ways.labels[style_rows])


def fold_numbers(labels: np.ndarray) -> np.ndarray:
    """In which group each drawing of labels (n,) is held out: 0 to FOLDS - 1, by turns within its digit.

    -1, never, for a digit that has only one: a network taught without it would have seen nothing of that digit.
    """
    folds = np.full(len(labels), -1)
    for digit in np.unique(labels):
        members = np.flatnonzero(labels == digit)
        if len(members) > 1:
            folds[members] = np.arange(len(members)) % FOLDS
    return folds


def _accuracies(before: np.ndarray, after: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """The accuracy at each of STRENGTHS, of logits (n, 10) before and after: logits mix as the networks do."""
    return np.array(
        [((before + strength * (after - before)).argmax(axis=1) == labels).mean() for strength in STRENGTHS]
    )


def drawing_examples(drawings: Sequence[Drawing], input_form: InputForm, images: int, seed: int) -> Examples:
    """About so many variations of drawings (at least one of each), to be added to a recipe's own examples."""
    count = variations_of_each(len(drawings), images)
    varied = draw_drawing_variations(drawings, count, seed)
    inputs = prepare_inputs(varied.reshape(-1, *varied.shape[2:]), input_form)
    return Examples(inputs, np.repeat(_labels_of(drawings), count))


def add_drawings(recipe: Recipe, training: Examples, drawings: Sequence[Drawing]) -> Examples:
    """A recipe's training examples with variations of drawings among them, a tenth as many."""
    return training + drawing_examples(drawings, recipe.input_form, len(training) // 10, recipe.seed)

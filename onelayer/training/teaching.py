"""Teaching: go on training a network with a few drawings of one person, varied and mixed with MNIST."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from onelayer.data.drawings_file import without_copies
from onelayer.data.mnist import load_mnist
from onelayer.data.prepared_inputs import prepare_mnist_inputs, prepare_style_inputs
from onelayer.data.variations import Variation, draw_variations
from onelayer.reading.drawing import Drawing, draw_images
from onelayer.reading.inputs import INPUT_NAMES, PIXELS, prepare_inputs
from onelayer.reading.network import DIGITS, Network
from onelayer.training.examples import Examples
from onelayer.training.recipe import Recipe
from onelayer.training.recipes import RECIPES
from onelayer.training.training import train

VARIATION = Variation(slant=0.15, turn=0.06, aspect=0.1, proportion=0.125, bend=0.03, apart=0.018, pen=0.2)
"""How far one person's drawings vary: half as far as the ways of writing, which are varied for many people."""
RECIPE = Recipe(epochs=3, batch_size=256, learning_rate=0.5, input_form="directions", validation_split=0)
EXAMPLES = 8192  # images in an epoch of a lesson: whole batches only
DRAWINGS_FRACTION = 0.2  # of the examples: variations of the drawings; the others keep the network from forgetting
STYLES_FRACTION = 0.1  # of the examples: variations of the ways of writing; the rest are MNIST's images
STYLE_VARIATIONS = RECIPES["more-hands"].styles
DRAWING_IMAGES = 1800  # variations of all drawings together, about
MOST_VARIATIONS = 192  # of one drawing
MOST_POINTS = 200  # of a drawing before it is varied, about: more points change nothing
FOLDS = 3  # groups of the drawings; each group is held out once
DEFAULT_STRENGTH = 0.8
"""Chosen on 30 people's drawings, three of each digit, and on MNIST's validating images. At strength 1 the accuracy on
the drawings is a little higher, that on MNIST a little lower."""
STRENGTHS = np.round(np.linspace(0, 1, 21), 2)


@dataclass(frozen=True, eq=False)
class WriterAccuracy:
    """The accuracy of a lesson for one of several writers.

    Attributes:
        writer: the writer's name; empty if it is not known.
        held_out: the number of the writer's drawings that were held out once.
        accuracy: on these drawings, at each of STRENGTHS: float64 (21,).
    """

    writer: str
    held_out: int
    accuracy: np.ndarray


@dataclass(frozen=True, eq=False)
class Lesson:
    """The result of teaching.

    Attributes:
        start: the network before the lesson, strength 0.
        taught: the network after the lesson, strength 1.
        drawings: the number of drawings that were taught; equal drawings are one.
        held_out: the number of them that were held out once and read by a network taught with the others.
        drawings_accuracy: on the held out drawings, at each of STRENGTHS: float64 (21,); None if there were too few
            drawings to hold any out.
        mnist_accuracy: on MNIST's test images, at each of STRENGTHS: float64 (21,).
        seconds: the time that the lesson took.
        writers: the accuracy for each writer, in the order of their names; empty if all drawings are by one writer.
        recipe: that the lesson trained, from the start.
    """

    start: Network
    taught: Network
    drawings: int
    held_out: int
    drawings_accuracy: np.ndarray | None
    mnist_accuracy: np.ndarray
    seconds: float
    writers: tuple[WriterAccuracy, ...] = ()
    recipe: Recipe = RECIPE

    def network(self, strength: float) -> Network:
        """Return the network at a strength: 0 is the network before the lesson, 1 the network after it.

        Rounded networks are not mixed, as a mixture would have more levels: it is the one that is nearer.
        """
        return self.start.mixed_with(self.taught, float(mixed_parts(self.recipe, np.array(strength))))

    def is_worse_at(self, strength: float) -> bool:
        """Whether the accuracy on held out drawings is lower at this strength than before the lesson.

        False if no drawings were held out.
        """
        accuracy = self.drawings_accuracy
        return accuracy is not None and bool(accuracy[strength_index(strength)] < accuracy[0])


def strength_index(strength: float) -> int:
    """Return the index of the nearest strength in STRENGTHS."""
    return int(np.abs(STRENGTHS - strength).argmin())


def mixed_parts(recipe: Recipe, strengths: np.ndarray) -> np.ndarray:
    """Return the part of the taught network at each strength, 0 to 1: rounded networks are not mixed."""
    return np.asarray(strengths >= 0.5, float) if recipe.rounds else strengths


def lesson_recipe(start: Recipe) -> Recipe:
    """Return the recipe of a lesson: what goes on from a rounded network ends rounded as well.

    Args:
        start: the recipe of the network to teach.
    """
    return replace(RECIPE, bits=start.bits, sparsity=start.sparsity)


class TeachingError(ValueError):
    """A network cannot be taught, or not with these drawings; the message says what is expected."""


def check_lesson(drawings: Sequence[Drawing], start: Network) -> None:
    """Check that a network can be taught drawings.

    Raises:
        TeachingError: there are no drawings, one has no label, or the network has another input form.
    """
    if not drawings or any(drawing.label is None for drawing in drawings):
        raise TeachingError("There are no drawings to teach with. Expected some, each with its label.")
    if start.input_form != RECIPE.input_form:
        raise TeachingError(
            f"A network of {INPUT_NAMES[start.input_form]} cannot be taught; expected {INPUT_NAMES[RECIPE.input_form]}."
        )


def teach(drawings: Sequence[Drawing], start: Network, recipe: Recipe = RECIPE) -> Lesson:
    """Teach a network with edge directions to read labelled drawings, and measure the result.

    Args:
        drawings: at least one, each with its label. Equal drawings are one.
        start: the network to teach.
        recipe: what to train from it, of `lesson_recipe`. Its seed decides the variations, the order of the examples
            and the choice of MNIST's images.

    Raises:
        TeachingError: as `check_lesson` does.
        AssetError: MNIST is missing or broken.
    """
    check_lesson(drawings, start)
    began = time.perf_counter()
    drawings = without_copies(drawings)
    hand = _prepare(drawings, recipe)
    taught = _train_on(start, hand, np.arange(len(drawings)), recipe)
    held_out, drawings_accuracy, by_writer = _measure_held_out(start, hand, recipe)
    test_inputs, test_labels = prepare_mnist_inputs("test", start.input_form), load_mnist("test").labels
    mnist_accuracy = _accuracies(start.logits(test_inputs), taught.logits(test_inputs), test_labels, recipe)
    seconds = time.perf_counter() - began
    return Lesson(start, taught, len(drawings), held_out, drawings_accuracy, mnist_accuracy, seconds, by_writer, recipe)


@dataclass(frozen=True, eq=False)
class _Hand:
    """The drawings of a lesson as inputs.

    Attributes:
        plain: float32 (n, 784), of the drawings themselves.
        varied: float32 (n, variations, 784), of the drawings' variations.
        labels: uint8 (n,).
        copies: int (n,), the same number for drawings whose images are equal, for example moved copies of one drawing.
        writers: str (n,), empty for one who is not known.
    """

    plain: np.ndarray
    varied: np.ndarray
    labels: np.ndarray
    copies: np.ndarray
    writers: np.ndarray


def _prepare(drawings: Sequence[Drawing], recipe: Recipe) -> _Hand:
    varied = vary_drawings(recipe, drawings, DRAWING_IMAGES)
    plain = draw_images([drawing.strokes for drawing in drawings])
    _, copies = np.unique(plain.reshape(len(drawings), -1), axis=0, return_inverse=True)
    return _Hand(
        prepare_inputs(plain, recipe.input_form),
        varied.inputs.reshape(len(drawings), -1, PIXELS),
        varied.labels.reshape(len(drawings), -1)[:, 0],
        copies.reshape(-1),
        np.array([drawing.writer or "" for drawing in drawings], object),
    )


def vary_drawings(recipe: Recipe, drawings: Sequence[Drawing], images: int) -> Examples:
    """Make about `images` variations of drawings, at least one of each, one drawing after the other."""
    count = variations_of_each(len(drawings), images)
    random = np.random.default_rng(recipe.seed)
    varied = [draw_variations(_sparse(drawing.strokes), VARIATION, count, random) for drawing in drawings]
    labels = np.array([drawing.label for drawing in drawings], np.uint8)
    return Examples(prepare_inputs(np.concatenate(varied), recipe.input_form), np.repeat(labels, count))


def variations_of_each(drawings: int, images: int) -> int:
    """Return how many variations of each drawing to make, so that all drawings together give about `images` images."""
    return max(1, min(MOST_VARIATIONS, images // drawings))


def _sparse(strokes: Sequence[np.ndarray]) -> list[np.ndarray]:
    """Thin out strokes to about MOST_POINTS points at most; both ends of each stroke stay."""
    points = sum(map(len, strokes))
    if points <= MOST_POINTS:
        return list(strokes)
    step = -(-points // MOST_POINTS)
    return [np.concatenate([stroke[:-1:step], stroke[-1:]]) for stroke in strokes]


def _measure_held_out(
    start: Network, hand: _Hand, recipe: Recipe
) -> tuple[int, np.ndarray | None, tuple[WriterAccuracy, ...]]:
    """Read each drawing that can be held out with a network that was taught without it and without its copies.

    Returns:
        How many these are; the accuracy on them at each of STRENGTHS, None if there are none; and the accuracy for each
        writer if there are several.
    """
    folds = fold_numbers(hand.labels, hand.copies)
    held_out = np.flatnonzero(folds >= 0)
    before, after = start.logits(hand.plain), np.empty((len(folds), DIGITS), np.float32)
    for fold in range(FOLDS if len(held_out) else 0):
        members = np.flatnonzero(folds == fold)
        others = np.flatnonzero(~np.isin(hand.copies, hand.copies[members]))
        after[members] = _train_on(start, hand, others, recipe).logits(hand.plain[members])

    def accuracy_on(rows: np.ndarray) -> np.ndarray:
        return _accuracies(before[rows], after[rows], hand.labels[rows], recipe)

    of_writers = {name: held_out[hand.writers[held_out] == name] for name in sorted(set(hand.writers[held_out]))}
    by_writer = [WriterAccuracy(name, len(rows), accuracy_on(rows)) for name, rows in of_writers.items()]
    all_accuracy = accuracy_on(held_out) if len(held_out) else None
    return len(held_out), all_accuracy, tuple(by_writer) if len(by_writer) > 1 else ()


def _train_on(start: Network, hand: _Hand, members: np.ndarray, recipe: Recipe) -> Network:
    """Go on training a network: on variations of these drawings (rows), on MNIST and on the ways of writing."""
    random = np.random.default_rng(recipe.seed)
    drawing_count, style_count = int(DRAWINGS_FRACTION * EXAMPLES), int(STYLES_FRACTION * EXAMPLES)
    variations = hand.varied.shape[1]
    order = np.resize(random.permutation(len(members) * variations), drawing_count)
    of, variation = members[order // variations], order % variations
    reminders = _mnist_and_styles(EXAMPLES - drawing_count - style_count, style_count, recipe.seed)
    training = Examples(hand.varied[of, variation], hand.labels[of]) + reminders
    nothing = Examples(training.inputs[:0], training.labels[:0])
    *_, last = train(recipe, (training, nothing), start=start)
    return last.network


@lru_cache(maxsize=1)
def _mnist_and_styles(images: int, styles: int, seed: int) -> Examples:
    """Choose examples that keep a network from forgetting: so many of MNIST's and of the ways of writing."""
    random = np.random.default_rng(seed)
    mnist = Examples(prepare_mnist_inputs("train", RECIPE.input_form), load_mnist("train").labels)
    ways = Examples(*prepare_style_inputs(STYLE_VARIATIONS, RECIPE.input_form))
    rows = random.choice(len(mnist), images, replace=False)
    style_rows = random.choice(len(ways), styles, replace=False)
    return Examples(mnist.inputs[rows], mnist.labels[rows]) + Examples(ways.inputs[style_rows], ways.labels[style_rows])


def fold_numbers(labels: np.ndarray, copies: np.ndarray) -> np.ndarray:
    """Divide drawings into FOLDS groups; the drawings of each digit go to the groups by turns, copies to the same one.

    Args:
        labels: (n,).
        copies: (n,), the same number for drawings that are copies of each other.

    Returns:
        (n,), 0 to FOLDS - 1. A digit's only drawing has -1 and is never held out, because a network taught without it
        would have learned nothing about the digit; so do copies of it.
    """
    folds = np.full(len(labels), -1)
    fold_of: dict[int, int] = {}
    for digit in np.unique(labels):
        members = np.flatnonzero(labels == digit)
        different = list(dict.fromkeys(copies[members].tolist()))
        if len(different) > 1:
            for turn, number in enumerate(different):
                fold_of.setdefault(number, turn % FOLDS)
            folds[members] = [fold_of[number] for number in copies[members].tolist()]
    return folds


def _accuracies(before: np.ndarray, after: np.ndarray, labels: np.ndarray, recipe: Recipe) -> np.ndarray:
    """Compute the accuracy at each of STRENGTHS from the logits (n, 10) before and after a lesson.

    Interpolating the logits gives the same as interpolating the networks.
    """
    parts = mixed_parts(recipe, STRENGTHS)
    return np.array([((before + part * (after - before)).argmax(axis=1) == labels).mean() for part in parts])


def add_drawings(recipe: Recipe, training: Examples, drawings: Sequence[Drawing]) -> Examples:
    """Add variations of drawings to a recipe's training examples: about a tenth of their number, at least one of each
    drawing."""
    return training + vary_drawings(recipe, drawings, len(training) // 10)

"""Teaching the network somebody's hand: a few drawings, varied, mixed with MNIST, and training goes on from there."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from onelayer.drawing import Drawing, draw_images
from onelayer.inputs import Form, prepare_inputs, prepare_mnist_inputs, prepare_style_inputs
from onelayer.mnist import load_mnist
from onelayer.network import Network
from onelayer.recipe import UPRIGHT, Recipe
from onelayer.training import Examples, train_on
from onelayer.variations import Variation, draw_variations

VARIATION = Variation(slant=0.15, turn=0.06, aspect=0.1, proportion=0.125, bend=0.03, apart=0.018, pen=0.2)
"""How far one person's drawings vary: half as far as the ways of writing do, which stand for many people."""
RECIPE = replace(
    UPRIGHT, epochs=5, batch_size=256, learning_rate=0.5, optimizer="sgd", styles=0, calibrate=False, validation_split=0
)
EXAMPLES = 10_240  # images of a lesson: whole batches
HAND_SHARE = 0.3  # of them are variations of the drawings; the others keep it from forgetting
STYLES_SHARE = 0.1  # are other people's ways of writing
STYLE_VARIATIONS = UPRIGHT.styles
HAND_IMAGES = 2880  # variations of all drawings together, about
MOST_VARIATIONS = 192  # of one drawing
MOST_POINTS = 200  # of a drawing that is varied: more say nothing new
FOLDS = 3  # parts of the drawings, each held out once
WEIGHT = 0.8
"""How far to go from the network as it was (0) to the one that was taught (1). Chosen on 30 people's drawings, three of
each digit: at 1 theirs are read a little better still, but MNIST's test digits lose twice as much."""
WEIGHTS = np.round(np.linspace(0, 1, 21), 2)


@dataclass(frozen=True, eq=False)
class Lesson:
    """start, taught: the networks of weight 0 and of weight 1.

    own, mnist: accuracies (21,) at each of WEIGHTS, on `held_out` of the drawings and on MNIST's test images. Each held
    out drawing is read by a network taught with the others. own is None where there are too few to hold any out.
    """

    start: Network
    taught: Network
    drawings: int
    held_out: int
    own: np.ndarray | None
    mnist: np.ndarray
    seconds: float

    def network(self, weight: float) -> Network:
        """The network between the two: weights and biases, start · (1 - weight) + taught · weight."""
        part = np.float32(weight)
        return Network(
            self.start.kernel + part * (self.taught.kernel - self.start.kernel),
            self.start.bias + part * (self.taught.bias - self.start.bias),
            self.start.inputs,
        )

    @property
    def weight(self) -> float:
        """WEIGHT, or 0 where held out drawings were read worse with it than before."""
        return 0.0 if self.got_worse else WEIGHT

    @property
    def got_worse(self) -> bool:
        """It is worse at WEIGHT."""
        return self.worse_at(WEIGHT)

    def worse_at(self, weight: float) -> bool:
        """At this weight fewer of the held out drawings are read than before."""
        return self.own is not None and bool(self.own[weight_index(weight)] < self.own[0])


def weight_index(weight: float) -> int:
    """Where in WEIGHTS the nearest one is."""
    return int(np.abs(WEIGHTS - weight).argmin())


def teach(drawings: Sequence[Drawing], start: Network, *, seed: int = 0) -> Lesson:
    """Teach a network of upright inputs the hand of labelled drawings, and measure what came of it.

    Raises:
        ValueError: there are no drawings, or one has no label, or the network's inputs are not upright.
        AssetError: MNIST is missing or broken.
    """
    if not drawings or any(drawing.label is None for drawing in drawings):
        raise ValueError("Teaching needs drawings, each with its label.")
    if start.inputs != RECIPE.inputs:
        raise ValueError(f"A network of {start.inputs} inputs cannot be taught; expected {RECIPE.inputs} inputs.")
    began = time.perf_counter()
    hand = _vary(drawings, seed)
    everything = np.arange(len(drawings))
    taught = _continue(start, hand, everything, seed)
    folds = fold_numbers(hand.labels)
    held_out = np.flatnonzero(folds >= 0)
    own = None
    if len(held_out):
        before, after = start.logits(hand.plain), np.empty((len(drawings), 10), np.float32)
        for fold in range(FOLDS):
            part = np.flatnonzero(folds == fold)
            after[part] = _continue(start, hand, np.setdiff1d(everything, part), seed).logits(hand.plain[part])
        own = _accuracies(before[held_out], after[held_out], hand.labels[held_out])
    test_inputs, test_labels = prepare_mnist_inputs("test", start.inputs), load_mnist("test").labels
    mnist = _accuracies(start.logits(test_inputs), taught.logits(test_inputs), test_labels)
    return Lesson(start, taught, len(drawings), len(held_out), own, mnist, time.perf_counter() - began)


@dataclass(frozen=True, eq=False)
class _Hand:
    """plain: inputs (n, 784) of the drawings as they are; varied: (n, variations, 784); labels: uint8 (n,)."""

    plain: np.ndarray
    varied: np.ndarray
    labels: np.ndarray


def _vary(drawings: Sequence[Drawing], seed: int) -> _Hand:
    labels = np.array([drawing.label for drawing in drawings], np.uint8)
    count = variations_of_each(len(drawings))
    images = draw_hand(drawings, count, seed)
    plain = draw_images([drawing.strokes for drawing in drawings])
    varied = prepare_inputs(images.reshape(-1, *plain.shape[1:]), RECIPE.inputs)
    return _Hand(prepare_inputs(plain, RECIPE.inputs), varied.reshape(len(drawings), count, -1), labels)


def variations_of_each(drawings: int, images: int = HAND_IMAGES) -> int:
    """How often each of so many drawings is varied, to make about so many images of all."""
    return max(1, min(MOST_VARIATIONS, images // drawings))


def draw_hand(drawings: Sequence[Drawing], count: int, seed: int) -> np.ndarray:
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


def _continue(start: Network, hand: _Hand, members: np.ndarray, seed: int) -> Network:
    """Train on from a network, on variations of these members of the hand, on MNIST and on the ways of writing."""
    random = np.random.default_rng(seed)
    hand_count, style_count = int(HAND_SHARE * EXAMPLES), int(STYLES_SHARE * EXAMPLES)
    variations = hand.varied.shape[1]
    order = np.resize(random.permutation(len(members) * variations), hand_count)
    of, variation = members[order // variations], order % variations
    mnist_inputs, mnist_labels = _mnist_and_styles(EXAMPLES - hand_count - style_count, style_count, seed)
    training = Examples(
        np.concatenate([hand.varied[of, variation], mnist_inputs]), np.concatenate([hand.labels[of], mnist_labels])
    )
    nothing = Examples(training.inputs[:0], training.labels[:0])
    *_, last = train_on(replace(RECIPE, seed=seed), training, nothing, start=start)
    return last.network


@lru_cache(maxsize=1)
def _mnist_and_styles(images: int, styles: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """What keeps a network from forgetting: so many of MNIST's training images and of the ways of writing."""
    random = np.random.default_rng(seed)
    inputs, labels = prepare_mnist_inputs("train", RECIPE.inputs), load_mnist("train").labels
    style_inputs, style_labels = prepare_style_inputs(STYLE_VARIATIONS, RECIPE.inputs)
    rows = random.choice(len(labels), images, replace=False)
    style_rows = random.choice(len(style_labels), styles, replace=False)
    return (
        np.concatenate([inputs[rows], style_inputs[style_rows]]),
        np.concatenate([labels[rows], style_labels[style_rows]]),
    )


def fold_numbers(labels: np.ndarray) -> np.ndarray:
    """In which part each drawing of labels (n,) is held out: 0 to FOLDS - 1, by turns within its digit.

    -1, never, for a digit that has only one: a network taught without it would have seen nothing of that digit.
    """
    folds = np.full(len(labels), -1)
    for digit in np.unique(labels):
        members = np.flatnonzero(labels == digit)
        if len(members) > 1:
            folds[members] = np.arange(len(members)) % FOLDS
    return folds


def _accuracies(before: np.ndarray, after: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """The accuracy at each of WEIGHTS, of logits (n, 10) before and after: logits mix as the networks do."""
    return np.array([((before + weight * (after - before)).argmax(axis=1) == labels).mean() for weight in WEIGHTS])


def hand_examples(drawings: Sequence[Drawing], form: Form, images: int, seed: int) -> Examples:
    """About so many variations of drawings (at least one of each), to be added to a recipe's own examples."""
    count = variations_of_each(len(drawings), images)
    varied = draw_hand(drawings, count, seed)
    labels = np.repeat(np.array([drawing.label for drawing in drawings], np.uint8), count)
    return Examples(prepare_inputs(varied.reshape(-1, *varied.shape[2:]), form), labels)


def examples_with_hand(recipe: Recipe, training: Examples, drawings: Sequence[Drawing]) -> Examples:
    """A recipe's training examples with variations of drawings among them, a tenth as many."""
    hand = hand_examples(drawings, recipe.inputs, len(training) // 10, recipe.seed)
    return Examples(np.concatenate([training.inputs, hand.inputs]), np.concatenate([training.labels, hand.labels]))

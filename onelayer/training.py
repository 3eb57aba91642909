"""Training: a recipe in, a stream of progress out. The one room that trains, and so the one that needs TensorFlow."""

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from onelayer.evaluation import Calibration, Figures, calibrate, measure
from onelayer.inputs import PIXELS, SIDE, Form, prepare_mnist_inputs, prepare_style_inputs
from onelayer.mnist import load_mnist
from onelayer.network import DIGITS, Network
from onelayer.recipe import OPTIMIZERS, Recipe

STRETCH_BYTES = 40_000_000  # 51,000 raw images, which are kept as bytes, or 12,700 others, in float32


class TrainingDiverged(Exception):
    """The weights left the finite numbers; the message says at which batch and what to change."""


@dataclass(frozen=True, eq=False)
class Progress:
    """How far a training run is.

    epoch: 1 to `recipe.epochs`; batch: how many of the epoch's `batches` are done; report: the number of this report,
    of `reports` if nobody stops the run; training: the running mean over this epoch's batches, each measured before
    its own step, as Keras prints it; recent: the same over the batches since the last report; validation: at the end
    of an epoch (and of the run) where the recipe keeps images for it, else None; network: a copy of the weights as
    they are now; calibration: at the end of a run whose recipe asks for it, else None; seconds: of training, since the
    first batch.
    """

    recipe: Recipe
    epoch: int
    batch: int
    batches: int
    report: int
    reports: int
    training: Figures
    recent: Figures
    validation: Figures | None
    network: Network
    seconds: float
    calibration: Calibration | None = None
    finished: bool = False
    stopped: bool = False

    @property
    def batches_done(self) -> int:
        """Batches since the start of the run."""
        return (self.epoch - 1) * self.batches + self.batch

    @property
    def batches_in_all(self) -> int:
        """Batches that the whole run takes."""
        return self.recipe.epochs * self.batches


def train(
    recipe: Recipe,
    *,
    should_stop: Callable[[], bool] = lambda: False,
    start: Network | None = None,
    reports_per_epoch: int = 1,
) -> Iterator[Progress]:
    """Train on MNIST and on the ways of writing, by the recipe; yields a report now and then, and one marked `finished`
    at the end.

    `should_stop` is asked before each report; when it says so, that report is the last one, marked `stopped` too.
    `start` continues from a network instead of the seed's random weights. A report comes after every stretch of
    at most 40 MB of inputs, `reports_per_epoch` times an epoch, and in the first stretch after 1, 2, 4, 8, … batches
    too: early learning is the interesting part.

    Raises:
        TrainingDiverged: the weights are no longer finite.
        AssetError: MNIST is missing or broken.
    """
    yield from train_on(
        recipe,
        *examples_of(recipe),
        should_stop=should_stop,
        start=start,
        reports_per_epoch=reports_per_epoch,
    )


@dataclass(eq=False)
class Examples:
    """Inputs float32 (n, 784) with labels uint8 (n,)."""

    inputs: np.ndarray
    labels: np.ndarray

    def __len__(self) -> int:
        return len(self.labels)

    @cached_property
    def tensor(self) -> Any:
        """The inputs, copied to TensorFlow once; raw ones as the bytes they are, which shuffle four times as fast."""
        parts = self.inputs[:1], self.inputs  # the first image tells most others apart at once
        whole = all(np.array_equal(part.astype(np.uint8), part) for part in parts)
        return import_tensorflow().constant(self.inputs.astype(np.uint8) if whole else self.inputs)


def examples_of(recipe: Recipe) -> tuple[Examples, Examples]:
    """What a recipe trains on, and what it validates on. The last recipe's are kept, prepared.

    Raises:
        AssetError: MNIST is missing or broken.
    """
    return _examples(recipe.inputs, recipe.examples, recipe.mnist_training_examples, recipe.styles)


@lru_cache(maxsize=1)
def _examples(form: Form, examples: int, training_examples: int, styles: int) -> tuple[Examples, Examples]:
    inputs, labels = prepare_mnist_inputs("train", form), load_mnist("train").labels
    training, validation = slice(0, training_examples), slice(training_examples, examples)
    train_inputs, train_labels = inputs[training], labels[training]
    if styles:
        style_inputs, style_labels = prepare_style_inputs(styles, form)
        train_inputs = np.concatenate([train_inputs, style_inputs])
        train_labels = np.concatenate([train_labels, style_labels])
    return Examples(train_inputs, train_labels), Examples(inputs[validation], labels[validation])


def train_on(
    recipe: Recipe,
    training: Examples,
    validation: Examples,
    *,
    should_stop: Callable[[], bool] = lambda: False,
    start: Network | None = None,
    reports_per_epoch: int = 1,
) -> Iterator[Progress]:
    """`train` on examples of the caller's, whose inputs have the recipe's form. Its split and number are not used."""
    step = _compiled_step(recipe.optimizer)
    step.reset(recipe, start)
    batches = -(-len(training) // recipe.batch_size)
    seconds, started = 0.0, time.perf_counter()
    epoch, totals = 0, np.zeros(3)
    schedules = report_schedules(recipe, len(training), reports_per_epoch)
    report, reports = 0, sum(map(len, schedules))
    for stretch, schedule in zip(_stretches(recipe, training), schedules, strict=True):
        if stretch.epoch != epoch:
            epoch, totals = stretch.epoch, np.zeros(3)
        done = 0
        for end in schedule:
            recent = step.run(stretch, done, end - done)
            done, totals = end, totals + recent
            report += 1
            kernel, bias = step.weights()
            batch = stretch.first_batch + done
            if not (np.isfinite(kernel).all() and np.isfinite(bias).all()):
                raise TrainingDiverged(
                    f"Training diverged in epoch {epoch} by batch {batch}: the weights grew past the largest number. "
                    f"The learning rate {recipe.learning_rate:g} is too large here; try {recipe.learning_rate / 10:g}."
                )
            network = Network(kernel, bias, recipe.inputs)
            epoch_ended = batch == batches
            stopped = should_stop()
            finished = stopped or (epoch_ended and epoch == recipe.epochs)
            calibration = None
            if finished and recipe.calibrate and len(validation):
                network, calibration = calibrate(network, validation.inputs, validation.labels)
            measured = len(validation) and (epoch_ended or finished)
            validated = measure(network, validation.inputs, validation.labels) if measured else None
            seconds += time.perf_counter() - started
            yield Progress(
                recipe=recipe,
                epoch=epoch,
                batch=batch,
                batches=batches,
                report=report,
                reports=reports,
                training=_mean(totals),
                recent=_mean(recent),
                validation=validated,
                network=network,
                seconds=seconds,
                calibration=calibration,
                finished=finished,
                stopped=stopped,
            )
            started = time.perf_counter()  # what the consumer does is not training
            if finished:
                return


def _mean(totals: np.ndarray) -> Figures:
    loss, right, count = totals
    return Figures(float(loss / count), float(right / count))


@dataclass(frozen=True, eq=False)
class _Stretch:
    """Batches of one epoch laid out in their shuffled order.

    inputs: tensor (rows, 784); labels: tensor (rows,); batches: how many of batch_size rows each to train on,
    the first of them being number `first_batch` of its epoch. Rows after them are there to keep one shape.
    """

    epoch: int
    first_batch: int
    batches: int
    batch_size: int
    inputs: Any
    labels: Any


def _stretch_layout(recipe: Recipe, examples: int) -> list[tuple[int, int, int]]:
    """Of each of an epoch's stretches: its first batch, its batches and their size. An epoch's last batch, where it is
    smaller, is a stretch of its own."""
    most = _most_batches(recipe, recipe.batch_size)
    whole_batches, remainder = divmod(examples, recipe.batch_size)
    layout = [(first, min(most, whole_batches - first), recipe.batch_size) for first in range(0, whole_batches, most)]
    return [*layout, (whole_batches, 1, remainder)] if remainder else layout


def _most_batches(recipe: Recipe, batch_size: int) -> int:
    """How many batches a stretch has at most."""
    bytes_per_image = PIXELS * (1 if recipe.inputs == "raw" else 4)
    return max(1, STRETCH_BYTES // (bytes_per_image * batch_size))


def _stretches(recipe: Recipe, training: Examples) -> Iterator[_Stretch]:
    """The whole run's stretches."""
    tensorflow = import_tensorflow()
    labels = tensorflow.constant(training.labels.astype(np.int32))
    shuffle = np.random.default_rng(recipe.seed)
    for epoch in range(1, recipe.epochs + 1):
        order = shuffle.permutation(len(training)).astype(np.int32)
        for first, batches, size in _stretch_layout(recipe, len(training)):
            used = order[first * recipe.batch_size :][: batches * size]
            whole = size == recipe.batch_size
            rows = np.zeros(_most_batches(recipe, size) * size if whole else size, np.int32)
            rows[: len(used)] = used
            yield _Stretch(
                epoch,
                first,
                batches,
                size,
                tensorflow.gather(training.tensor, rows),
                tensorflow.gather(labels, rows),
            )


def report_schedules(recipe: Recipe, examples: int, reports_per_epoch: int = 1) -> list[list[int]]:
    """For each stretch of a run on so many examples, after which of its batches to report."""
    schedules: list[list[int]] = []
    for _ in range(recipe.epochs):
        gap = max(1, -(-examples // recipe.batch_size) // reports_per_epoch)
        for first, batches, _ in _stretch_layout(recipe, examples):
            reports = {batches, *range(gap - first % gap, batches, gap)}
            if not schedules:
                reports |= {2**power for power in range(batches.bit_length()) if 2**power < min(gap, batches)}
            schedules.append(sorted(reports))
    return schedules


class _CompiledStep:
    """A Keras model and a Keras optimizer in one compiled function that runs any number of batches in a row.

    `model.fit` goes back to Python for each batch, and for a network as small as this one nearly all of its time is
    that. Here the loop over batches is inside the compiled function. The kernel is kept transposed, (10, 784), while
    it trains: the same numbers, and both of a batch's matrix products run about twice as fast that way round.
    """

    def __init__(self, optimizer: str) -> None:
        self.tensorflow = tensorflow = import_tensorflow()
        import keras

        self.keras = keras
        self.model = build_keras_model()
        self.transposed_kernel = keras.Variable(np.zeros((DIGITS, PIXELS), np.float32))
        self.bias = keras.Variable(np.zeros(DIGITS, np.float32))
        self.optimizer = _optimizers()[optimizer]()
        self.optimizer.build([self.transposed_kernel, self.bias])
        self.blank_optimizer = [_to_numpy(variable) for variable in self.optimizer.variables]
        self.compiled = tensorflow.function(self._run_batches, jit_compile=True)

    def reset(self, recipe: Recipe, start: Network | None) -> None:
        """Weights and optimizer as at the start of a run."""
        for variable, blank in zip(self.optimizer.variables, self.blank_optimizer, strict=True):
            variable.assign(blank)
        self.optimizer.learning_rate.assign(recipe.learning_rate)
        if start is None:
            kernel = _to_numpy(self.keras.initializers.GlorotUniform(seed=recipe.seed)((PIXELS, DIGITS)))
            bias = np.zeros(DIGITS, np.float32)
        else:
            kernel, bias = start.kernel, start.bias
        self.transposed_kernel.assign(kernel.T)
        self.bias.assign(bias)

    def run(self, stretch: _Stretch, first: int, count: int) -> np.ndarray:
        """Train on `count` batches of a stretch from its batch `first`; sums of loss and right answers, image count."""
        constant = self.tensorflow.constant
        loss, right = self.compiled(
            stretch.inputs, stretch.labels, constant(first), constant(first + count), stretch.batch_size
        )
        return np.array([loss.numpy(), right.numpy(), count * stretch.batch_size], np.float64)

    def weights(self) -> tuple[np.ndarray, np.ndarray]:
        """Copies of the kernel (784, 10) and the bias (10,)."""
        return np.ascontiguousarray(_to_numpy(self.transposed_kernel).T), _to_numpy(self.bias)

    def _run_batches(self, inputs: Any, labels: Any, number: Any, end: Any, batch_size: int) -> Any:
        tensorflow = self.tensorflow
        kernel, bias = self.transposed_kernel, self.bias
        loss_sum = right_sum = tensorflow.constant(0.0)
        while number < end:  # not `tensorflow.range(…)`: XLA would compile anew for each number of batches
            row = number * batch_size
            images = tensorflow.slice(inputs, [row, 0], [batch_size, PIXELS])
            images = tensorflow.reshape(tensorflow.cast(images, tensorflow.float32), (batch_size, SIDE, SIDE))
            answers = tensorflow.slice(labels, [row], [batch_size])
            with tensorflow.GradientTape() as tape:
                weights = [tensorflow.transpose(kernel.value), bias.value]
                probabilities, _ = self.model.stateless_call(weights, [], images)
                losses = self.keras.losses.sparse_categorical_crossentropy(answers, probabilities)
                loss = tensorflow.reduce_mean(losses)
            gradients = tape.gradient(loss, [kernel.value, bias.value])
            self.optimizer.apply(gradients, [kernel, bias])
            right = tensorflow.argmax(probabilities, -1, tensorflow.int32) == answers
            loss_sum += tensorflow.reduce_sum(losses)
            right_sum += tensorflow.reduce_sum(tensorflow.cast(right, tensorflow.float32))
            number += 1
        return loss_sum, right_sum


def _to_numpy(value: Any) -> np.ndarray:
    """A copy: what TensorFlow hands out may be the variable's own memory."""
    return np.array(value.numpy())


_compiled_step = lru_cache(maxsize=len(OPTIMIZERS))(_CompiledStep)  # compiling takes half a second


def import_tensorflow() -> Any:
    """TensorFlow, with little start-up chatter on stderr: of its notices, oneDNN's heeds no log level."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    import tensorflow

    return tensorflow


def build_keras_model() -> Any:
    """The network as a Keras model: Input(28, 28) → Flatten → Dense(10, softmax)."""
    import_tensorflow()
    import keras

    return keras.Sequential(
        [keras.Input((SIDE, SIDE)), keras.layers.Flatten(), keras.layers.Dense(DIGITS, activation="softmax")]
    )


def _optimizers() -> dict[str, Callable[[], Any]]:
    """What makes each optimizer of `recipe.OPTIMIZERS`; the learning rate is set at the start of a run."""
    from keras import optimizers

    return {
        "sgd": optimizers.SGD,
        "momentum": lambda: optimizers.SGD(momentum=0.9),
        "adam": optimizers.Adam,
        "rmsprop": optimizers.RMSprop,
    }

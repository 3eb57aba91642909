"""The compiled loop: trains a Keras model with a Keras optimizer on any number of batches in one call."""

from functools import lru_cache
from typing import Any

import numpy as np

from onelayer.reading.drawing import SIDE
from onelayer.reading.inputs import PIXELS
from onelayer.reading.network import DIGITS, Network
from onelayer.reading.rounding import count_zeros
from onelayer.training.keras_model import build_keras_model, import_tensorflow, make_optimizer
from onelayer.training.recipe import OPTIMIZERS, Recipe
from onelayer.training.shards import Shard
from onelayer.training.tensor_rounding import round_tensors

ROUNDING_OPTIMIZER = "adam"
ROUNDING_RATE = 0.01
"""The optimizer of the rounding epochs, and its learning rate at their beginning, for inputs from 0 to about 1.
Both were chosen on the last 10,000 training images and on drawings of 30 people."""
ROUNDED_AFTER = 0.7  # of the rounding epochs: until then the weights come to their rounded values little by little


class CompiledLoop:
    """A network in training, with its optimizer.

    `model.fit` returns to Python after each batch, and a network as small as this one spends nearly all of its time
    there. Here the loop over batches is inside the compiled function. During training the kernel is kept transposed,
    (10, 784): the numbers are the same, and both matrix products of a batch run about twice as fast.
    """

    def __init__(self, optimizer: str) -> None:
        self.tensorflow = tensorflow = import_tensorflow()
        import keras

        self.keras = keras
        self.model = build_keras_model()
        self.transposed_kernel = keras.Variable(np.zeros((DIGITS, PIXELS), np.float32))
        self.bias = keras.Variable(np.zeros(DIGITS, np.float32))
        self.optimizer = make_optimizer(optimizer)
        self.optimizer.build([self.transposed_kernel, self.bias])
        self.blank_optimizer = [_to_numpy(variable) for variable in self.optimizer.variables]
        self.compiled = tensorflow.function(self._run_batches, jit_compile=True)
        self.knows_none = False  # labels may be 10, no digit: a silent eleventh logit, always 0
        self.decay: tuple[Any, Any] | None = None  # learning rate at the start, and steps until it is 0; None: constant
        self.bits = 32  # of the weights that the images are read with
        self.zeros: Any | None = None  # how many of these weights are 0; None if none has to be

    def reset(self, recipe: Recipe, start: Network | None, steps: int, rounds: bool = False) -> None:
        """Set the weights and the optimizer to the start of a run, or of its rounding epochs.

        In these, images are read with weights that are rounded more and more, and the gradient at them moves the
        weights themselves, which stay as exact as they are: a weight that is pushed the same way again and again comes
        to its next level (the straight-through estimator, Y. Bengio et al. 2013).

        Args:
            recipe: gives the learning rate, its decay and the seed.
            start: the network whose weights to start from; None for random weights from the seed.
            steps: the number of batches, in the whole run or in all rounding epochs.
            rounds: begin the rounding epochs, whose learning rate falls from ROUNDING_RATE to 0.
        """
        for variable, blank in zip(self.optimizer.variables, self.blank_optimizer, strict=True):
            variable.assign(blank)
        rate = _rounding_rate(recipe) if rounds else recipe.learning_rate
        self.optimizer.learning_rate.assign(rate)
        constant = self.tensorflow.constant
        self.decay = (constant(rate), constant(float(steps))) if recipe.decay or rounds else None
        self.bits = recipe.bits if rounds else 32
        self.zeros = constant(count_zeros(recipe.sparsity)) if rounds and recipe.sparsity else None
        self.knows_none = recipe.captchas > 0
        if start is None:
            kernel = _to_numpy(self.keras.initializers.GlorotUniform(seed=recipe.seed)((PIXELS, DIGITS)))
            bias = np.zeros(DIGITS, np.float32)
        else:
            kernel, bias = start.kernel, start.bias
        self.transposed_kernel.assign(kernel.T)
        self.bias.assign(bias)

    @property
    def rounds(self) -> bool:
        """Whether images are read with rounded weights."""
        return self.bits < 32 or self.zeros is not None

    def run(self, shard: Shard, first: int, count: int) -> np.ndarray:
        """Train on `count` batches of a shard, beginning with batch number `first`, counted from 0.

        Returns:
            float64 (3,): the sum of the losses, the number of images read correctly, the number of images.
        """
        constant, batch_size = self.tensorflow.constant, shard.plan.batch_size
        loss, right = self.compiled(
            shard.inputs,
            shard.labels,
            constant(first),
            constant(first + count),
            batch_size,
            self.decay,
            self.knows_none,
            self.bits,
            self.zeros,
        )
        return np.array([loss.numpy(), right.numpy(), count * batch_size], np.float64)

    def weights(self) -> tuple[np.ndarray, np.ndarray]:
        """Copies of the kernel (784, 10) and the bias (10,), not rounded."""
        return np.ascontiguousarray(_to_numpy(self.transposed_kernel).T), _to_numpy(self.bias)

    def _run_batches(
        self,
        inputs: Any,
        labels: Any,
        number: Any,
        end: Any,
        batch_size: int,
        decay: Any,
        knows_none: bool,
        bits: int,
        zeros: Any,
    ) -> Any:
        tensorflow = self.tensorflow
        kernel, bias = self.transposed_kernel, self.bias
        loss_sum = right_sum = tensorflow.constant(0.0)
        while number < end:  # not `tensorflow.range(…)`: XLA would compile again for each number of batches
            if decay:
                rate, steps = decay
                done = tensorflow.cast(self.optimizer.iterations, tensorflow.float32) / steps
                self.optimizer.learning_rate.assign(rate * (1 - done))
            row = number * batch_size
            images = tensorflow.slice(inputs, [row, 0], [batch_size, PIXELS])
            images = tensorflow.reshape(tensorflow.cast(images, tensorflow.float32), (batch_size, SIDE, SIDE))
            answers = tensorflow.slice(labels, [row], [batch_size])
            rounded = self._round(bits, zeros, decay)
            with tensorflow.GradientTape() as tape:
                tape.watch(rounded)
                weights = [tensorflow.transpose(rounded[0]), rounded[1]]
                if knows_none:
                    probabilities = self._with_silent_output(weights, images)
                else:
                    probabilities, _ = self.model.stateless_call(weights, [], images)
                losses = self.keras.losses.sparse_categorical_crossentropy(answers, probabilities)
                loss = tensorflow.reduce_mean(losses)
            gradients = tape.gradient(loss, rounded)
            self.optimizer.apply(gradients, [kernel, bias])
            right = tensorflow.argmax(probabilities, -1, tensorflow.int32) == answers
            loss_sum += tensorflow.reduce_sum(losses)
            right_sum += tensorflow.reduce_sum(tensorflow.cast(right, tensorflow.float32))
            number += 1
        return loss_sum, right_sum

    def _round(self, bits: int, zeros: Any, decay: Any) -> list[Any]:
        """The weights to read with now: rounded, but in the first of the rounding epochs only in part."""
        exact = [self.transposed_kernel.value, self.bias.value]
        if bits == 32 and zeros is None:
            return [self.tensorflow.identity(each) for each in exact]
        done = self.tensorflow.cast(self.optimizer.iterations, self.tensorflow.float32) / decay[1]
        part = self.tensorflow.minimum(done / ROUNDED_AFTER, 1)
        rounded = round_tensors(exact[0], exact[1], bits, zeros)
        return [one + part * (other - one) for one, other in zip(exact, rounded, strict=True)]

    def _with_silent_output(self, weights: list[Any], images: Any) -> Any:
        """The probabilities of the ten digits and, last, of none: the softmax of the logits and of 0."""
        tensorflow = self.tensorflow
        logits = tensorflow.reshape(images, (-1, PIXELS)) @ weights[0] + weights[1]
        return tensorflow.nn.softmax(tensorflow.pad(logits, [[0, 0], [0, 1]]))


@lru_cache(maxsize=len(OPTIMIZERS))
def compiled_loop(optimizer: str) -> CompiledLoop:
    """Return the loop of an optimizer, by its name in a recipe. Compiling takes half a second, once per process."""
    return CompiledLoop(optimizer)


def _rounding_rate(recipe: Recipe) -> float:
    """Return the learning rate at the beginning of the rounding epochs; raw inputs are 255 times as large as scaled."""
    return ROUNDING_RATE / 255 if recipe.input_form == "raw" else ROUNDING_RATE


def _to_numpy(value: Any) -> np.ndarray:
    """Copy a value to NumPy. Without the copy it could be the variable's own memory, which training changes."""
    return np.array(value.numpy())

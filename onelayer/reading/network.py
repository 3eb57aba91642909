"""The network: one dense layer, 784 → 10, and what it makes of an image."""

from dataclasses import dataclass

import numpy as np

from onelayer.reading.inputs import PIXELS, InputForm, prepare_inputs

DIGITS = 10
PARAMETERS = PIXELS * DIGITS + DIGITS  # 7,850


def softmax(logits: np.ndarray) -> np.ndarray:
    """exp(logits) / Σ exp(logits) along the last axis; the largest is subtracted first so that exp stays finite."""
    exponentials = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return exponentials / exponentials.sum(axis=-1, keepdims=True)


@dataclass(frozen=True, eq=False)
class Reading:
    """What a network made of one image.

    Attributes:
        image: uint8 (28, 28).
        inputs: float32 (784,), in the network's input form.
        logits: float64 (10,).
        probabilities: float64 (10,), the softmax of the logits.
    """

    image: np.ndarray
    inputs: np.ndarray
    logits: np.ndarray
    probabilities: np.ndarray

    @property
    def predicted_digit(self) -> int:
        """The most probable digit."""
        return int(self.logits.argmax())

    @property
    def runner_up(self) -> int:
        """The second most probable digit."""
        return int(np.argsort(self.logits)[-2])


@dataclass(frozen=True, eq=False)
class Network:
    """One dense layer.

    Attributes:
        kernel: float32 (784, 10), the weights.
        bias: float32 (10,).
        input_form: what its inputs are made like; it was trained on them.

    Raises:
        ValueError: a shape is another, or a number is not finite.
    """

    kernel: np.ndarray
    bias: np.ndarray
    input_form: InputForm

    def __post_init__(self) -> None:
        if self.kernel.shape != (PIXELS, DIGITS) or self.bias.shape != (DIGITS,):
            raise ValueError(
                "A network has a kernel (784, 10) and a bias (10,); "
                f"these are {self.kernel.shape} and {self.bias.shape}."
            )
        if not (np.isfinite(self.kernel).all() and np.isfinite(self.bias).all()):
            raise ValueError("The network's weights are not all finite numbers: its training diverged.")

    def logits(self, inputs: np.ndarray) -> np.ndarray:
        """inputs · kernel + bias: (784,) → float64 (10,), or (n, 784) → float32 (n, 10).

        Those of one image are summed in float64, so that its evidence adds up to them: raw inputs reach logits of
        hundreds, where float32 is off by a thousandth.
        """
        if inputs.ndim == 1:
            return inputs.astype(np.float64) @ self.kernel.astype(np.float64) + self.bias
        return inputs @ self.kernel + self.bias

    def divided_by(self, temperature: float) -> "Network":
        """The network whose logits are this one's divided by a temperature: the same digits, less sure above 1."""
        return Network(self.kernel / np.float32(temperature), self.bias / np.float32(temperature), self.input_form)

    def mixed_with(self, other: "Network", strength: float) -> "Network":
        """The network on the straight line from this one (strength 0) to another of its input form (strength 1)."""
        fraction = np.float32(strength)
        return Network(
            self.kernel + fraction * (other.kernel - self.kernel),
            self.bias + fraction * (other.bias - self.bias),
            self.input_form,
        )

    def read(self, image: np.ndarray) -> Reading:
        """The reading of one image, uint8 (28, 28)."""
        inputs = prepare_inputs(image, self.input_form)
        logits = self.logits(inputs)
        return Reading(image, inputs, logits, softmax(logits))

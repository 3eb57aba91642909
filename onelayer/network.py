"""The network: one dense layer, 784 → 10, and what it makes of an image."""

from dataclasses import dataclass

import numpy as np

from onelayer.inputs import PIXELS, Form, prepare_inputs

DIGITS = 10
PARAMETERS = PIXELS * DIGITS + DIGITS  # 7,850


def softmax(logits: np.ndarray) -> np.ndarray:
    """exp(logits) / Σ exp(logits) along the last axis; the largest is subtracted first so that exp stays finite."""
    exponentials = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return exponentials / exponentials.sum(axis=-1, keepdims=True)


@dataclass(frozen=True, eq=False)
class Reading:
    """What a network made of one image.

    image: uint8 (28, 28); inputs: float32 (784,); logits, probabilities: float32 (10,).
    """

    image: np.ndarray
    inputs: np.ndarray
    logits: np.ndarray
    probabilities: np.ndarray

    @property
    def digit(self) -> int:
        """The most probable digit."""
        return int(self.logits.argmax())


@dataclass(frozen=True, eq=False)
class Network:
    """kernel float32 (784, 10), bias float32 (10,), and the form of inputs that they were trained on.

    Raises:
        ValueError: a shape is another, or a number is not finite.
    """

    kernel: np.ndarray
    bias: np.ndarray
    inputs: Form

    def __post_init__(self) -> None:
        if self.kernel.shape != (PIXELS, DIGITS) or self.bias.shape != (DIGITS,):
            raise ValueError(
                "A network has a kernel (784, 10) and a bias (10,); "
                f"these are {self.kernel.shape} and {self.bias.shape}."
            )
        if not (np.isfinite(self.kernel).all() and np.isfinite(self.bias).all()):
            raise ValueError("The network's weights are not all finite numbers: its training diverged.")

    def logits(self, inputs: np.ndarray) -> np.ndarray:
        """inputs · kernel + bias: (784,) → (10,), or (n, 784) → (n, 10)."""
        return inputs @ self.kernel + self.bias

    def divided_by(self, temperature: float) -> "Network":
        """The network whose logits are this one's divided by a temperature: the same answers, less sure above 1."""
        return Network(self.kernel / np.float32(temperature), self.bias / np.float32(temperature), self.inputs)

    def read(self, image: np.ndarray) -> Reading:
        """The reading of one image, uint8 (28, 28)."""
        inputs = prepare_inputs(image, self.inputs)
        logits = self.logits(inputs)
        return Reading(image, inputs, logits, softmax(logits))

"""The network: one dense layer, 784 → 10."""

from dataclasses import dataclass

import numpy as np

from onelayer.reading.inputs import PIXELS, InputForm

DIGITS = 10
PARAMETERS = PIXELS * DIGITS + DIGITS  # 7,850


def softmax(logits: np.ndarray) -> np.ndarray:
    """exp(logits) / Σ exp(logits) along the last axis. The largest logit is subtracted first, so that exp is finite."""
    exponentials = np.exp(logits - logits.max(axis=-1, keepdims=True))
    probabilities: np.ndarray = exponentials / exponentials.sum(axis=-1, keepdims=True)
    return probabilities


@dataclass(frozen=True, eq=False)
class Network:
    """One dense layer.

    Attributes:
        kernel: float32 (784, 10), the weights.
        bias: float32 (10,).
        input_form: the form of the inputs that it was trained on.

    Raises:
        ValueError: kernel or bias has another shape, or a number that is not finite.
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

    @property
    def numbers(self) -> np.ndarray:
        """All numbers, float32 (7850,): the kernel row by row, then the bias."""
        return np.concatenate([self.kernel.reshape(-1), self.bias])

    def logits(self, inputs: np.ndarray) -> np.ndarray:
        """inputs · kernel + bias: (784,) → float64 (10,), or (n, 784) → float32 (n, 10).

        The logits of one image are computed in float64, so that they equal the sum of its evidence: raw pixels give
        logits of several hundred, and float32 has an error of a thousandth there.
        """
        kernel = self.kernel
        if inputs.ndim == 1:
            inputs, kernel = inputs.astype(np.float64), kernel.astype(np.float64)
        logits: np.ndarray = inputs @ kernel + self.bias
        return logits

    def divided_by(self, temperature: float) -> "Network":
        """Divide weights and bias, and so the logits, by a temperature (> 0).

        The predicted digits stay the same; above 1 the network is less sure of them.
        """
        return Network(self.kernel / np.float32(temperature), self.bias / np.float32(temperature), self.input_form)

    def mixed_with(self, other: "Network", strength: float) -> "Network":
        """Interpolate linearly between this network (strength 0) and another of the same input form (strength 1)."""
        fraction = np.float32(strength)
        return Network(
            self.kernel + fraction * (other.kernel - self.kernel),
            self.bias + fraction * (other.bias - self.bias),
            self.input_form,
        )

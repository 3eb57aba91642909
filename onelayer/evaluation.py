"""How well a network reads labelled images."""

from typing import NamedTuple

import numpy as np

from onelayer.inputs import prepare_mnist_inputs
from onelayer.mnist import load_mnist
from onelayer.network import Network

CHUNK = 1000  # images multiplied at once: a quarter faster than all, which would leave the processor's cache


Accuracies = tuple[str, float | None, float | None, float | None]
"""A network's name, and its training, validation and test accuracy, 0 to 1, where known."""

REFERENCES: list[Accuracies] = [
    ("The article, as printed", 0.8718, 0.9109, None),
    ("LeCun et al. 1998, linear classifier", None, None, 0.880),
    ("LeCun et al. 1998, linear, deskewed", None, None, 0.916),
]
"""What others measured with one dense layer."""


class Figures(NamedTuple):
    """The mean cross-entropy (natural logarithm) and the share of images read right, 0 to 1."""

    loss: float
    accuracy: float


def measure(network: Network, inputs: np.ndarray, labels: np.ndarray) -> Figures:
    """Loss and accuracy on inputs (n, 784), of the network's own form, with labels (n,).

    Raises:
        ValueError: there is nothing to measure on.
    """
    if not len(labels):
        raise ValueError("There are no images to measure on.")
    chunks = [network.logits(inputs[start : start + CHUNK]) for start in range(0, len(labels), CHUNK)]
    logits = np.ascontiguousarray(np.concatenate(chunks).T)  # (10, n): NumPy is quicker along long rows
    largest = logits.max(axis=0)
    log_of_sum = largest + np.log(np.exp(logits - largest).sum(axis=0))
    loss = log_of_sum - logits[labels, np.arange(len(labels))]
    return Figures(float(loss.mean(dtype=np.float64)), float((logits.argmax(axis=0) == labels).mean()))


def measure_on_mnist_test(network: Network) -> Figures:
    """Loss and accuracy on the 10,000 test images."""
    return measure(network, prepare_mnist_inputs("test", network.inputs), load_mnist("test").labels)

"""How well a network reads labelled images."""

from typing import NamedTuple

import numpy as np

from onelayer.data.mnist import load_mnist
from onelayer.data.prepared_inputs import prepare_mnist_inputs
from onelayer.reading.network import DIGITS, Network

CHUNK = 1000  # images multiplied at once: a quarter faster than all, which would leave the processor's cache


class Published(NamedTuple):
    """What others measured with one dense layer: accuracies, 0 to 1, or None where they give none."""

    name: str
    training: float | None
    validation: float | None
    test: float | None


PUBLISHED = [
    Published("The article, as printed", 0.8718, 0.9109, None),
    Published("LeCun et al. 1998, linear classifier", None, None, 0.880),
    Published("LeCun et al. 1998, linear, deskewed", None, None, 0.916),
]


class Metrics(NamedTuple):
    """What was measured on labelled images.

    Attributes:
        loss: the mean cross-entropy, with the natural logarithm.
        accuracy: the fraction of images whose predicted digit is their label, 0 to 1.
    """

    loss: float
    accuracy: float


def cross_entropy(logits: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """−log softmax(logits)[label] of each image: float32 or float64 (n,), of logits (n, 10) and labels (n,)."""
    by_digit = np.ascontiguousarray(logits.T)  # (10, n): NumPy is quicker along long rows
    largest = by_digit.max(axis=0)
    log_of_sum = largest + np.log(np.exp(by_digit - largest).sum(axis=0))
    return np.asarray(log_of_sum - by_digit[labels, np.arange(len(labels))])


def measure(network: Network, inputs: np.ndarray, labels: np.ndarray) -> Metrics:
    """Loss and accuracy of a network.

    Args:
        network: the network.
        inputs: float32 (n, 784), in the network's input form.
        labels: integers (n,), 0 to 9.

    Raises:
        ValueError: there is nothing to measure on.
    """
    if not len(labels):
        raise ValueError("There are no images to measure on.")
    chunks = [network.logits(inputs[start : start + CHUNK]) for start in range(0, len(labels), CHUNK)]
    logits = np.concatenate(chunks)
    loss = cross_entropy(logits, labels).mean(dtype=np.float64)
    return Metrics(float(loss), float((logits.argmax(axis=1) == labels).mean()))


def measure_on_mnist_test(network: Network) -> Metrics:
    """Loss and accuracy on the 10,000 test images."""
    return measure(network, prepare_mnist_inputs("test", network.input_form), load_mnist("test").labels)


def mnist_test_logits(network: Network) -> np.ndarray:
    """A network's logits on the 10,000 test images: float32 (10,000, 10)."""
    return network.logits(prepare_mnist_inputs("test", network.input_form))


def worst_mistakes(logits: np.ndarray, labels: np.ndarray, count: int) -> list[int]:
    """The rows of up to `count` misread images, of logits (n, 10) and labels (n,): the largest cross-entropy first."""
    loss = cross_entropy(logits, labels)
    wrong = np.flatnonzero(logits.argmax(axis=1) != labels)
    return [int(row) for row in wrong[np.argsort(-loss[wrong], kind="stable")][:count]]


def confusion_matrix(labels: np.ndarray, digits: np.ndarray) -> np.ndarray:
    """How many images of each label (rows) were read as each digit (columns): (10, 10), of labels and digits (n,)."""
    matrix = np.zeros((DIGITS, DIGITS), np.intp)
    np.add.at(matrix, (labels, digits), 1)
    return matrix

"""How well a network reads labelled images."""

from typing import NamedTuple

import numpy as np

from onelayer.inputs import prepare_mnist_inputs
from onelayer.mnist import load_mnist
from onelayer.network import DIGITS, Network, softmax

BINS = 15
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


def mnist_test_logits(network: Network) -> np.ndarray:
    """A network's logits on the 10,000 test images: float32 (10,000, 10)."""
    return network.logits(prepare_mnist_inputs("test", network.inputs))


def worst_mistakes(logits: np.ndarray, labels: np.ndarray, count: int) -> list[int]:
    """Rows of up to `count` misread images, of logits (n, 10) and labels (n,): the largest cross-entropy first."""
    largest = logits.max(axis=1)
    log_of_sum = largest + np.log(np.exp(logits - largest[:, None]).sum(axis=1))
    loss = log_of_sum - logits[np.arange(len(labels)), labels]
    wrong = np.flatnonzero(logits.argmax(axis=1) != labels)
    return [int(row) for row in wrong[np.argsort(-loss[wrong], kind="stable")][:count]]


def confusion_matrix(labels: np.ndarray, digits: np.ndarray) -> np.ndarray:
    """How many images of each label (rows) were read as each digit (columns): (10, 10), of labels and digits (n,)."""
    matrix = np.zeros((DIGITS, DIGITS), np.intp)
    np.add.at(matrix, (labels, digits), 1)
    return matrix


def calibration_error(probabilities: np.ndarray, labels: np.ndarray) -> float:
    """The expected calibration error, 0 to 1, of probabilities (n, 10) with labels (n,).

    The mean distance between how sure the network was and how often it was right, over BINS equal ranges of the
    largest probability, each weighted by its images (M. P. Naeini et al. 2015).
    """
    sure, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == labels
    bins = np.minimum((sure * BINS).astype(np.intp), BINS - 1)
    gaps = np.bincount(bins, sure, BINS) - np.bincount(bins, right, BINS)
    return float(np.abs(gaps).sum() / len(labels))


class Calibration(NamedTuple):
    """The temperature that the logits were divided by, and the expected calibration error before and after."""

    temperature: float
    error_before: float
    error_after: float


def calibrate(network: Network, inputs: np.ndarray, labels: np.ndarray) -> tuple[Network, Calibration]:
    """The network with its logits divided by the temperature that suits inputs (n, 784) with labels (n,) best.

    The images must not be those that it was trained on: it is surer of them than of others.
    """
    logits = network.logits(inputs)
    temperature = fit_temperature(logits, labels)
    before, after = (calibration_error(softmax(each), labels) for each in (logits, logits / temperature))
    return network.divided_by(temperature), Calibration(temperature, before, after)


def fit_temperature(logits: np.ndarray, labels: np.ndarray) -> float:
    """What to divide the logits (n, 10) by so that the cross-entropy with labels (n,) is least (C. Guo et al. 2017).

    Found by golden-section search on its logarithm, in which the cross-entropy has one minimum; 1/1000 to 1000.
    """

    def loss(log_temperature: float) -> float:
        scaled = logits / np.exp(log_temperature)
        largest = scaled.max(axis=1)
        log_of_sum = largest + np.log(np.exp(scaled - largest[:, None]).sum(axis=1))
        return float((log_of_sum - scaled[np.arange(len(labels)), labels]).mean(dtype=np.float64))

    golden = (np.sqrt(5) - 1) / 2
    low, high = np.log(1e-3), np.log(1e3)
    left, right = high - golden * (high - low), low + golden * (high - low)
    loss_left, loss_right = loss(left), loss(right)
    while high - low > 1e-3:
        if loss_left < loss_right:
            high, right, loss_right = right, left, loss_left
            left = high - golden * (high - low)
            loss_left = loss(left)
        else:
            low, left, loss_left = left, right, loss_right
            right = low + golden * (high - low)
            loss_right = loss(right)
    return float(np.exp((low + high) / 2))

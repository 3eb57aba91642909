"""Measures how well a network reads labelled images."""

import math
from typing import NamedTuple

import numpy as np

from onelayer.data.mnist import load_mnist
from onelayer.data.prepared_inputs import prepare_mnist_inputs
from onelayer.reading.network import Network

CHUNK = 1000  # images multiplied at once: a quarter faster than all at once, which do not fit into the cache


class Metrics(NamedTuple):
    """Loss and accuracy on labelled images.

    Attributes:
        loss: the mean cross-entropy, with the natural logarithm.
        accuracy: the fraction of images whose predicted digit is their label, 0 to 1.
    """

    loss: float
    accuracy: float


def cross_entropy(logits: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Compute −log softmax(logits)[label] of each image: float (n,), from logits (n, 10) and labels (n,)."""
    by_digit = np.ascontiguousarray(logits.T)  # (10, n): NumPy is quicker along long rows
    largest = by_digit.max(axis=0)
    log_of_sum = largest + np.log(np.exp(by_digit - largest).sum(axis=0))
    return np.asarray(log_of_sum - by_digit[labels, np.arange(len(labels))])


def measure(network: Network, inputs: np.ndarray, labels: np.ndarray) -> Metrics:
    """Measure loss and accuracy of a network.

    Args:
        network: the network.
        inputs: float32 (n, 784), in the network's input form.
        labels: integers (n,), 0 to 9.

    Raises:
        ValueError: there are no images to measure on.
    """
    if not len(labels):
        raise ValueError("There are no images to measure on.")
    chunks = [network.logits(inputs[start : start + CHUNK]) for start in range(0, len(labels), CHUNK)]
    logits = np.concatenate(chunks)
    loss = cross_entropy(logits, labels).mean(dtype=np.float64)
    return Metrics(float(loss), float((logits.argmax(axis=1) == labels).mean()))


def measure_on_mnist_test(network: Network) -> Metrics:
    """Measure a network's loss and accuracy on MNIST's 10,000 test images."""
    return measure(network, prepare_mnist_inputs("test", network.input_form), load_mnist("test").labels)


def mnist_test_logits(network: Network) -> np.ndarray:
    """Compute a network's logits on MNIST's 10,000 test images: float32 (10,000, 10)."""
    return network.logits(prepare_mnist_inputs("test", network.input_form))


def name_accuracies(training: Metrics, validation: Metrics | None, test: Metrics | None) -> dict[str, float]:
    """Name the accuracies for a network's file, without what was not measured and what is NaN, not known."""
    measured = {"training": training, "validation": validation, "test": test}
    named = {f"{name}_accuracy": metrics.accuracy for name, metrics in measured.items() if metrics}
    return {name: accuracy for name, accuracy in named.items() if not math.isnan(accuracy)}

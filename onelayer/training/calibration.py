"""Calibration: so that what a network is 90 % sure of is right 9 times in 10."""

from typing import NamedTuple

import numpy as np

from onelayer.reading.network import Network, softmax
from onelayer.training.evaluation import cross_entropy

BINS = 15
LOWEST, HIGHEST = 1e-3, 1e3  # temperatures between which the best is looked for
PRECISION = 1e-3  # of the temperature's logarithm


class Calibration(NamedTuple):
    """What a calibration came to.

    Attributes:
        temperature: what the logits were divided by.
        error_before: the expected calibration error before it, 0 to 1.
        error_after: the same after it.
    """

    temperature: float
    error_before: float
    error_after: float


def calibrate(network: Network, inputs: np.ndarray, labels: np.ndarray) -> tuple[Network, Calibration]:
    """Divide a network's logits by the temperature with which it reads some images best.

    Args:
        network: the network.
        inputs: float32 (n, 784) of images that it was not trained on: it is surer of those than of others.
        labels: integers (n,), 0 to 9.

    Returns:
        The network of the divided logits, and what the calibration came to on these images.
    """
    logits = network.logits(inputs)
    temperature = fit_temperature(logits, labels)
    before, after = (calibration_error(softmax(each), labels) for each in (logits, logits / temperature))
    return network.divided_by(temperature), Calibration(temperature, before, after)


def calibration_error(probabilities: np.ndarray, labels: np.ndarray) -> float:
    """The expected calibration error, 0 to 1, of probabilities (n, 10) with labels (n,).

    The mean distance between how sure the network was and how often it was right, over BINS equal ranges of the
    largest probability, each counted by its images (M. P. Naeini et al. 2015).
    """
    sure, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == labels
    bins = np.minimum((sure * BINS).astype(np.intp), BINS - 1)
    gaps = np.bincount(bins, sure, BINS) - np.bincount(bins, right, BINS)
    return float(np.abs(gaps).sum() / len(labels))


def fit_temperature(logits: np.ndarray, labels: np.ndarray) -> float:
    """What to divide logits (n, 10) by so that the cross-entropy with labels (n,) is least (C. Guo et al. 2017).

    Found by golden-section search on its logarithm, in which the cross-entropy has one minimum.
    """

    def loss(log_temperature: float) -> float:
        return float(cross_entropy(logits / np.exp(log_temperature), labels).mean(dtype=np.float64))

    golden = (np.sqrt(5) - 1) / 2
    low, high = np.log(LOWEST), np.log(HIGHEST)
    left, right = high - golden * (high - low), low + golden * (high - low)
    loss_left, loss_right = loss(left), loss(right)
    while high - low > PRECISION:
        if loss_left < loss_right:
            high, right, loss_right = right, left, loss_left
            left = high - golden * (high - low)
            loss_left = loss(left)
        else:
            low, left, loss_left = left, right, loss_right
            right = low + golden * (high - low)
            loss_right = loss(right)
    return float(np.exp((low + high) / 2))

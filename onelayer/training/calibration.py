"""Calibration: of the digits that a network reads with 90 %, 9 in 10 shall be right."""

from typing import NamedTuple

import numpy as np

from onelayer.reading.network import Network, softmax
from onelayer.training.evaluation import cross_entropy

BINS = 15
LOWEST, HIGHEST = 1e-3, 1e3  # the best temperature is searched between these
PRECISION = 1e-3  # of the temperature's logarithm


class Calibration(NamedTuple):
    """The result of a calibration.

    Attributes:
        temperature: the number by which the logits were divided.
        error_before: the expected calibration error before the division, 0 to 1.
        error_after: the same after the division.
    """

    temperature: float
    error_before: float
    error_after: float


def calibrate(network: Network, inputs: np.ndarray, labels: np.ndarray) -> tuple[Network, Calibration]:
    """Divide a network's logits by the temperature that gives the least cross-entropy on some images.

    Args:
        network: the network.
        inputs: float32 (n, 784), of images that the network was not trained on: it is too sure of its training images.
        labels: integers (n,), 0 to 9.

    Returns:
        The network with the divided logits, and the result of the calibration on these images.
    """
    logits = network.logits(inputs)
    temperature = fit_temperature(logits, labels)
    before, after = (calibration_error(softmax(each), labels) for each in (logits, logits / temperature))
    return network.divided_by(temperature), Calibration(temperature, before, after)


def calibration_error(probabilities: np.ndarray, labels: np.ndarray) -> float:
    """Compute the expected calibration error, 0 to 1, of probabilities (n, 10) with labels (n,).

    The images are divided by their largest probability into BINS ranges of equal width. The error is the mean over all
    images of their range's |mean probability − fraction read correctly| (M. P. Naeini et al. 2015).
    """
    sure, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == labels
    bins = np.minimum((sure * BINS).astype(np.intp), BINS - 1)
    gaps = np.bincount(bins, sure, BINS) - np.bincount(bins, right, BINS)
    return float(np.abs(gaps).sum() / len(labels))


def fit_temperature(logits: np.ndarray, labels: np.ndarray) -> float:
    """Find the temperature that minimises the cross-entropy of logits (n, 10) with labels (n,) (C. Guo et al. 2017).

    The cross-entropy has a single minimum over the logarithm of the temperature.
    """
    from scipy.optimize import minimize_scalar

    def loss(log_temperature: float) -> float:
        return float(cross_entropy(logits / np.exp(log_temperature), labels).mean(dtype=np.float64))

    found = minimize_scalar(loss, bounds=np.log((LOWEST, HIGHEST)), method="bounded", options={"xatol": PRECISION})
    return float(np.exp(found.x))

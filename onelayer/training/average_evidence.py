"""What a network looks for: the evidence for each digit, shared among pixels, on average over images of that digit.

Weights of direction inputs cannot be looked at as pixels. This can, for every input form: one sees where a 7 is a 7.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from onelayer.data.mnist import load_mnist
from onelayer.reading.inputs import InputForm
from onelayer.reading.network import DIGITS, Network
from onelayer.training.evidence_matrix import evidence_matrix

IMAGES = 200  # of each digit, from the front of MNIST's training images


@lru_cache(maxsize=4)
def _matrices(input_form: InputForm) -> np.ndarray:
    """evidence_matrix of IMAGES of each digit: float32 (10, 784, 784), or (10, 784) where inputs are pixels."""
    data = load_mnist("train")
    rows = [np.flatnonzero(data.labels == digit)[:IMAGES] for digit in range(DIGITS)]
    return np.stack([evidence_matrix(data.images[of_digit], input_form) for of_digit in rows])


def average_evidence(network: Network) -> np.ndarray:
    """What each pixel says for a digit, on average over IMAGES images of it: float32 (10, 784)."""
    return average_evidence_of_all([network])[0]


def average_evidence_of_all(networks: Sequence[Network]) -> np.ndarray:
    """The same for n networks of one input form: float32 (n, 10, 784)."""
    matrices = _matrices(networks[0].input_form)
    weights = np.stack([network.kernel.T for network in networks])  # (n, 10, 784)
    if matrices.ndim == 2:
        return np.asarray(matrices * weights)
    return np.matmul(matrices, weights.transpose(1, 2, 0)).transpose(2, 0, 1)

"""What a network looks for: each pixel's evidence for a digit, on average over images of that digit.

The weights of edge directions cannot be shown as pixels. The average evidence can, for every input form: a picture of
it shows which parts of a 7 make it a 7.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from onelayer.data.mnist import load_mnist
from onelayer.reading.inputs import InputForm
from onelayer.reading.network import DIGITS, Network
from onelayer.training.evidence_matrix import evidence_matrix

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

IMAGES = 200  # of each digit, from the front of MNIST's training images


@lru_cache(maxsize=4)
def _matrices(input_form: InputForm) -> "list[np.ndarray | csr_matrix]":
    """Make the ten digits' `evidence_matrix`, each from IMAGES images.

    Returns:
        Ten arrays, for 0 to 9: sparse (784, 784), few entries per pixel; or (784,) if the inputs are pixels.
    """
    from scipy.sparse import csr_matrix

    data = load_mnist("train")
    rows = [np.flatnonzero(data.labels == digit)[:IMAGES] for digit in range(DIGITS)]
    matrices = (evidence_matrix(data.images[of_digit], input_form) for of_digit in rows)
    return [matrix if matrix.ndim == 1 else csr_matrix(matrix) for matrix in matrices]


def average_evidence(networks: Sequence[Network]) -> np.ndarray:
    """Compute each pixel's average evidence for each digit, over IMAGES images of that digit.

    Args:
        networks: n networks of one input form.

    Returns:
        float32 (n, 10, 784).
    """
    evidence = []
    for digit, matrix in enumerate(_matrices(networks[0].input_form)):
        weights = np.stack([network.kernel[:, digit] for network in networks])  # (n, 784)
        evidence.append(matrix * weights if isinstance(matrix, np.ndarray) else (matrix @ weights.T).T)
    return np.stack(evidence, axis=1)


def scale_pictures(evidence: np.ndarray) -> np.ndarray:
    """Scale evidence (…, 10, 784) to pictures from -1 (against) to 1 (for), the ten of a network on one scale.

    Full colour is the 99.5th percentile of the absolute values.
    """
    sizes = np.quantile(np.abs(evidence), 0.995, axis=(-2, -1), keepdims=True)
    scaled: np.ndarray = np.clip(evidence / np.maximum(sizes, 1e-12), -1, 1)
    return scaled

"""Weights as pictures: orange speaks for a digit, blue against it."""

import numpy as np

from onelayer.ui.components.pixel_pictures import Picture
from onelayer.ui.views.regions import describe_evidence


def weight_scale(kernel: np.ndarray) -> float:
    """The weight that is drawn in full colour: the 99.5th percentile of the sizes of a kernel's."""
    return max(float(np.quantile(np.abs(kernel), 0.995)), 1e-12)


def weight_pictures(kernel: np.ndarray) -> list[Picture]:
    """The ten weight pictures of a kernel (784, 10), on one scale."""
    scale = weight_scale(kernel)
    return [
        Picture(
            kernel[:, digit] / scale, str(digit), f"Weights of {digit}: {describe_evidence(kernel[:, digit], digit)}"
        )
        for digit in range(kernel.shape[1])
    ]

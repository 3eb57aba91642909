"""Ten pictures of what a network looks for: the average evidence for each digit, orange for it, blue against it."""

import numpy as np

from onelayer.reading.network import Network
from onelayer.training.average_evidence import IMAGES, average_evidence
from onelayer.ui.components.pixel_pictures import Picture

ABOUT = (
    f"Each pixel’s evidence for a digit, on average over {IMAGES} images of that digit: orange speaks **for** it, blue "
    "**against** it."
)


def picture_scale(evidence: np.ndarray) -> float:
    """Return the evidence that is drawn in full colour: the 99.5th percentile of its absolute values."""
    return max(float(np.quantile(np.abs(evidence), 0.995)), 1e-12)


def evidence_pictures(network: Network) -> list[Picture]:
    """Make the ten pictures of a network, on one scale."""
    evidence = average_evidence(network)
    scale = picture_scale(evidence)
    return [Picture(of_digit / scale, str(digit), f"Evidence for {digit}") for digit, of_digit in enumerate(evidence)]

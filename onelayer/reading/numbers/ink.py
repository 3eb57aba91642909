"""What the network reads in pieces of ink: one batch for all arcs, on the road of single digits."""

from dataclasses import dataclass

import numpy as np

from onelayer.reading.inputs import prepare_inputs
from onelayer.reading.network import Network, softmax
from onelayer.reading.verdict import PROTOTYPE_FORM, load_prototypes

CANDIDATES = 3  # digits that some ink may be: the most probable ones


@dataclass(frozen=True, eq=False)
class InkReadings:
    """What a network reads in n images.

    Attributes:
        images: uint8 (n, 28, 28).
        inputs: float32 (n, 784), in the network's input form.
        directions: float32 (n, 784), edge directions, by which verdicts are made.
        logits, probabilities: float64 (n, 10).
        candidates: int (n, 3), the most probable digits, the most probable first.
        strangeness: float64 (n, 3), of each candidate: the distance from the digit ÷ the distance at which a drawing
            still looks like it.
    """

    images: np.ndarray
    inputs: np.ndarray
    directions: np.ndarray
    logits: np.ndarray
    probabilities: np.ndarray
    candidates: np.ndarray
    strangeness: np.ndarray


def read_images(images: np.ndarray, network: Network) -> InkReadings:
    """Read images, uint8 (n, 28, 28), white ink on black, n ≥ 1.

    Raises:
        AssetError: the file of prototypes is missing or broken.
    """
    inputs = prepare_inputs(images, network.input_form)
    directions = inputs if network.input_form == PROTOTYPE_FORM else prepare_inputs(images, PROTOTYPE_FORM)
    logits = inputs.astype(np.float64) @ network.kernel.astype(np.float64) + network.bias
    probabilities = softmax(logits)
    candidates = np.argsort(-logits, axis=1, kind="stable")[:, :CANDIDATES]
    strangeness = load_prototypes().strangeness(directions, candidates)
    return InkReadings(images, inputs, directions, logits, probabilities, candidates, strangeness)

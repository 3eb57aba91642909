"""What a network reads in an image: the digit, how sure it can be, and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np

from onelayer.reading.content import Box, Content, Readable, find_content, is_one
from onelayer.reading.drawing import SIDE
from onelayer.reading.inputs import prepare_inputs
from onelayer.reading.network import Network, softmax
from onelayer.reading.verdict import PROTOTYPE_FORM, Verdict, judge


@dataclass(frozen=True, eq=False)
class Reading:
    """What a network reads in one image.

    Attributes:
        network: the network.
        image: uint8 (28, 28), white ink on black, as MNIST was made: what the network saw.
        inputs: float32 (784,), the image in the network's input form.
        logits: float64 (10,), inputs · kernel + bias.
        probabilities: float64 (10,), of the digits 0 to 9: the softmax of the logits.
        verdict: the digits that it may be, whether it looks like one, and whether two were drawn.
        box: left, top, right and bottom of the digit in its picture, in pixels of the picture as it is shown, upright;
            None if no picture was read.
    """

    network: Network
    image: np.ndarray
    inputs: np.ndarray
    logits: np.ndarray
    probabilities: np.ndarray
    verdict: Verdict
    box: Box | None = None

    @property
    def digit(self) -> int:
        """The predicted digit, the most probable."""
        return self.verdict.digits[0]

    @property
    def sure(self) -> bool:
        """Whether one digit is predicted, one was drawn, and the drawing looks like it."""
        return self.verdict.sure

    @property
    def evidence(self) -> np.ndarray:
        """Evidence, float64 (784, 10), of each input for each digit: input × weight. With the bias it sums to the
        logits, exactly."""
        return np.asarray(self.inputs.astype(np.float64)[:, None] * self.network.kernel)

    def __repr__(self) -> str:
        sure = "sure" if self.sure else "not sure"
        box = f", box={self.box}" if self.box else ""
        return f"Reading(digit={self.digit}, probability={self.probabilities[self.digit]:.4f}, {sure}{box})"


@overload
def read(what: Readable, network: Network) -> Reading: ...  # type: ignore[overload-overlap]
@overload
def read(what: Sequence[Readable], network: Network) -> list[Reading]: ...
def read(what: Readable | Sequence[Readable], network: Network) -> Reading | list[Reading]:
    """Read one digit, or each of several.

    Args:
        what: one of what `find_content` takes; or a list of any of these.
        network: the network that reads.

    Returns:
        The reading, or a list of readings.

    Raises:
        As `find_content` does.
    """
    if is_one(what):
        return read_contents([find_content(what)], network)[0]  # type: ignore[arg-type]
    return read_contents((find_content(each) for each in what), network)  # type: ignore[union-attr, arg-type]


def read_contents(contents: Iterable[Content], network: Network) -> list[Reading]:
    """Read images.

    Args:
        contents: the images; those of pictures and drawings with what is known of them.
        network: the network that reads.

    Returns:
        A reading for each.
    """
    contents = list(contents)
    images = np.array([content.image for content in contents], np.uint8).reshape(-1, SIDE, SIDE)
    inputs = prepare_inputs(images, network.input_form)
    directions = inputs if network.input_form == PROTOTYPE_FORM else prepare_inputs(images, PROTOTYPE_FORM)
    readings = []
    for content, own_inputs, own_directions in zip(contents, inputs, directions, strict=True):
        logits = network.logits(own_inputs)  # of one image: in float64, so that its evidence sums to them
        probabilities = softmax(logits)
        verdict = judge(probabilities, own_directions, content.strokes)
        readings.append(Reading(network, content.image, own_inputs, logits, probabilities, verdict, content.box))
    return readings

"""A kernel to look through: what it looks for, its weights at any place, the difference of any two digits."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from onelayer.reading.network import Network
from onelayer.ui.components.browser_component import BrowserComponent
from onelayer.ui.components.pixel_pictures import Picture, encode_pixels


@dataclass(frozen=True, eq=False)
class Kernel:
    """What the explorer shows.

    Attributes:
        network: whose kernel it is.
        scale: the weight that is drawn in full colour.
        pictures: of the ten digits.
    """

    network: Network
    scale: float
    pictures: Sequence[Picture]


class KernelExplorer(BrowserComponent):
    """A handler gives a Kernel."""

    def encode(self, value: Kernel) -> Any:
        by_digit = np.ascontiguousarray(value.network.kernel.T, dtype="<f4")
        return {
            "kernel": base64.b64encode(by_digit.tobytes()).decode("ascii"),
            "bias": [float(bias) for bias in value.network.bias],
            "scale": value.scale,
            "edges": value.network.input_form == "directions",
            "pictures": [encode_pixels(picture.pixels, signed=True) for picture in value.pictures],
            "texts": [picture.text for picture in value.pictures],
        }

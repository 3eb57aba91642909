"""A kernel to look through: ten weight pictures, the ten weights of any pixel, the difference of any two digits."""

import base64
from typing import Any

import numpy as np

from onelayer.reading.network import Network
from onelayer.ui.components.browser_component import BrowserComponent


class KernelExplorer(BrowserComponent):
    """A handler gives a Network and the weight that is drawn in full colour.

    In the browser: `{"kernel": base64 of 10 × 784 little-endian float32, "bias": ten numbers, "scale": that weight}`.
    """

    def encode(self, value: tuple[Network, float]) -> Any:
        network, scale = value
        by_digit = np.ascontiguousarray(network.kernel.T, dtype="<f4")
        return {
            "kernel": base64.b64encode(by_digit.tobytes()).decode("ascii"),
            "bias": [float(bias) for bias in network.bias],
            "scale": scale,
        }

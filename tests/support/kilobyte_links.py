"""Links with a network in them, made in Python from what onelayer/page/address/kilobyte_text.js says of them."""

import numpy as np

from onelayer.reading.network import Network
from onelayer.reading.rounding import fit_levels, pack_levels, round_network, to_half

LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ+-./:"


def kilobyte_of(network: Network) -> Network:
    """The network, only rounded: a sign for each weight, a scale for each digit."""
    return round_network(network, 1, 0.0)


def kilobyte_text(kilobyte: Network) -> str:
    """The 1,530 characters that stand for a kilobyte in a link."""
    levels, scale = fit_levels(kilobyte.kernel, 1, np.ones(kilobyte.kernel.shape, bool))
    content = pack_levels(levels.reshape(-1), 1).tobytes() + scale.tobytes() + to_half(kilobyte.bias).tobytes()
    pairs = np.frombuffer(content, ">u2").tolist()
    return "".join(LETTERS[two // 41**2] + LETTERS[two // 41 % 41] + LETTERS[two % 41] for two in pairs)


def kilobyte_link(kilobyte: Network, name: str = "Ada%E2%80%99s+hand") -> str:
    """The fragment of a link that brings a kilobyte under a name."""
    return f"#draw&kilobyte={kilobyte.input_form}:{kilobyte_text(kilobyte)}&name={name}"

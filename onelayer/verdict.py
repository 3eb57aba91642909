"""How far to trust a reading: sure, torn between two digits, or shown something that resembles no digit.

The probabilities cannot tell the last: a network that knows ten digits shares 100 % among them whatever it is shown.
So the drawing is compared, apart from the network, with prototypes of what people wrote.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save_file

from onelayer.assets import ASSETS, AssetError
from onelayer.files import replacing
from onelayer.inputs import PIXELS, prepare_inputs
from onelayer.network import DIGITS, Network, Reading

PROTOTYPES_FILE = ASSETS / "prototypes.safetensors"
CLOSE = 0.3  # when the second digit's probability comes this near the first's, both are named


@dataclass(frozen=True, eq=False)
class Prototypes:
    """Typical upright inputs of each digit, float32 (10, k, 784), each of length 1; and the least resemblance to those
    of its own digit, by which a drawing still passes for one."""

    inputs: np.ndarray
    least_resemblance: float

    def resemblance(self, upright_inputs: np.ndarray, digit: int) -> float:
        """The largest cosine, 0 to 1, between upright inputs (784,) and the digit's prototypes."""
        length = float(np.sqrt(upright_inputs @ upright_inputs))
        return float((self.inputs[digit] @ upright_inputs).max()) / max(length, 1e-6)


@dataclass(frozen=True)
class Verdict:
    """digits: the one that was read, or the two it is torn between, likeliest first; familiar: it looks like one."""

    digits: tuple[int, ...]
    familiar: bool

    @property
    def sure(self) -> bool:
        """Is it one digit, and does it look like it?"""
        return self.familiar and len(self.digits) == 1


def judge(reading: Reading, network: Network, own: Mapping[int, np.ndarray] | None = None) -> Verdict:
    """The verdict on what this network made of an image. own: prototypes (k, 784) of some digits that count too, each
    of length 1: what the visitor writes is familiar, however unlike other people's it is.

    Raises:
        AssetError: the prototypes are missing or broken.
    """
    inputs = reading.inputs if network.inputs == "upright" else prepare_inputs(reading.image, "upright")
    prototypes = load_prototypes()
    resemblance = prototypes.resemblance(inputs, reading.digit)
    if own and reading.digit in own:
        length = max(float(np.linalg.norm(inputs)), 1e-6)
        resemblance = max(resemblance, float((own[reading.digit].astype(np.float32) @ inputs).max()) / length)
    familiar = resemblance >= prototypes.least_resemblance
    second, first = np.argsort(reading.probabilities)[-2:]
    torn = reading.probabilities[first] - reading.probabilities[second] < CLOSE
    return Verdict((int(first), int(second)) if torn else (int(first),), familiar)


@cache
def load_prototypes(path: Path = PROTOTYPES_FILE) -> Prototypes:
    """The prototypes that ship, read once per process.

    Raises:
        AssetError: the file is missing or broken.
    """
    try:
        with safe_open(path, framework="numpy") as file:
            inputs = file.get_tensor("prototypes").astype(np.float32)
            least = float((file.metadata() or {})["least_resemblance"])
        if inputs.ndim != 3 or inputs.shape[::2] != (DIGITS, PIXELS):
            raise ValueError(f"the shape is {inputs.shape}")
    except (OSError, SafetensorError, ValueError, KeyError) as error:
        raise AssetError(
            f"{path} is {'broken' if path.exists() else 'missing'} ({error}). "
            "Restore it with `git checkout assets`, or make it with `python tools/make_prototypes.py`."
        ) from error
    return Prototypes(inputs, least)


def save_prototypes(path: Path, prototypes: Prototypes) -> None:
    """Write what `load_prototypes` reads; half precision is enough to compare by."""
    with replacing(path) as unfinished:
        save_file(
            {"prototypes": prototypes.inputs.astype(np.float16)},
            unfinished,
            metadata={"least_resemblance": repr(prototypes.least_resemblance)},
        )

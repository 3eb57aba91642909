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
from onelayer.reading.inputs import PIXELS, prepare_inputs
from onelayer.reading.network import DIGITS, Network, Reading

PROTOTYPES_FILE = ASSETS / "prototypes.safetensors"
CLOSE = 0.3  # when the second digit's probability comes this near the first's, both are named


@dataclass(frozen=True, eq=False)
class Prototypes:
    """What the ten digits look like.

    Attributes:
        inputs: typical upright inputs of each digit, float32 (10, k, 784), each of length 1.
        least_resemblance: a drawing that resembles those of the digit it is read as less looks like no digit.
    """

    inputs: np.ndarray
    least_resemblance: float

    def resemblance(self, upright_inputs: np.ndarray, digit: int) -> float:
        """The largest cosine, 0 to 1, between upright inputs (784,) and the digit's prototypes."""
        length = float(np.sqrt(upright_inputs @ upright_inputs))
        return float((self.inputs[digit] @ upright_inputs).max()) / max(length, 1e-6)


@dataclass(frozen=True)
class Verdict:
    """How far to trust a reading.

    Attributes:
        digits: the predicted one, or the two that it is torn between, the more probable first.
        familiar: it looks like a digit.
    """

    digits: tuple[int, ...]
    familiar: bool

    @property
    def sure(self) -> bool:
        """Whether it is one digit, and looks like it."""
        return self.familiar and len(self.digits) == 1


def judge(reading: Reading, network: Network, visitor_prototypes: Mapping[int, np.ndarray] | None = None) -> Verdict:
    """The verdict on a reading.

    Args:
        reading: what the network made of an image.
        network: the network.
        visitor_prototypes: upright inputs (k, 784) of some digits, each of length 1, as the visitor writes them: they
            are familiar, however unlike other people's they are.

    Raises:
        AssetError: the prototypes are missing or broken.
    """
    inputs = reading.inputs if network.input_form == "upright" else prepare_inputs(reading.image, "upright")
    prototypes = load_prototypes()
    resemblance = prototypes.resemblance(inputs, reading.predicted_digit)
    if visitor_prototypes and reading.predicted_digit in visitor_prototypes:
        length = max(float(np.linalg.norm(inputs)), 1e-6)
        of_visitor = visitor_prototypes[reading.predicted_digit].astype(np.float32) @ inputs
        resemblance = max(resemblance, float(of_visitor.max()) / length)
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

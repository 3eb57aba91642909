"""How far to trust a reading: sure, torn between two digits, or shown something that looks like no digit.

The probabilities cannot tell the last: a network that knows ten digits shares 100 % among them whatever it is shown.
So the drawing is compared, apart from the network, with what people wrote. Each digit has a mean and the ways in which
it usually varies (the principal components of its direction inputs). What those do not explain of a drawing is its
distance from the digit.
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
from onelayer.reading.inputs import PIXELS, InputForm, prepare_inputs
from onelayer.reading.network import DIGITS, Network, Reading

PROTOTYPES_FILE = ASSETS / "prototypes.safetensors"
PROTOTYPE_FORM: InputForm = "directions"
# When the second digit's probability comes this near the first's, both are named. At 0.5 less than 99.4 % of people's
# digits that it is sure of are read right.
CLOSE = 0.6
WELL_WITHIN = 0.85  # of the limit: what could be two digits as well must look more like one than a drawing must


@dataclass(frozen=True, eq=False)
class Prototypes:
    """What the ten digits look like, in direction inputs.

    Attributes:
        means: float32 (10, 784), of each digit.
        patterns: float32 (10, k, 784), how each digit usually varies: principal components, at right angles to one
            another, each shorter than 1 by as much as it says little.
        limits: float32 (10,), the largest distance from its digit at which a drawing still looks like it.
    """

    means: np.ndarray
    patterns: np.ndarray
    limits: np.ndarray

    def distance(self, inputs: np.ndarray, digit: int, means: np.ndarray | None = None) -> np.ndarray:
        """How far direction inputs are from a digit: √(|q|² − Σ (pattern · q)²), with q from the nearest mean.

        Args:
            inputs: float32 (n, 784).
            digit: 0 to 9.
            means: float32 (m, 784), other means of the digit; its own if None.

        Returns:
            float32 (n,).
        """
        means = self.means[digit][None] if means is None else means
        apart = inputs[:, None] - means  # (n, m, 784)
        unexplained = (apart**2).sum(axis=-1) - ((apart @ self.patterns[digit].T) ** 2).sum(axis=-1)
        return np.asarray(np.sqrt(np.maximum(unexplained.min(axis=1), 0)))


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
        visitor_prototypes: direction inputs (k, 784) of some digits as the visitor writes them: they are familiar,
            however unlike other people's they are.

    Raises:
        AssetError: the prototypes are missing or broken.
    """
    is_form = network.input_form == PROTOTYPE_FORM
    inputs = (reading.inputs if is_form else prepare_inputs(reading.image, PROTOTYPE_FORM))[None]
    prototypes, digit = load_prototypes(), reading.predicted_digit
    distance = float(prototypes.distance(inputs, digit)[0])
    if visitor_prototypes and digit in visitor_prototypes:
        of_visitor = visitor_prototypes[digit].astype(np.float32)
        distance = min(distance, float(prototypes.distance(inputs, digit, of_visitor)[0]))
    second = reading.runner_up
    torn = reading.probabilities[digit] - reading.probabilities[second] < CLOSE
    familiar = bool(distance <= prototypes.limits[digit])
    return Verdict((digit, second) if torn else (digit,), familiar)


def looks_like_digit(image: np.ndarray) -> bool:
    """Whether an image, uint8 (28, 28), is well within the distance from one of the ten digits that people's have.

    Raises:
        AssetError: the prototypes are missing or broken.
    """
    prototypes, inputs = load_prototypes(), prepare_inputs(image[None], PROTOTYPE_FORM)
    return any(
        prototypes.distance(inputs, digit)[0] <= WELL_WITHIN * prototypes.limits[digit] for digit in range(DIGITS)
    )


@cache
def load_prototypes(path: Path = PROTOTYPES_FILE) -> Prototypes:
    """The prototypes that ship, read once per process.

    Raises:
        AssetError: the file is missing or broken.
    """
    try:
        with safe_open(path, framework="numpy") as file:
            arrays = [file.get_tensor(name).astype(np.float32) for name in ("means", "patterns", "limits")]
        means, patterns, limits = arrays
        shapes = means.shape, patterns.shape[::2], limits.shape
        if shapes != ((DIGITS, PIXELS), (DIGITS, PIXELS), (DIGITS,)):
            raise ValueError(f"the shapes are {', '.join(str(array.shape) for array in arrays)}")
    except (OSError, SafetensorError, ValueError) as error:
        raise AssetError(
            f"{path} is {'broken' if path.exists() else 'missing'} ({error}). "
            "Restore it with `git checkout assets`, or make it with `python tools/make_prototypes.py`."
        ) from error
    return Prototypes(means, patterns, limits)


def save_prototypes(path: Path, prototypes: Prototypes) -> None:
    """Write what `load_prototypes` reads; half precision is enough to compare by."""
    arrays = {"means": prototypes.means, "patterns": prototypes.patterns, "limits": prototypes.limits}
    with replacing(path) as unfinished:
        save_file({name: np.ascontiguousarray(array, np.float16) for name, array in arrays.items()}, unfinished)

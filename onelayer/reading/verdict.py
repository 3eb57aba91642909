"""The verdict on a reading: sure, torn between two digits, or the drawing looks like no digit, or like two digits.

The probabilities cannot tell that a drawing is no digit: they sum to 100 % for every image. So the drawing is also
compared with digits that people wrote, independently of the network. Each digit has a mean and its usual variations
(the principal components of its edge directions). The part of a drawing that these do not explain is its distance
from the digit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from safetensors import SafetensorError, safe_open

from onelayer.assets import ASSETS, AssetError
from onelayer.reading.inputs import PIXELS, InputForm, prepare_inputs
from onelayer.reading.network import DIGITS
from onelayer.reading.two_digits import are_two_digits

PROTOTYPES_FILE = ASSETS / "prototypes.safetensors"
PROTOTYPE_FORM: InputForm = "directions"
# If the two largest probabilities differ by less than this, the verdict names both digits. At 0.5, fewer than 99.4 % of
# the digits with a sure verdict were read correctly (digits that people drew).
CLOSE = 0.6


@dataclass(frozen=True, eq=False)
class Prototypes:
    """The usual appearance of the ten digits, in edge directions.

    Attributes:
        means: float32 (10, 784), the mean of each digit.
        patterns: float32 (10, k, 784), the usual variations of each digit: orthogonal principal components, scaled
            below unit length, the shorter the less variance a component explains.
        limits: float32 (10,), the largest distance at which a drawing still looks like the digit.
    """

    means: np.ndarray
    patterns: np.ndarray
    limits: np.ndarray

    def distance(self, inputs: np.ndarray, digit: int) -> np.ndarray:
        """Compute the distance of drawings from a digit: √(|q|² − Σ (pattern · q)²), with q = inputs − mean.

        Args:
            inputs: float32 (n, 784), edge directions of the drawings.
            digit: 0 to 9.

        Returns:
            float32 (n,), 0 or more.
        """
        apart = inputs - self.means[digit]
        unexplained = (apart**2).sum(axis=-1) - ((apart @ self.patterns[digit].T) ** 2).sum(axis=-1)
        return np.asarray(np.sqrt(np.maximum(unexplained, 0)))

    def strangeness(self, inputs: np.ndarray, digits: np.ndarray) -> np.ndarray:
        """Compute how strange drawings are as digits: the distance ÷ the distance within which people's drawings are.

        Args:
            inputs: float32 (n, 784), edge directions of the drawings.
            digits: int (n,) or (n, k), the digits that each drawing is compared with.

        Returns:
            float64, of the shape of the digits, 0 or more.
        """
        found = np.zeros(digits.shape)
        for digit in np.unique(digits).tolist():
            at = np.nonzero(digits == digit)
            found[at] = self.distance(inputs[at[0]], digit) / self.limits[digit]
        return found


@dataclass(frozen=True)
class Verdict:
    """The verdict on a reading.

    Attributes:
        digits: the predicted digit alone, or two digits whose probabilities are close, the more probable first.
        familiar: the drawing looks like the predicted digit.
        two: two digits were drawn.
    """

    digits: tuple[int, ...]
    familiar: bool
    two: bool = False

    @property
    def sure(self) -> bool:
        """Whether one digit is predicted, one was drawn, and the drawing looks like it."""
        return self.familiar and len(self.digits) == 1 and not self.two


def judge(probabilities: np.ndarray, directions: np.ndarray, strokes: Sequence[np.ndarray] = ()) -> Verdict:
    """Give the verdict on what a network reads in an image.

    Args:
        probabilities: float (10,), the network's.
        directions: float32 (784,), the image's edge directions, whatever form the network's own inputs have.
        strokes: the strokes of the drawing, (n, 2) each, n ≥ 1; none if an image was read.

    Raises:
        AssetError: the file of prototypes is missing or broken.
    """
    digit, second = (int(each) for each in np.argsort(-probabilities, kind="stable")[:2])
    prototypes = load_prototypes()
    distance = float(prototypes.distance(directions[None], digit)[0])
    torn = probabilities[digit] - probabilities[second] < CLOSE
    familiar = bool(distance <= prototypes.limits[digit])
    return Verdict((digit, second) if torn else (digit,), familiar, are_two_digits(strokes))


def measure_strangeness(image: np.ndarray) -> float:
    """How far an image, uint8 (28, 28), is from the nearest of the ten digits: 1 at the distance within which people's
    drawings are.

    Raises:
        AssetError: the prototypes are missing or broken.
    """
    prototypes, inputs = load_prototypes(), prepare_inputs(image[None], PROTOTYPE_FORM)
    return float(prototypes.strangeness(inputs, np.arange(DIGITS)[None]).min())


@cache
def load_prototypes(path: Path = PROTOTYPES_FILE) -> Prototypes:
    """Load the prototypes that ship with the project; the file is read once per process.

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

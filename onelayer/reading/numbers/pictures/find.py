"""The numbers in a picture, each with its digits and where they are."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from PIL import Image

from onelayer.reading.content import Picture
from onelayer.reading.ink import Ink, find_inks
from onelayer.reading.network import Network
from onelayer.reading.numbers.number import NumberDigit, NumberReading, read_lattice
from onelayer.reading.numbers.pictures.lattice import Scale, find_row_lattice, image_lattice
from onelayer.reading.numbers.pictures.rows import find_rows
from onelayer.reading.photo import (
    CLEAN,
    SPOTLESS,
    STRANGEST,
    BlankPictureError,
    PhotoError,
    find_in_picture,
    find_scale,
    is_image_already,
    load_colours,
)
from onelayer.reading.verdict import measure_strangeness

PIXELS = 200_000  # that the ink is looked for in
LONGEST_SIDE = 1400  # of these
MOST_INKS = 2  # that are read beside the first one; bounds the time
LITTLE_DOUBT, MUCH_DOUBT = 0.1, 0.5  # in clean ink, digits that touch leave more than little doubt
MOST_ROWS = 50
NO_ROWS = "No digit was found: there are only lines or shadows. Write larger, or cut out the number to read."


def read_number_picture(picture: Picture, network: Network) -> list[NumberReading]:
    """Read the numbers in a picture of any size, mode and polarity, from top to bottom.

    Returns:
        A reading for each row of digits, at least one; rows at one height from left to right. Boxes are in the
        picture's pixels, as it is shown, upright.

    Raises:
        PhotoError: the picture is too large or broken, or holds no digit.
        OSError: there is no such file, or it cannot be read.
        AssetError: a file that ships with the project is missing or broken.
    """
    return find_in_picture(picture, partial(_read_numbers, network), LONGEST_SIDE // 2)


def _read_numbers(network: Network, picture: Image.Image, size: tuple[int, int]) -> list[NumberReading]:
    """Read the numbers in a picture that has this width and height in its file. Raises a PhotoError if it has none."""
    colours = load_colours(picture, *size, _working_side(*size))
    scale = find_scale(picture, size, colours)
    if is_image_already(colours):
        image = colours[:, :, 0].astype(np.uint8)
        return [read_lattice(image_lattice(image, scale, network), network)]
    found = _read_best_ink(colours, scale, network)
    if found is None:
        raise BlankPictureError(
            "No digit was found: the picture is blank, or its ink too faint. Write darker, or come closer."
        )
    readings = _without_strange_rows(found.readings)
    if not readings:
        raise PhotoError(NO_ROWS)
    return readings


def _working_side(width: int, height: int) -> int:
    """The longer side of a picture that has PIXELS pixels."""
    longer, shorter = max(width, height, 1), max(min(width, height), 1)
    return min(LONGEST_SIDE, round(math.sqrt(PIXELS * longer / shorter)))


@dataclass(frozen=True, eq=False)
class _Candidate:
    """What one notion of the paper makes of a picture: the ink, and what is read in its rows."""

    ink: Ink
    readings: Sequence[NumberReading]

    @property
    def digits(self) -> list[NumberDigit]:
        """Those of all rows."""
        return [digit for reading in self.readings for digit in reading.digits]

    @property
    def doubt(self) -> float:
        """How doubtful the digits are on average: 0 if all are certain and look like digits; 2 without digits."""
        doubts = [1 - digit.probability + (not digit.reading.verdict.familiar) for digit in self.digits]
        return float(np.mean(doubts)) if doubts else 2.0

    def lacks(self, other: "_Candidate") -> float:
        """The fraction of another one's digits that are not here."""
        return max(0.0, 1 - len(self.digits) / max(len(other.digits), 1))


def _read_best_ink(colours: np.ndarray, scale: Scale, network: Network) -> _Candidate | None:
    """Read the ink by that notion of the paper which leaves least doubt and fewest flaws; None if there is no ink."""
    inks = find_inks(colours)
    first = next(inks, None)
    if first is None:
        return None
    candidates = [_read_ink(first, scale, network)]
    if first.flaws <= SPOTLESS and candidates[0].readings:
        return candidates[0]
    if candidates[0].doubt > (MUCH_DOUBT if first.flaws <= CLEAN else LITTLE_DOUBT):
        for ink in sorted(inks, key=lambda each: each.flaws)[:MOST_INKS]:
            candidates.append(_read_ink(ink, scale, network))
            clean = ink.flaws <= CLEAN and not candidates[-1].lacks(candidates[0])
            if clean and candidates[-1].doubt <= LITTLE_DOUBT:
                break
    return min(candidates, key=lambda each: each.ink.flaws + each.doubt + each.lacks(candidates[0]))


def _read_ink(ink: Ink, scale: Scale, network: Network) -> _Candidate:
    rows = find_rows(ink.values, ink.threshold)[:MOST_ROWS]
    return _Candidate(ink, [read_lattice(find_row_lattice(row, ink.values, scale, network), network) for row in rows])


def _without_strange_rows(readings: Sequence[NumberReading]) -> list[NumberReading]:
    """Leave out rows in which nothing looks like a digit, if something does in another; all of them, if nothing looks
    like one by far."""
    familiar = [reading for reading in readings if any(digit.reading.verdict.familiar for digit in reading.digits)]
    return familiar or [
        reading
        for reading in readings
        if any(measure_strangeness(digit.reading.image) <= STRANGEST for digit in reading.digits)
    ]

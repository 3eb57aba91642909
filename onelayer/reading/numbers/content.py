"""What whole numbers can be read in: strokes, a picture, an array; and the numbers that are read in each."""

from typing import TypeAlias

import numpy as np
from PIL import Image

from onelayer.reading.content import NoInkError, Picture, Strokes, is_picture
from onelayer.reading.drawing import Drawing, DrawingError
from onelayer.reading.network import Network
from onelayer.reading.numbers.number import NumberReading, read_number
from onelayer.reading.numbers.pictures.find import read_number_picture
from onelayer.reading.photo import PhotoError

NumberReadable: TypeAlias = Picture | np.ndarray | Drawing | Strokes
"""What holds numbers: a picture, an array of pixels, a drawing or its strokes."""

EXPECTED = "Expected uint8 (h, w), grey, or (h, w, 3), red, green and blue; or (h, w, 4), with the opacity"


def read_numbers(what: NumberReadable, network: Network) -> list[NumberReading]:
    """Read the numbers in a picture, from top to bottom, or the one of strokes.

    Raises:
        NoInkError: there is no more ink than a dot.
        DrawingError: what should be strokes or an array of pixels is none.
        PhotoError: the picture holds no digit, or cannot be opened.
        OSError: there is no such file, or it cannot be read.
    """
    if isinstance(what, np.ndarray):
        what = _make_picture(what)
    return read_number_picture(what, network) if is_picture(what) else [read_number(what, network)]


def read_one_number(what: NumberReadable, network: Network) -> NumberReading:
    """Read the one number in a picture or in strokes.

    Raises:
        PhotoError: as `read_numbers` does, or the picture holds several rows of digits.
        DrawingError, OSError: as `read_numbers` does.
    """
    readings = read_numbers(what, network)
    if len(readings) > 1:
        raise PhotoError(f"There are {len(readings)} numbers in the picture. Cut out one, or read all of them.")
    return readings[0]


def _make_picture(pixels: np.ndarray) -> Image.Image:
    if pixels.dtype != np.uint8 or not (pixels.ndim == 2 or (pixels.ndim == 3 and pixels.shape[2] in (3, 4))):
        raise DrawingError(f"That is an array {pixels.dtype} {pixels.shape}. {EXPECTED}.")
    if not pixels.any():
        raise NoInkError("There is no ink: all pixels are 0.")
    return Image.fromarray(pixels)

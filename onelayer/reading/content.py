"""What can be read: strokes, an image, a picture; and the image that is read of each."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO, TypeAlias, TypeGuard

import numpy as np
from PIL import Image

from onelayer.reading.drawing import SIDE, Drawing, DrawingError, draw_image, parse_drawing

Strokes: TypeAlias = Sequence[np.ndarray] | Sequence[Sequence[Sequence[float]]]
"""The strokes of one digit, each a list of points or an array (n, 2): x to the right and y down, in the unit square."""
Picture: TypeAlias = str | os.PathLike[str] | IO[bytes] | Image.Image
"""The path of a picture, an open file, a PIL image."""
Readable: TypeAlias = Picture | np.ndarray | Drawing | Strokes
"""What holds one digit: a picture, an image, a drawing or its strokes."""
Box: TypeAlias = tuple[int, int, int, int]
"""Left, top, right and bottom in a picture, in pixels from its left and upper edge."""

EXPECTED = (
    "Expected the path of a picture, an open file, a PIL image, an array uint8 (28, 28) with white ink on black, or "
    "strokes [[(x, y), …], …] with x and y from 0 to 1"
)


class NoInkError(DrawingError):
    """A drawing or an image has no more ink than a dot."""


@dataclass(frozen=True, eq=False)
class Content:
    """The one digit of what is read.

    Attributes:
        image: uint8 (28, 28), white ink on black, as MNIST was made.
        strokes: of a drawing, each float32 (n, 2); none if it is no drawing.
        box: where it is in its picture; None if it is no picture.
    """

    image: np.ndarray
    strokes: Sequence[np.ndarray] = ()
    box: Box | None = None


def find_content(readable: Readable) -> Content:
    """Find the one digit in what is read.

    Raises:
        NoInkError: there is no more ink than a dot.
        DrawingError: it is none of what can be read.
        PhotoError: the picture holds no digit, or more than one, or cannot be opened.
        OSError: there is no such file, or it cannot be read.
    """
    if is_picture(readable):
        from onelayer.reading.photo import find_photo_digit  # what it needs takes time to load

        found = find_photo_digit(readable)
        return Content(found.image, box=found.box)
    content = Content(_check_image(readable)) if isinstance(readable, np.ndarray) else _draw(readable)
    if not content.image.any():
        raise NoInkError("There is no more ink than a dot, and a dot is no digit.")
    return content


def is_picture(value: object) -> TypeGuard[Picture]:
    """Whether a value is a path, an open file or a PIL image."""
    return isinstance(value, str | os.PathLike | Image.Image) or hasattr(value, "read")


def is_one(value: object) -> bool:
    """Whether a value is one thing to read, and not a list of several."""
    if not isinstance(value, list | tuple):
        return True
    return bool(value) and all(_is_stroke(each) for each in value)


def _is_stroke(value: object) -> bool:
    """Whether a value has the form of a stroke: points of two numbers."""
    if isinstance(value, np.ndarray):
        return value.ndim == 2 and value.shape[1] == 2
    return isinstance(value, list | tuple) and all(_is_point(point) for point in value)


def _is_point(value: object) -> bool:
    return isinstance(value, list | tuple | np.ndarray) and all(np.ndim(number) == 0 for number in value)


def _check_image(image: np.ndarray) -> np.ndarray:
    """Check that an array is an image. Raises a DrawingError if it is not."""
    if image.shape != (SIDE, SIDE) or image.dtype != np.uint8:
        raise DrawingError(f"That is an array {image.dtype} {image.shape}. {EXPECTED}.")
    return image


def _draw(drawing: object) -> Content:
    """Draw strokes. Raises a DrawingError if they are none."""
    if isinstance(drawing, Drawing):
        return Content(draw_image(drawing.strokes), drawing.strokes)
    if not isinstance(drawing, list | tuple):
        raise DrawingError(f"{type(drawing).__name__} cannot be read. {EXPECTED}.")
    try:
        strokes = parse_drawing({"strokes": [np.asarray(stroke, np.float64).tolist() for stroke in drawing]}).strokes
    except (TypeError, ValueError) as error:
        if isinstance(error, DrawingError):
            raise
        raise DrawingError(f"A stroke is not a list of points ({error}). {EXPECTED}.") from error
    return Content(draw_image(strokes), strokes)

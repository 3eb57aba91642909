"""A picture of one digit → the image, for the file of Python that a network is saved as.

It is the road of `reading/photo.py` without the prototypes, which would make the file six times as large: what ink a
picture has is seen from the ink alone, and not also from how much the result looks like a digit.
"""

from pathlib import Path

import numpy as np
from PIL import Image

from onelayer.reading.ink import find_inks
from onelayer.reading.morphology import widen
from onelayer.reading.parts import Count, find_digit
from onelayer.reading.photo import CLEARLY_CLEANER, PhotoError, draw_as_mnist, is_image_already, load_colours


def find_image(path: Path | str) -> np.ndarray:
    """Find the digit in a picture file: an image, uint8 (28, 28), white ink on black, as MNIST was made.

    Raises:
        PhotoError: the picture is too large or broken, or holds no digit, or more than one.
        OSError: the file is missing, or no picture.
    """
    with Image.open(path) as picture:
        colours = load_colours(picture, *picture.size)
    if is_image_already(colours):
        return colours[:, :, 0].astype(np.uint8)
    best = None
    for ink in find_inks(colours):  # the stiffest paper first
        if ink.probable and (best is None or ink.flaws < best.flaws - CLEARLY_CLEANER):
            best = ink
    if best is None:
        raise PhotoError(
            "No digit was found: the picture is blank, or its ink too faint. Write darker, or come closer."
        )
    found = find_digit(best.values, best.threshold)
    if found is None:
        raise PhotoError("No digit was found: there are only lines or shadows. Cut out the digit to read.")
    digit, count = found
    if count is Count.MANY:
        raise PhotoError("There seems to be more than one digit in the picture. Cut out the one to read.")
    return draw_as_mnist(np.where(widen(digit), best.values, 0), digit)

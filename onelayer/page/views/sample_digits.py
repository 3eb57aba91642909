"""Digits to try: some of the MNIST test set, and the project's ways of writing."""

from functools import cache

import numpy as np

from onelayer.data.mnist import load_mnist
from onelayer.data.styles import STYLES
from onelayer.page.components.pixel_pictures.pixel_pictures import Picture
from onelayer.reading.drawing import draw_images
from onelayer.reading.network import DIGITS

TEST_DIGITS = 10_000


def first_samples() -> list[Picture]:
    """Make pictures of the first 0, the first 1, … the first 9 of the MNIST test set."""
    return samples_after(-1)


def samples_after(row: int) -> list[Picture]:
    """Make pictures of the next 0, 1, … 9 after a row of the test set; after its end the search begins again."""
    test = load_mnist("test")
    labels = np.roll(test.labels, -(row + 1))
    rows = [(int(np.argmax(labels == digit)) + row + 1) % TEST_DIGITS for digit in range(DIGITS)]
    images = [test.images[row].tobytes() for row in rows]
    return [Picture(image, f"{digit}", f"A {digit} from the MNIST test set") for digit, image in enumerate(images)]


@cache
def style_images() -> np.ndarray:
    """Draw all ways of writing, without variation: images, uint8 (n, 28, 28)."""
    return draw_images([style.strokes for style in STYLES])


def style_pictures() -> list[Picture]:
    """Make the pictures of all ways of writing, with their names for visitors who cannot see them."""
    return [
        Picture(image.tobytes(), str(style.digit), f"A way of writing {style.digit}: {style.name}")
        for style, image in zip(STYLES, style_images(), strict=True)
    ]

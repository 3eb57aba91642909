"""Digits to try: some of the MNIST test set, and the project's ways of writing."""

from functools import cache

import numpy as np

from onelayer.data.mnist import load_mnist
from onelayer.data.styles import STYLES
from onelayer.page.components.pixel_pictures.pixel_pictures import Picture
from onelayer.reading.drawing import draw_images
from onelayer.reading.network import DIGITS


def first_of_each_digit() -> list[int]:
    """Return rows of the MNIST test set: of the first 0, the first 1, … the first 9."""
    labels = load_mnist("test").labels
    return [int(np.argmax(labels == digit)) for digit in range(DIGITS)]


def next_of_each_digit(after: int) -> list[int]:
    """Return the next row of each digit after a row; after the end the search goes on at the beginning."""
    labels = np.roll(load_mnist("test").labels, -(after + 1))
    return [int((np.argmax(labels == digit) + after + 1) % len(labels)) for digit in range(DIGITS)]


def sample_pictures(rows: list[int]) -> list[Picture]:
    """Make the pictures of these rows of the MNIST test set."""
    test = load_mnist("test")
    return [
        Picture(test.images[row], f"{test.labels[row]}", f"A {test.labels[row]} from the MNIST test set", row)
        for row in rows
    ]


@cache
def style_images() -> np.ndarray:
    """Draw all ways of writing, without variation: images, uint8 (n, 28, 28)."""
    return draw_images([style.strokes for style in STYLES])


def style_pictures() -> list[Picture]:
    """Make the pictures of all ways of writing, with their names for visitors who cannot see them."""
    return [
        Picture(image, str(style.digit), f"A way of writing {style.digit}: {style.name}")
        for style, image in zip(STYLES, style_images(), strict=True)
    ]

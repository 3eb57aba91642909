"""A network as one file of Python: with its numbers, all that makes its inputs, and a way to read a picture."""

import base64
import inspect
from textwrap import fill

import numpy as np

from onelayer.files import picture_of_digit
from onelayer.files.python_code import format_inputs, join_parts, source_of
from onelayer.reading import drawing, ink, morphology, parts, photo, rules
from onelayer.reading.network import Network, softmax

FILE_NAME = "one_layer.py"

_HEAD = '''\
"""One dense layer, 784 → 10, with the numbers of a trained network. It needs NumPy and Pillow, and nothing else.

    python one_layer.py seven.png       prints the digit in a picture, and the ten probabilities

    from one_layer import find_image, read
    read(find_image("seven.png")[None])     # probabilities, (1, 10), of images, uint8 (n, 28, 28)

images: white ink on black, as in MNIST.
probabilities = softmax(prepare_inputs(images).reshape(-1, 784) @ kernel + bias)

A picture holds one digit, dark on light or light on dark, in any size and any format that Pillow opens. It is turned as
the camera says; shaded paper, printed lines and specks are left out; size, stroke width and place become those that
MNIST's digits have. A picture of 28 × 28 pixels that is laid out as MNIST's are is read as it is. What is no digit,
such as a letter, is read as one: cut out what is to be read.
"""

import base64
import math
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter, ImageOps
'''

_CONSTANTS = {
    drawing: ("SIDE", "BOX", "PEN_WIDTH", "CENTRE_OF_MASS"),
    photo: ("MOST_PIXELS", "WORKING_SIDE", "THINNEST", "THICKEST", "CLEARLY_CLEANER", "FINE"),
}
_OF_PHOTO = (
    photo.PhotoError,
    photo.load_colours,
    photo._put_on_paper,
    photo.is_image_already,
    photo.draw_as_mnist,
    photo._fill_box,
    photo._even_strokes,
)

_TAIL = '''\
def read(images: np.ndarray) -> np.ndarray:
    """Compute the probabilities, float64 (n, 10), of images, uint8 (n, 28, 28)."""
    return softmax(prepare_inputs(images).reshape(-1, 784) @ kernel + bias)


def main(paths: list[str]) -> int:
    """Print the digit and the ten probabilities of each picture; return 1 if one could not be read."""
    failed = not paths
    if failed:
        print("Expected pictures: python one_layer.py seven.png", file=sys.stderr)
    for path in paths:
        try:
            (probabilities,) = read(find_image(path)[None])
        except (PhotoError, OSError) as error:
            print(f"{{path}}: {{error}}", file=sys.stderr)
            failed = True
            continue
        print(f"{{path}}: {{probabilities.argmax()}}")
        for digit, probability in enumerate(probabilities):
            print(f"  {{digit}}  {{probability:.6f}}")
    return int(failed)


def decode(text: str) -> np.ndarray:
    """Decode float32 numbers from their bytes in base64. Sums of raw pixels, 0 to 255, need float64."""
    return np.frombuffer(base64.b64decode(text), "<f4").astype(np.float64)


kernel = decode("""
{kernel}
""").reshape(784, 10)

bias = decode("""
{bias}
""")

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
'''


def format_python_file(network: Network) -> str:
    """Write a Python file that reads images and pictures of digits as this app does, with the network's numbers."""
    constants = [f"{name} = {getattr(module, name)!r}" for module, names in _CONSTANTS.items() for name in names]
    return join_parts(
        [
            _HEAD + "\n" + "\n".join(constants),
            format_inputs(network.input_form),
            *map(source_of, (morphology, ink, rules, parts)),
            *(inspect.getsource(part) for part in _OF_PHOTO),
            source_of(picture_of_digit),
            inspect.getsource(softmax),
            _TAIL.format(kernel=_encode(network.kernel), bias=_encode(network.bias)),
        ]
    )


def _encode(array: np.ndarray) -> str:
    return fill(base64.b64encode(array.astype("<f4").tobytes()).decode("ascii"), 118)

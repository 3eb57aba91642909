"""Images → inputs: the 784 numbers that the dense layer multiplies, in four forms.

raw         raw pixels, 0 to 255, as in the article
scaled      scaled pixels, 0 to 1
upright     upright pixels: their square root, 0 to 1, after the digit was straightened and scaled to a fixed size
directions  edge directions: the strength of the upright image's edges at each of 7 × 7 places in each of 16 directions
"""

from typing import Literal

import numpy as np

from onelayer.reading.directions import make_directions
from onelayer.reading.drawing import SIDE
from onelayer.reading.upright import make_upright

InputForm = Literal["raw", "scaled", "upright", "directions"]
INPUT_NAMES: dict[InputForm, str] = {
    "raw": "raw pixels",
    "scaled": "scaled pixels",
    "upright": "upright pixels",
    "directions": "edge directions",
}
"""The input forms, and the names of their inputs in a sentence."""
INPUT_FORMS = tuple(INPUT_NAMES)

PIXELS = SIDE * SIDE
CHUNK = 1000  # images prepared together: bounds the memory that is needed


def prepare_inputs(images: np.ndarray, input_form: InputForm) -> np.ndarray:
    """Make from images the inputs that the dense layer multiplies.

    Args:
        images: uint8 (n, 28, 28), or (28, 28) for one image.
        input_form: one of INPUT_FORMS.

    Returns:
        float32 (n, 784), or (784,) for one image.

    Raises:
        ValueError: the shape of the images is another, or there is no such input form.
    """
    if images.shape[-2:] != (SIDE, SIDE) or images.ndim not in (2, 3):
        raise ValueError(f"Images have the shape {images.shape}; expected (28, 28) or (n, 28, 28).")
    if input_form not in INPUT_FORMS:
        raise ValueError(f"There is no input form {input_form!r}; expected one of {', '.join(INPUT_FORMS)}.")
    stack = images.reshape(-1, SIDE, SIDE)
    inputs = np.empty((len(stack), PIXELS), np.float32)
    for start in range(0, len(stack), CHUNK):
        chunk = slice(start, start + CHUNK)
        inputs[chunk] = _prepare(stack[chunk], input_form).reshape(-1, PIXELS)
    return inputs.reshape((*images.shape[:-2], PIXELS))


def _prepare(images: np.ndarray, input_form: InputForm) -> np.ndarray:
    if input_form == "raw":
        return images
    if input_form == "scaled":
        return images / np.float32(255)
    upright = make_upright(images)
    return np.sqrt(upright) if input_form == "upright" else make_directions(upright)

"""The page's public endpoint, for programs."""

import base64
import binascii
import reprlib
from typing import Any

import gradio as gr
import numpy as np

from onelayer.reading.drawing import SIDE, DrawingError, draw_image, parse_drawing
from onelayer.reading.inputs import PIXELS
from onelayer.reading.verdict import judge
from onelayer.storage import load_shipped_network
from onelayer.ui.session import SHIPPED


def read(drawing: dict[str, Any], network: str = "directions") -> dict[str, Any]:
    """Read a drawing.

    drawing: {"strokes": [[[x, y], …], …]} with x to the right and y down, 0 to 1; or {"image": base64 of 784 bytes},
    28 × 28 row by row, white on black as MNIST was made.
    network: directions, upright or article.
    Returns {"digit", "probabilities", "sure"}, or nulls for an empty drawing. sure is false if two digits are close, or
    if the drawing looks like no digit.
    """
    if not isinstance(network, str) or network not in SHIPPED:
        raise gr.Error(
            f"There is no network {reprlib.repr(network)}; expected {' or '.join(SHIPPED)}.", print_exception=False
        )
    try:
        image = parse_image(drawing)
    except DrawingError as error:
        raise gr.Error(str(error), print_exception=False) from None
    if not image.any():
        return {"digit": None, "probabilities": None, "sure": None}
    reader = load_shipped_network(network).network
    reading = reader.read(image)
    return {
        "digit": reading.predicted_digit,
        "probabilities": [float(p) for p in reading.probabilities],
        "sure": judge(reading, reader).sure,
    }


def parse_image(drawing: object) -> np.ndarray:
    """The image, uint8 (28, 28), of what a program sends to be read; all 0 where there is no more ink than a dot.

    Raises:
        DrawingError: it is neither a drawing nor an image.
    """
    if drawing is None:
        return np.zeros((SIDE, SIDE), np.uint8)
    if isinstance(drawing, dict) and drawing.get("image") is not None:
        return _decode_image(drawing["image"])
    return draw_image(parse_drawing(drawing).strokes)


def _decode_image(text: object) -> np.ndarray:
    expected = "Expected the base64 of its 784 bytes, row by row."
    if not isinstance(text, str) or len(text) > 2 * PIXELS:
        raise DrawingError(f"That is not an image. {expected}")
    try:
        content = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise DrawingError(f"That is not an image: {error}. {expected}") from error
    if len(content) != PIXELS:
        raise DrawingError(f"That is not an image: it has {len(content)} bytes. {expected}")
    return np.frombuffer(content, np.uint8).reshape(SIDE, SIDE)

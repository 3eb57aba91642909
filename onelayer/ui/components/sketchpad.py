"""The sketchpad: a canvas that sends its strokes while the pen moves, and shows an image that is put on it."""

import base64
import binascii
from typing import Any

import gradio as gr
import numpy as np

from onelayer.drawing import MOST_POINTS, MOST_STROKES, Drawing, DrawingError, draw_image, parse_drawing
from onelayer.inputs import PIXELS, SIDE
from onelayer.ui.components.browser_component import BrowserComponent


class Sketchpad(BrowserComponent):
    """What is on the pad: a drawing, an image, or nothing.

    In the browser the value is `{"strokes": [[[x, y], …], …]}`, or `{"image": base64 of 784 bytes}`, or null;
    `input` is sent with each animation frame in which it changed. A handler gets the image, uint8 (28, 28), or None
    for an empty pad, and gives an image or None.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(most_points=MOST_POINTS, most_strokes=MOST_STROKES, **options)

    def preprocess(self, payload: Any) -> np.ndarray | None:
        try:
            return image_of(payload)
        except DrawingError as error:
            raise gr.Error(str(error), title="That cannot be read", print_exception=False) from None

    def postprocess(self, value: np.ndarray | None) -> Any:
        return None if value is None else {"image": base64.b64encode(value.tobytes()).decode("ascii")}

    def example_payload(self) -> Any:
        return {"strokes": [[[0.5, 0.2], [0.5, 0.8]]]}


def image_of(payload: object) -> np.ndarray | None:
    """The image, uint8 (28, 28), of what a browser sends as the pad's value; None where there is no ink.

    Raises:
        DrawingError: it is neither a drawing nor an image.
    """
    if payload is None or payload == "":
        return None
    if isinstance(payload, dict) and "image" in payload:
        return _decode_image(payload["image"])
    drawing: Drawing = parse_drawing(payload)
    image = draw_image(drawing.strokes)
    return image if image.any() else None


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

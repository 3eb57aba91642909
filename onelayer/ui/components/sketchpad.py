"""The sketchpad: a canvas that holds strokes, or an image that is put on it."""

import base64
import binascii
import json
from dataclasses import dataclass
from typing import Any

import gradio as gr
import numpy as np

from onelayer.reading.drawing import (
    MOST_POINTS,
    MOST_STROKES,
    SIDE,
    DrawingError,
    draw_image,
    parse_drawing,
)
from onelayer.reading.inputs import PIXELS
from onelayer.ui.components.browser_component import BrowserComponent

PEN_WIDTH = 0.062  # of the pad's side; for the eye only: the image has a pen of its own
AGAINST_RUNNER_UP = -1
LONGEST_TEXT = 1_000_000  # characters; a full pad has some 400,000


@dataclass(frozen=True, eq=False)
class PadContent:
    """image: uint8 (28, 28), as MNIST was made; strokes: what was drawn, none where an image was put on the pad."""

    image: np.ndarray
    strokes: tuple[np.ndarray, ...] = ()


@dataclass(frozen=True, eq=False)
class PadImage:
    """An image to be put on a pad.

    Attributes:
        image: uint8 (28, 28), as MNIST was made.
        text: what it is of, in words.
        cutout: a picture file's content, PNG: what was cut out of a larger picture; None where it was not.
        against: the digit to explain the answer against; AGAINST_RUNNER_UP for the runner-up.
    """

    image: np.ndarray
    text: str
    cutout: bytes | None = None
    against: int = AGAINST_RUNNER_UP


class Sketchpad(BrowserComponent):
    """What is on the pad: a drawing, an image, or nothing.

    In the browser the value is JSON text: `{"number": 5, "strokes": [[[x, y], …], …], "image": null}`, or
    `{"number": 5, "strokes": [], "image": base64 of 784 bytes}`; the number counts the pad's changes. The page reads
    it itself; `input` is sent when the pen has come to rest. A handler gets a PadContent, or None for an empty pad, and
    gives a PadImage or None.
    """

    def __init__(self, *, elem_id: str, **options: Any) -> None:
        super().__init__(
            elem_id=elem_id,
            pad_id=elem_id,
            pen=PEN_WIDTH,
            most_points=MOST_POINTS,
            most_strokes=MOST_STROKES,
            **options,
        )

    def preprocess(self, payload: Any) -> PadContent | None:
        try:
            return parse_pad(payload)
        except DrawingError as error:
            raise gr.Error(str(error), title="That cannot be read", print_exception=False) from None

    def encode(self, value: PadImage) -> Any:
        cutout = None if value.cutout is None else f"data:image/png;base64,{_to_base64(value.cutout)}"
        origin = {"text": value.text, "cutout": cutout, "against": value.against}
        return {"image": _to_base64(value.image.tobytes()), "origin": origin}

    def example_payload(self) -> Any:
        return json.dumps({"strokes": [[[0.5, 0.2], [0.5, 0.8]]]})


def parse_pad(payload: object) -> PadContent | None:
    """A pad's value, which is JSON text or what that text says; None where there is no more ink than a dot, or an
    image is black all over.

    Raises:
        DrawingError: it is neither a drawing nor an image.
    """
    if payload is None or payload == "":
        return None
    if isinstance(payload, str):
        payload = _parse_json(payload)
    if isinstance(payload, dict) and payload.get("image") is not None:
        image = _decode_image(payload["image"])
        return PadContent(image) if image.any() else None
    strokes = parse_drawing(payload).strokes
    image = draw_image(strokes)
    return PadContent(image, strokes) if image.any() else None


def parse_numbered_pad(payload: object) -> tuple[int, PadContent | None]:
    """The number of the pad's change that a value is of, 0 where it says none, and its content as parse_pad gives it.

    Raises:
        DrawingError: as parse_pad does.
    """
    fields = _parse_json(payload) if isinstance(payload, str) and payload else payload
    number = fields.get("number") if isinstance(fields, dict) else None
    return number if type(number) is int else 0, parse_pad(fields)


def _to_base64(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def _parse_json(text: str) -> object:
    if len(text) > LONGEST_TEXT:
        raise DrawingError(
            f"The drawing's text has {len(text):,} characters; {LONGEST_TEXT:,} are the most that are read."
        )
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DrawingError(f"The drawing is not JSON ({error}).") from error


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

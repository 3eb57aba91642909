"""The sketchpad: a canvas that holds strokes, or an image that is put on it."""

import base64
from dataclasses import dataclass
from typing import Any

import numpy as np

from onelayer.page.components.browser_component import BrowserComponent
from onelayer.reading.drawing import MOST_POINTS, MOST_STROKES

PEN_WIDTH = 0.062  # of the pad's side; for the eye only: the image has a pen of its own
AGAINST_RUNNER_UP = -1


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
    """What is on the pad stays in the page, which reads it itself. A handler gives a PadImage, which is put on it."""

    def __init__(self, *, elem_id: str, **options: Any) -> None:
        super().__init__(
            elem_id=elem_id,
            pad_id=elem_id,
            pen=PEN_WIDTH,
            most_points=MOST_POINTS,
            most_strokes=MOST_STROKES,
            **options,
        )

    def encode(self, value: PadImage) -> Any:
        cutout = None if value.cutout is None else f"data:image/png;base64,{_to_base64(value.cutout)}"
        origin = {"text": value.text, "cutout": cutout, "against": value.against}
        return {"image": _to_base64(value.image.tobytes()), "origin": origin}


def _to_base64(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")

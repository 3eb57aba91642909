"""Pictures of 28 × 28 pixels in a grid: images, inputs or evidence, drawn in the browser from numbers."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from onelayer.reading.inputs import PIXELS
from onelayer.ui.components.browser_component import BrowserComponent

Kind = Literal["ink", "evidence"]
Source = Literal["pipeline", "inputs", "replay"]


@dataclass(frozen=True, eq=False)
class Picture:
    """One picture.

    Attributes:
        pixels: 784 numbers; for ink 0 (none) to 1 (full), for evidence -1 (against) to 1 (for).
        caption: the text below the picture.
        text: a description for visitors who cannot see it.
        index: the number that `select` sends for it; None for its place, from 0.
    """

    pixels: np.ndarray
    caption: str
    text: str
    index: int | None = None


class PixelPictures(BrowserComponent):
    """Pictures with fixed places. A handler gives a list of Picture, or None for empty places.

    Args:
        count: the number of places.
        kind: `ink` (one colour) or `evidence` (orange for, blue against).
        columns: the number of pictures in a row.
        columns_narrow: the same on a phone.
        captions: the captions of empty places.
        selectable: each picture is a button. `select` sends the `index` of the picture that the visitor saw, even if
            another picture arrives meanwhile.
        sparse: a place without a picture is hidden.
        opens_on: the elem_id of the pad on which a picture is put when it is pressed; then `select` is not sent.
        source: the page makes the pictures itself, from its readings or from the snapshot that the replay shows.
    """

    def __init__(
        self,
        *,
        count: int,
        kind: Kind = "ink",
        columns: int,
        columns_narrow: int,
        captions: Sequence[str] = (),
        selectable: bool = False,
        sparse: bool = False,
        opens_on: str | None = None,
        source: Source | None = None,
        value: Any = None,
        **options: Any,
    ) -> None:
        self.kind = kind
        super().__init__(
            value=value,
            columns=columns,
            columns_narrow=columns_narrow,
            captions=[*captions, *[""] * (count - len(captions))],
            selectable=selectable or opens_on is not None,
            sparse=sparse,
            opens_on=opens_on,
            source=source,
            **options,
        )

    def encode(self, value: list[Picture]) -> Any:
        return [
            {
                "pixels": encode_pixels(picture.pixels, self.kind == "evidence"),
                "caption": picture.caption,
                "text": picture.text,
                "index": place if picture.index is None else picture.index,
            }
            for place, picture in enumerate(value)
        ]


def encode_pixels(pixels: np.ndarray, signed: bool) -> str:
    """Encode 784 numbers, -1 to 1 if signed, else 0 to 1, as the letter `s` or `u` and a byte each in base64."""
    scaled = np.round(np.clip(pixels.reshape(PIXELS), -1 if signed else 0, 1) * (127 if signed else 255))
    content = scaled.astype(np.int8 if signed else np.uint8).tobytes()
    return ("s" if signed else "u") + base64.b64encode(content).decode("ascii")

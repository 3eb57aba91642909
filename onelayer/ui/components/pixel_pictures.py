"""Pictures of 28×28 pixels in a grid: images, inputs or evidence, drawn in the browser from numbers."""

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
    """pixels: 784 numbers; for ink 0 (none) to 1 (full), for evidence -1 (against) to 1 (for).

    caption: what stands under it; text: what it shows, in words; index: what `select` carries of it, its place if None.
    """

    pixels: np.ndarray
    caption: str
    text: str
    index: int | None = None


class PixelPictures(BrowserComponent):
    """`count` pictures, each in its place from the start. A handler gives a list of Picture, or None for empty places.

    kind: `ink` (one colour) or `evidence` (orange for, blue against). selectable: each picture is a button and
    `select` carries its `index`: that of the picture which the visitor saw, although another may be on its way.
    sparse: a place without a picture is hidden.
    opens_on: the elem_id of the pad that a picture is put on when it is pressed; then `select` is not sent.
    source: what the page makes itself, of its readings or of the snapshot that the replay shows.
    columns: pictures in a row; columns_narrow: on a phone.
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
    """784 numbers, -1 to 1 if signed, else 0 to 1, as base64 of a byte each, after a letter that says which: `s` or
    `u`."""
    scaled = np.round(np.clip(pixels.reshape(PIXELS), -1 if signed else 0, 1) * (127 if signed else 255))
    content = scaled.astype(np.int8 if signed else np.uint8).tobytes()
    return ("s" if signed else "u") + base64.b64encode(content).decode("ascii")

"""Pictures of 28 × 28 pixels in a grid: images, inputs or evidence, drawn in the browser."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from onelayer.page.components.browser_component import PageComponent

MOST_DIGITS = 20  # of the test set, shown at once

Source = Literal["pipeline", "inputs"]


@dataclass(frozen=True)
class Picture:
    """One picture.

    Attributes:
        image: 784 bytes.
        caption: the text below the picture.
        text: a description for visitors who cannot see it.
    """

    image: bytes
    caption: str
    text: str


class PixelPictures(PageComponent):
    """Pictures with fixed places. A handler gives a list of Picture, or None for empty places.

    The page itself may show others, through the slot of the element's id (`slots.js`).

    Args:
        count: the number of places.
        columns: the number of pictures in a row.
        columns_narrow: the same on a phone.
        captions: the captions of empty places.
        selectable: each picture is a button, and a press tells the slot.
        sparse: a place without a picture is hidden.
        opens_on: the elem_id of the pad on which a picture is put when it is pressed.
        source: the page makes the pictures itself, from its readings.
    """

    def __init__(
        self,
        *,
        count: int,
        columns: int,
        columns_narrow: int = 5,
        captions: Sequence[str] = (),
        selectable: bool = False,
        sparse: bool = False,
        opens_on: str | None = None,
        source: Source | None = None,
        value: Any = None,
        **options: Any,
    ) -> None:
        super().__init__(
            "pixel_pictures",
            value,
            columns=columns,
            columns_narrow=columns_narrow,
            captions=[*captions, *[""] * (count - len(captions))],
            selectable=selectable or opens_on is not None,
            sparse=sparse,
            opens_on=opens_on,
            source=source,
            **options,
        )


def build_mnist_digits(elem_id: str, columns: int = 10) -> PixelPictures:
    """Build places for up to MOST_DIGITS digits of the test set; the page shows them, and opens one that is pressed."""
    return PixelPictures(count=MOST_DIGITS, columns=columns, selectable=True, sparse=True, elem_id=elem_id)

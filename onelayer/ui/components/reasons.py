"""The reasons for an answer, side by side: each a picture or two, what adds up beside them, a sentence, and the line of
mathematics behind it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

import numpy as np

from onelayer.ui.components.browser_component import BrowserComponent
from onelayer.ui.components.pixel_pictures import encode_pixels


@dataclass(frozen=True, eq=False)
class Layer:
    """pixels: (784,), -1 to 1 where `signed`, else 0 to 1; under: ink that shines through; text: what it shows;
    edges: they are drawn as the edges of direction inputs."""

    pixels: np.ndarray
    text: str
    signed: bool = True
    under: np.ndarray | None = None
    edges: bool = False


@dataclass(frozen=True)
class Term:
    """One line of the sum, with its amount as it is to be printed."""

    name: str
    amount: str
    kind: Literal["", "for", "against", "total"] = ""


@dataclass(frozen=True, eq=False)
class Reason:
    """What stands in the component."""

    heading: str
    sentence: str
    pictures: list[Layer]
    terms: list[Term]


@dataclass(frozen=True)
class Section:
    """The place of one reason. name: its element's id; heading, waiting: what stands there before there is one."""

    name: str
    heading: str
    waiting: str
    formula: str
    pictures: int = 1


class Reasons(BrowserComponent):
    """A handler gives a Reason for each section, or None for an empty pad.

    They are one component, though each has a view of its own: they follow the pen, and each output of a handler
    takes a way of its own to the page.
    """

    def __init__(self, sections: Sequence[Section], **options: Any) -> None:
        super().__init__(sections=[asdict(section) for section in sections], **options)

    def encode(self, value: list[Reason]) -> Any:
        return [_encode(reason) for reason in value]


def _encode(reason: Reason) -> dict[str, Any]:
    return {
        "heading": reason.heading,
        "sentence": reason.sentence,
        "pictures": [
            {
                "pixels": encode_pixels(layer.pixels, layer.signed, layer.edges),
                "under": None if layer.under is None else encode_pixels(layer.under, False),
                "text": layer.text,
            }
            for layer in reason.pictures
        ],
        "terms": [{"name": term.name, "amount": term.amount, "kind": term.kind} for term in reason.terms],
    }

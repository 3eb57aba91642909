"""A kernel to look through: what it looks for, its weights at any place, the difference of any two digits."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from onelayer.ui.components.browser_component import BrowserComponent
from onelayer.ui.components.pixel_pictures import Picture, encode_pixels


@dataclass(frozen=True, eq=False)
class Looks:
    """What a network looks for.

    Attributes:
        key: of the network.
        pictures: of the ten digits.
    """

    key: str
    pictures: Sequence[Picture]


class KernelExplorer(BrowserComponent):
    """It shows the kernel of the network that reads, which the page has. A handler gives what it looks for; `select` is
    sent when another network begins to read while it is in view."""

    def encode(self, value: Looks) -> Any:
        pictures = [{"pixels": encode_pixels(each.pixels, signed=True), "text": each.text} for each in value.pictures]
        return {"key": value.key, "pictures": pictures}

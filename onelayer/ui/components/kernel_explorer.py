"""A view of a kernel: what the network looks for, the weights at any place, the difference of any two digits."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from onelayer.ui.components.browser_component import BrowserComponent
from onelayer.ui.components.pixel_pictures import Picture, encode_pixels


@dataclass(frozen=True, eq=False)
class Looks:
    """What a network looks for.

    Attributes:
        key: the key of the network.
        pictures: the average evidence for each digit, ten pictures.
    """

    key: str
    pictures: Sequence[Picture]


class KernelExplorer(BrowserComponent):
    """Shows the kernel of the network in use, which the page has. A handler gives Looks.

    `select` is sent when another network is chosen while the view is visible.
    """

    def encode(self, value: Looks) -> Any:
        pictures = [{"pixels": encode_pixels(each.pixels, signed=True), "text": each.text} for each in value.pictures]
        return {"key": value.key, "pictures": pictures}

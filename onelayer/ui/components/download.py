"""A button that saves a file in the visitor's browser. The server makes the content on request and keeps no copy."""

import time
from dataclasses import asdict, dataclass
from typing import Any

from onelayer.ui.components.browser_component import BrowserComponent


@dataclass(frozen=True)
class File:
    """A file to save.

    Attributes:
        name: the name with its ending.
        content: the bytes.
    """

    name: str
    content: bytes


class Download(BrowserComponent):
    """Sends `download` when the button is pressed; a handler gives a File, or None for no file.

    Args:
        label: the text of the button.
    """

    def __init__(self, *, label: str, **options: Any) -> None:
        super().__init__(button_label=label, **options)

    def encode(self, value: File) -> Any:
        # With the moment, two downloads of the same content are different values, and the page hears of both.
        return {**asdict(value), "moment": time.time_ns()}

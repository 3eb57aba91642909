"""A button that saves a file in the visitor's browser. The server makes its content when asked, and keeps no copy."""

import base64
import time
from dataclasses import dataclass
from typing import Any

from onelayer.ui.components.browser_component import BrowserComponent


@dataclass(frozen=True)
class File:
    """name: with its ending; content: the bytes."""

    name: str
    content: bytes


class Download(BrowserComponent):
    """`download` is sent when the button is pressed; a handler gives a File, or None for nothing.

    label: what the button says.
    """

    def __init__(self, *, label: str, **options: Any) -> None:
        super().__init__(button_label=label, **options)

    def encode(self, value: File) -> Any:
        # The moment makes two downloads of the same content two values.
        content = base64.b64encode(value.content).decode("ascii")
        return {"name": value.name, "content": content, "moment": time.time_ns()}

"""A button that saves the visitor's drawings in a file. The server makes pictures and arrays of them and keeps none."""

import time
from typing import Any

from onelayer.page.components.browser_component import BrowserComponent


class Download(BrowserComponent):
    """Saves the drawings. If `is_made` it sends `download` with their `lines`, and a handler gives the file's bytes.

    Args:
        label: the text of the button.
        file_name: the file's name with its ending; the writer's name is added.
        is_made: the server makes the file; otherwise the lines are the file.
    """

    def __init__(self, *, label: str, file_name: str, is_made: bool = True, **options: Any) -> None:
        super().__init__(button_label=label, file_name=file_name, is_made=is_made, **options)

    def encode(self, value: bytes) -> Any:
        # With the moment, two downloads of the same content are different values, and the page hears of both.
        return {"content": value, "moment": time.time_ns()}

"""Files of the visitor's, sent to the server as they are: no copy of them is written there."""

import base64
import binascii
from dataclasses import dataclass
from typing import Any

import gradio as gr

from onelayer.ui.components.browser_component import BrowserComponent, event_field

MOST_BYTES = 5_000_000  # of all files together
MOST_FILES = 100


@dataclass(frozen=True, eq=False)
class PickedFile:
    """name: as in the visitor's folder; content: the bytes."""

    name: str
    content: bytes


class FilePicker(BrowserComponent):
    """`upload` carries what `parse_files` reads. label: what the button says; accept: endings, as HTML has them."""

    def __init__(self, *, label: str, accept: str, **options: Any) -> None:
        super().__init__(button_label=label, accept=accept, most_bytes=MOST_BYTES, most_files=MOST_FILES, **options)

    def encode(self, value: Any) -> Any:
        return value


def parse_files(event: gr.EventData) -> list[PickedFile]:
    """The files that were picked.

    Raises:
        gradio.Error: the event holds none; a page's would.
    """
    files = event_field(event, "files")
    if not isinstance(files, list) or len(files) > MOST_FILES:
        raise gr.Error(f"No files arrived: expected a list of up to {MOST_FILES}.", print_exception=False)
    try:
        return [PickedFile(str(file["name"])[:200], base64.b64decode(file["content"], validate=True)) for file in files]
    except (TypeError, KeyError, ValueError, binascii.Error) as error:
        expected = "each needs a name and its content in base64."
        raise gr.Error(f"No files arrived: {expected}", print_exception=False) from error

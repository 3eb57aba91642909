"""What a visitor keeps in the browser, so that it outlives the page and the server; and whether the browser kept it."""

from dataclasses import dataclass
from typing import Any

from onelayer.ui.components.browser_component import BrowserComponent


@dataclass(frozen=True)
class ToKeep:
    """text: what to keep, empty to forget; words: what that is, for the visitor."""

    text: str
    words: str


class BrowserStorage(BrowserComponent):
    """When the page opens, `select` carries the `text` that was kept, if any. A handler gives what to keep from now on.

    gr.BrowserState would keep it too, but says only in the browser's console that storage is full or blocked.
    """

    def __init__(self, *, key: str, **options: Any) -> None:
        super().__init__(storage_key=key, **options)

    def encode(self, value: ToKeep) -> Any:
        return {"text": value.text, "words": value.words}

"""What a visitor keeps in the browser, so that it outlives the page and the server; and whether the browser kept it."""

import json
from dataclasses import dataclass
from typing import Any

import gradio as gr

from onelayer.ui.components.browser_component import BrowserComponent


@dataclass(frozen=True)
class StorageUpdate:
    """text: what to keep, empty to forget, None to leave it as it is; words: what that is, for the visitor."""

    text: str | None
    words: str


class BrowserStorage(BrowserComponent):
    """When the page opens, `select` carries the `text` that was kept, if any. A handler gives what to keep from now on.
    When another page of the same browser keeps something else, `input` is fired, and the value that a handler gets is
    its text, empty if it forgot.

    gr.BrowserState would keep it too, but says only in the browser's console that storage is full or blocked.
    """

    def __init__(self, *, key: str, **options: Any) -> None:
        super().__init__(storage_key=key, **options)

    def preprocess(self, payload: Any) -> str:
        try:
            text = json.loads(payload)["heard"]
        except (TypeError, ValueError, KeyError, RecursionError):
            text = None
        if not isinstance(text, str):
            raise gr.Error("Nothing was heard: expected what another page keeps.", print_exception=False)
        return text

    def encode(self, value: StorageUpdate) -> Any:
        return {"text": value.text, "words": value.words}

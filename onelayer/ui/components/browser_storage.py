"""What a visitor keeps in the browser, so that it outlives the page and the server; and whether the browser kept it."""

import json
import time
from dataclasses import asdict, dataclass
from typing import Any

import gradio as gr

from onelayer.ui.components.browser_component import BrowserComponent
from onelayer.ui.components.labelled_drawings import LIMITS


@dataclass(frozen=True)
class StorageUpdate:
    """What the browser is to keep from now on. The drawings it keeps by itself.

    Attributes:
        yours: the network called Yours, in base64; None for the one that it keeps.
        problem: a sentence on what could not be read of that.
        forget: everything, the drawings too.
    """

    yours: str | None = None
    problem: str = ""
    forget: bool = False


class BrowserStorage(BrowserComponent):
    """Keeps the drawings by itself, and the network called Yours as a handler gives it: a StorageUpdate.

    When the page opens, `select` carries `yours`, the network that was kept, if any. When another page of the same
    browser keeps another network, `input` is fired, and the value that a handler gets is its text, empty if it forgot.

    gr.BrowserState would keep it too, but says only in the browser's console that storage is full or blocked.
    """

    def __init__(self, *, key: str, **options: Any) -> None:
        super().__init__(storage_key=key, limits=LIMITS, **options)

    def preprocess(self, payload: Any) -> str:
        try:
            text = json.loads(payload)["heard"]
        except (TypeError, ValueError, KeyError, RecursionError):
            text = None
        if not isinstance(text, str):
            raise gr.Error("Nothing was heard: expected what another page keeps.", print_exception=False)
        return text

    def encode(self, value: StorageUpdate) -> Any:
        # The moment makes two answers of the same content two values: the page waits for each.
        return {**asdict(value), "moment": time.time_ns()}

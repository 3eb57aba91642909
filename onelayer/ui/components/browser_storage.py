"""What a visitor keeps in the browser, so that it outlives the page and the server; and whether the browser kept it."""

import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

import gradio as gr

from onelayer.ui.components.browser_component import BrowserComponent
from onelayer.ui.components.labelled_drawings import LIMITS


@dataclass(frozen=True)
class StoredItem:
    """A run, or what a lesson taught.

    Attributes:
        key: of its network.
        name: what the visitor calls it.
        kept: the visitor asked for it to be kept.
        file: its content in base64; None where the browser has it.
    """

    key: str
    name: str
    kept: bool
    file: str | None = None


@dataclass(frozen=True)
class StorageUpdate:
    """What the browser is to keep from now on. The drawings and the settings it keeps by itself.

    Attributes:
        items: all that it is to keep; None for what it keeps. What it is to keep and has not, it asks for.
        unread: the keys of what it keeps and the server could not read: they stay.
        problem: sentences on these.
        forget: all, or all but the drawings.
    """

    items: Sequence[StoredItem] | None = None
    unread: Sequence[str] = ()
    problem: str = ""
    forget: Literal["", "session", "all"] = ""


class BrowserStorage(BrowserComponent):
    """Keeps the drawings and the settings by itself, and what a handler gives: a StorageUpdate.

    `select` is sent when the page opens, with `items` and `settings` that were kept; when the server has started anew,
    with `items`; and with nothing when something is lacking. When another page of the same browser keeps something
    else, `input` is fired, and a handler gets the `items` that are kept now. `apply` is sent when a handler has taken
    either up while views of the visitor's networks are open: what they show is older.

    gr.BrowserState would keep it too, but says only in the browser's console that storage is full or blocked.
    """

    def __init__(self, *, key: str, settings: Any = None, views: str = "#none", **options: Any) -> None:
        """settings: those that need not be kept, by name: the defaults; views: what shows networks, a CSS selector."""
        super().__init__(storage_key=key, limits=LIMITS, default_settings=settings, views=views, **options)

    def preprocess(self, payload: Any) -> list[Any]:
        try:
            items = json.loads(payload)["heard"]
        except (TypeError, ValueError, KeyError, RecursionError):
            items = None
        if not isinstance(items, list):
            raise gr.Error("Nothing was heard: expected what another page keeps.", print_exception=False)
        return items

    def encode(self, value: StorageUpdate) -> Any:
        # The moment makes two answers of the same content two values: the page waits for each.
        return {**asdict(value), "moment": time.time_ns()}

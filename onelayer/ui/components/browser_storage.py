"""The storage of the visitor's browser, whose content outlives page and server; shows whether the browser kept it."""

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
    """A run or Your hand.

    Attributes:
        key: the key of its network.
        name: its name for the visitor.
        kept: the visitor asked to keep it.
        file: its content in base64; None if the browser has it.
    """

    key: str
    name: str
    kept: bool
    file: str | None = None


@dataclass(frozen=True)
class StorageUpdate:
    """Tells the browser what to keep from now on, besides drawings and settings, which it keeps by itself.

    Attributes:
        items: all items to keep; the page asks for the files that it does not have. None: no change.
        unread: the keys of stored items that the server could not read; they stay stored.
        problem: sentences about these items.
        forget: `all` to forget everything, `session` to forget everything except the drawings.
    """

    items: Sequence[StoredItem] | None = None
    unread: Sequence[str] = ()
    problem: str = ""
    forget: Literal["", "session", "all"] = ""


class BrowserStorage(BrowserComponent):
    """Keeps drawings and settings by itself, and the items of the StorageUpdate that a handler gives.

    `select` is sent when the page opens, with the kept `items` and `settings`; when the server has restarted, with
    `items`; and without data when a file is missing. `input` is sent when another page of the same browser has changed
    the items; a handler gets the `items` that are kept now. `apply` is sent after a handler has changed the session in
    this way while views of the visitor's networks are visible, because they then show old data.

    gr.BrowserState would keep the data too, but reports only in the browser's console that storage is full or blocked.
    """

    def __init__(self, *, key: str, settings: Any = None, views: str = "#none", **options: Any) -> None:
        """Make the component.

        Args:
            key: the key of the storage, which also begins the other keys.
            settings: the default settings by name; they need not be kept.
            views: a CSS selector of the views that show networks.
        """
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
        # With the moment, two updates with the same content are different values; the page waits for each of them.
        return {**asdict(value), "moment": time.time_ns()}

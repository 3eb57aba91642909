"""Drawings in a grid: each can be played stroke by stroke, relabelled or deleted, and what was changed undone."""

from typing import Any

from onelayer.ui.components.browser_component import BrowserComponent


class DrawingsGrid(BrowserComponent):
    """In the page alone: it shows the visitor's drawings, and changes them. note_id: the element's in which it says
    what was done."""

    def __init__(self, *, note_id: str, **options: Any) -> None:
        super().__init__(note_id=note_id, **options)

    def encode(self, value: Any) -> Any:
        return value

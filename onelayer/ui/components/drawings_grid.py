"""Drawings in a grid. Each can be played stroke by stroke, relabelled or deleted; changes can be undone."""

from typing import Any

from onelayer.ui.components.browser_component import BrowserComponent


class DrawingsGrid(BrowserComponent):
    """Works in the page alone: shows the visitor's drawings and changes them.

    Args:
        note_id: the id of the element that says what was done.
    """

    def __init__(self, *, note_id: str, **options: Any) -> None:
        super().__init__(note_id=note_id, **options)

    def encode(self, value: Any) -> Any:
        return value

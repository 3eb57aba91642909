"""Drawings in a grid: each can be played stroke by stroke, relabelled or deleted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import gradio as gr

from onelayer.reading.drawing import Drawing
from onelayer.ui.components.browser_component import BrowserComponent, event_field

PAGE = 60  # drawings shown at once

ActionName = Literal["relabel", "delete", "undo", "page"]
ACTIONS: tuple[ActionName, ...] = ("relabel", "delete", "undo", "page")


@dataclass(frozen=True, eq=False)
class DrawingsPage:
    """What the grid shows.

    Attributes:
        drawings: all of them.
        page: which PAGE of them to show, from 0, the latest first.
        can_undo: a change can be undone.
    """

    drawings: Sequence[Drawing]
    page: int = 0
    can_undo: bool = False

    @property
    def pages(self) -> int:
        """How many there are; at least one."""
        return max(1, -(-len(self.drawings) // PAGE))


@dataclass(frozen=True)
class GridAction:
    """What a visitor asked for.

    Attributes:
        name: what to do.
        index: of the drawing among all, or of the page.
        label: the new one, for `relabel`.
    """

    name: ActionName
    index: int
    label: int


class DrawingsGrid(BrowserComponent):
    """A handler gives a DrawingsPage; `select` carries what `parse_grid_action` reads."""

    def encode(self, value: DrawingsPage) -> Any:
        count = len(value.drawings)
        page = min(max(value.page, 0), value.pages - 1)
        shown = range(count - 1 - page * PAGE, max(-1, count - 1 - (page + 1) * PAGE), -1)
        return {
            "total": count,
            "page": page,
            "pages": value.pages,
            "can_undo": value.can_undo,
            "items": [_item(index, value.drawings[index]) for index in shown],
        }


def _item(index: int, drawing: Drawing) -> dict[str, Any]:
    return {
        "index": index,
        "label": drawing.label,
        "writer": drawing.writer or "",
        "strokes": [[[round(float(x), 3), round(float(y), 3)] for x, y in stroke] for stroke in drawing.strokes],
    }


def parse_grid_action(event: gr.EventData) -> GridAction:
    """What a visitor asked for.

    Raises:
        gradio.Error: the event does not say; a page would.
    """
    action, index, label = (event_field(event, name) for name in ("action", "index", "label"))
    if action not in ACTIONS or type(index) is not int or type(label) is not int or not 0 <= label <= 9:
        raise gr.Error(
            f"Nothing was chosen: expected one of {', '.join(ACTIONS)}, a drawing and a label.", print_exception=False
        )
    return GridAction(action, index, label)

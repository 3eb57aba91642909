"""A table of shaded cells, each a button: a confusion matrix, or a sweep over two settings."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import gradio as gr

from onelayer.ui.components.browser_component import BrowserComponent, event_field


@dataclass(frozen=True)
class Cell:
    """A cell.

    Attributes:
        text: the text in the cell.
        fraction: the strength of its colour, 0 to 1.
        words: a description for visitors who cannot see it.
        kind: `right` has the colour of ink, `wrong` is orange, `outside` is struck through and has no colour, `waiting`
            is empty.
    """

    text: str
    fraction: float
    words: str
    kind: Literal["right", "wrong", "outside", "waiting"] = "right"


@dataclass(frozen=True)
class Grid:
    """A table of cells.

    Attributes:
        rows: the names of the rows.
        columns: the names of the columns.
        cells: the cells, row by row.
    """

    rows: Sequence[str]
    columns: Sequence[str]
    cells: Sequence[Sequence[Cell]]


class HeatGrid(BrowserComponent):
    """A handler gives a Grid, or None to hide the table. `select` has the `row` and the `column` of the chosen cell.

    Args:
        row_title: what the rows are.
        column_title: what the columns are.
        tall: the cells have two lines of text.
    """

    def __init__(
        self, *, row_title: str, column_title: str, tall: bool = False, value: Any = None, **options: Any
    ) -> None:
        super().__init__(value=value, row_title=row_title, column_title=column_title, tall=tall, **options)


def parse_cell(event: gr.EventData, rows: int, columns: int) -> tuple[int, int]:
    """Return the row and the column of the chosen cell, in a table of so many rows and columns.

    Raises:
        gradio.Error: the event names no such cell; raised only for forged events.
    """
    row, column = event_field(event, "row"), event_field(event, "column")
    if type(row) is not int or type(column) is not int or not (0 <= row < rows and 0 <= column < columns):
        raise gr.Error(f"No cell was chosen: expected one of {rows} rows and {columns} columns.", print_exception=False)
    return row, column

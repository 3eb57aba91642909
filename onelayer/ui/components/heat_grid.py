"""A table of shaded cells, each a button: a confusion matrix, or a sweep over two settings."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

import gradio as gr

from onelayer.ui.components.browser_component import BrowserComponent, event_field


@dataclass(frozen=True)
class Cell:
    """text: what stands in it; share: how full its colour is, 0 to 1; words: what it says, for who cannot see it.

    kind: `right` is ink, `wrong` orange, `outside` struck through, of no colour; `waiting` is empty.
    """

    text: str
    share: float
    words: str
    kind: Literal["right", "wrong", "outside", "waiting"] = "right"


@dataclass(frozen=True)
class Grid:
    """rows, columns: their names; cells: row by row."""

    rows: Sequence[str]
    columns: Sequence[str]
    cells: Sequence[Sequence[Cell]]


class HeatGrid(BrowserComponent):
    """A handler gives a Grid, or None for nothing to see. `select` carries the `row` and the `column` of the cell that
    was chosen.

    row_title, column_title: what the rows and the columns are; tall: there are two lines in a cell.
    """

    def __init__(
        self, *, row_title: str, column_title: str, tall: bool = False, value: Any = None, **options: Any
    ) -> None:
        super().__init__(value=value, row_title=row_title, column_title=column_title, tall=tall, **options)

    def encode(self, value: Grid) -> Any:
        return asdict(value)


def parse_cell(event: gr.EventData, rows: int, columns: int) -> tuple[int, int]:
    """The row and the column of the cell that was chosen, of so many.

    Raises:
        gradio.Error: the event does not say; a page would.
    """
    row, column = event_field(event, "row"), event_field(event, "column")
    if type(row) is not int or type(column) is not int or not (0 <= row < rows and 0 <= column < columns):
        raise gr.Error(f"No cell was chosen: expected one of {rows} rows and {columns} columns.", print_exception=False)
    return row, column

"""A table of shaded cells, each a button: a confusion matrix, or a sweep over two settings."""

from typing import Any

from onelayer.page.components.browser_component import BrowserComponent


class HeatGrid(BrowserComponent):
    """The page shows the grid of its slot (`heat_grid.js`: Grid); a press on a cell tells the slot its row and column,
    and then sends `select`.

    Args:
        row_title: what the rows are.
        column_title: what the columns are.
        tall: the cells have two lines of text.
    """

    def __init__(self, *, row_title: str, column_title: str, tall: bool = False, **options: Any) -> None:
        super().__init__(row_title=row_title, column_title=column_title, tall=tall, **options)

"""The confusion matrix on the 10,000 test digits, and the digits of a chosen cell."""

from dataclasses import dataclass

import gradio as gr
import numpy as np

from onelayer.data.mnist import load_mnist
from onelayer.reading.network import DIGITS
from onelayer.training.evaluation import confusion_matrix, mnist_test_logits
from onelayer.ui.components.heat_grid import Cell, Grid, HeatGrid, parse_cell
from onelayer.ui.components.pixel_pictures import PixelPictures
from onelayer.ui.glossary import link_word
from onelayer.ui.listeners import AT_ONCE, bind
from onelayer.ui.session import Session
from onelayer.ui.views.mnist_digits import (
    MOST_PICTURES,
    DigitOpener,
    build_mnist_digits,
    digit_pictures,
    wire_mnist_digits,
)
from onelayer.ui.views.network_choice import find_network
from onelayer.ui.views.session_publisher import Updates
from onelayer.ui.views.shown_network import ShownNetwork

ALL_WRONG = DIGITS  # the column after the digits
HEADING = f"## {link_word('confusion', 'Confusion matrix')} on the 10,000 test digits"
CHOOSE = "Choose a cell to see its digits, then a digit to see why it was read so."


@dataclass(frozen=True, eq=False)
class ConfusionView:
    """The components of the view.

    Attributes:
        summary: the number of digits that are read correctly.
        matrix: the cells.
        chosen: names the cell whose digits are shown.
        pictures: these digits.
    """

    summary: gr.Markdown
    matrix: HeatGrid
    chosen: gr.Markdown
    pictures: PixelPictures


def build_confusion_view() -> ConfusionView:
    """Build the view, without a matrix."""
    with gr.Row(elem_classes="columns"):
        with gr.Column(min_width=300):
            summary = gr.Markdown(HEADING, elem_id="confusion-summary", elem_classes="quiet")
            matrix = HeatGrid(row_title="it is", column_title="read as", elem_id="confusion")
        with gr.Column(min_width=300):
            chosen = gr.Markdown(CHOOSE, elem_id="cell-sentence", elem_classes="quiet")
            pictures = build_mnist_digits("cell-digits", columns=5)
    return ConfusionView(summary, matrix, chosen, pictures)


def show_matrix(view: ConfusionView, key: str, session: Session) -> Updates:
    """Show the matrix of the network with a key."""
    logits = mnist_test_logits(find_network(session, key))
    counts = confusion_matrix(load_mnist("test").labels, logits.argmax(axis=1))
    right = int(np.trace(counts))
    summary = (
        f"{HEADING}\n**{session.name_of(key)}** reads {right:,} right and {counts.sum() - right:,} wrong; the last "
        "column is the accuracy on each digit."
    )
    return {view.summary: summary, view.matrix: matrix_grid(counts), view.chosen: CHOOSE, view.pictures: None}


def open_cell(view: ConfusionView, key: str, session: Session, event: gr.EventData) -> Updates:
    """Show the digits of the cell that was clicked."""
    row, column = parse_cell(event, DIGITS, DIGITS + 1)
    logits = mnist_test_logits(find_network(session, key))
    members = cell_members(logits.argmax(axis=1), row, column)
    cell = f"{row}, read as anything else" if column == ALL_WRONG else f"{row}, read as {column}"
    count = f"**{len(members):,}** of them" if len(members) != 1 else "**1** digit"
    text = f"{cell}: {count}" + (f", {MOST_PICTURES} shown." if len(members) > MOST_PICTURES else ".")
    return {view.chosen: text, view.pictures: digit_pictures(members[:MOST_PICTURES], logits)}


def wire_confusion_view(view: ConfusionView, shown: ShownNetwork, opener: DigitOpener) -> None:
    """Follow the shown network. A click on a cell shows its digits; a click on a digit puts it on the pad."""
    network = [shown.key, shown.session]
    shown.on_change(bind(show_matrix, view), network, [view.summary, view.matrix, view.chosen, view.pictures])
    view.matrix.select(bind(open_cell, view), network, [view.chosen, view.pictures], **AT_ONCE)
    wire_mnist_digits(view.pictures, shown, opener)


def matrix_grid(counts: np.ndarray) -> Grid:
    """Make the grid of counts (10, 10), labels × predicted digits, with each label's accuracy in the last column."""
    totals = np.maximum(counts.sum(axis=1), 1)
    most_wrong = max(1, int((counts - np.diag(np.diag(counts))).max()))
    cells = [
        [
            *(_count_cell(counts, label, predicted, most_wrong) for predicted in range(DIGITS)),
            _accuracy_cell(label, row),
        ]
        for label, row in enumerate(np.diag(counts) / totals)
    ]
    return Grid([str(digit) for digit in range(DIGITS)], [*map(str, range(DIGITS)), "%"], cells)


def _count_cell(counts: np.ndarray, label: int, predicted: int, most_wrong: int) -> Cell:
    count, right = int(counts[label, predicted]), predicted == label
    fraction = count / max(1, int(counts[label].sum())) if right else (count / most_wrong) ** 0.5
    text = f"{label} read as {predicted}: {count}"
    return Cell(f"{count}" if count else "", round(0.9 * fraction, 3), text, "right" if right else "wrong")


def _accuracy_cell(label: int, accuracy: float) -> Cell:
    percent = f"{100 * accuracy:.1f}"
    return Cell(percent, 0, f"Of all {label}, {percent} % are read right: see the others")


def cell_members(predicted: np.ndarray, row: int, column: int) -> list[int]:
    """Find the rows of the test set that a cell counts, from the predicted digits (10,000,)."""
    is_label = load_mnist("test").labels == row
    is_member = predicted != row if column == ALL_WRONG else predicted == column
    return [int(i) for i in np.flatnonzero(is_label & is_member)]

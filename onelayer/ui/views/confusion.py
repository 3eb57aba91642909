"""The confusion matrix on the 10,000 test digits, and the digits of any of its cells."""

from typing import Any

import gradio as gr
import numpy as np

from onelayer.evaluation import confusion_matrix, mnist_test_logits
from onelayer.mnist import load_mnist
from onelayer.network import DIGITS
from onelayer.ui.components.heat_grid import Cell, Grid, HeatGrid, cell_of
from onelayer.ui.components.pixel_pictures import Picture
from onelayer.ui.listeners import AT_ONCE
from onelayer.ui.session import Session
from onelayer.ui.views.mnist_digits import SHOWN, Landing, build_mnist_digits, digit_pictures
from onelayer.ui.views.shown_network import ShownNetwork

ALL_WRONG = DIGITS  # the column after the digits
CHOOSE = "Choose a cell to see its digits, then a digit to see why it was read so."


def build_confusion_view(shown: ShownNetwork, landing: Landing) -> None:
    """The view, and what it does."""
    # Components
    with gr.Row(elem_classes="columns"):
        with gr.Column(min_width=300):
            summary = gr.Markdown(
                "### Confusion matrix on the 10,000 test digits", elem_id="confusion-summary", elem_classes="quiet"
            )
            matrix = HeatGrid(row_title="it is", column_title="read as", elem_id="confusion")
        with gr.Column(min_width=300):
            gr.Markdown("### Digits of a cell", elem_classes="small-heading")
            chosen = gr.Markdown(CHOOSE, elem_id="cell-sentence", elem_classes="quiet")
            pictures = build_mnist_digits(shown, landing, "cell-digits", columns=5)

    # Handlers
    def show(key: str, owned: Session) -> tuple[Any, ...]:
        logits = mnist_test_logits(owned.network(key))
        counts = confusion_matrix(load_mnist("test").labels, logits.argmax(axis=1))
        right = int(np.trace(counts))
        return (
            f"### Confusion matrix on the 10,000 test digits\n**{owned.name_of(key)}** reads {right:,} right and "
            f"{counts.sum() - right:,} wrong; the last column is the share of each digit that is read right.",
            matrix_grid(counts),
            CHOOSE,
            None,
        )

    def open_cell(key: str, owned: Session, event: gr.EventData) -> tuple[str, list[Picture]]:
        row, column = cell_of(event, DIGITS, DIGITS + 1)
        logits = mnist_test_logits(owned.network(key))
        members = cell_members(logits.argmax(axis=1), row, column)
        asked = f"{row}, read as anything else" if column == ALL_WRONG else f"{row}, read as {column}"
        how_many = f"**{len(members):,}** of them" if len(members) != 1 else "**1** digit"
        text = f"{asked}: {how_many}" + (f", {SHOWN} shown." if len(members) > SHOWN else ".")
        return text, digit_pictures(members[:SHOWN], logits)

    # Wiring
    shown.on_change(show, [shown.key, shown.session], [summary, matrix, chosen, pictures])
    matrix.select(open_cell, [shown.key, shown.session], [chosen, pictures], **AT_ONCE)


def matrix_grid(counts: np.ndarray) -> Grid:
    """Counts (10, 10), labels by what was read, with each label's share of right readings as the last column."""
    totals = counts.sum(axis=1)
    most_wrong = max(1, int((counts - np.diag(np.diag(counts))).max()))
    cells = []
    for label in range(DIGITS):
        line = []
        for said in range(DIGITS):
            count = int(counts[label, said])
            right = said == label
            share = count / max(1, int(totals[label])) if right else (count / most_wrong) ** 0.5
            line.append(
                Cell(
                    f"{count}" if count else "",
                    round(0.9 * share, 3),
                    f"{label} read as {said}: {count:,}",
                    "right" if right else "wrong",
                )
            )
        accuracy = counts[label, label] / max(1, totals[label])
        line.append(
            Cell(f"{100 * accuracy:.1f}", 0, f"Of all {label}, {100 * accuracy:.1f} % are read right: see the others")
        )
        cells.append(line)
    return Grid([str(digit) for digit in range(DIGITS)], [*map(str, range(DIGITS)), "%"], cells)


def cell_members(read_as: np.ndarray, row: int, column: int) -> list[int]:
    """Rows of the test set that a cell counts, of what each was read as (10,000,)."""
    is_label = load_mnist("test").labels == row
    return [int(i) for i in np.flatnonzero(is_label & (read_as != row if column == ALL_WRONG else read_as == column))]

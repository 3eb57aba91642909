"""A sweep as a picture: the result of one epoch at each learning rate and batch size."""

import gradio as gr

from onelayer.training.sweep import BATCH_SIZES, FACTORS
from onelayer.ui.components.heat_grid import HeatGrid
from onelayer.ui.components.job_bar import JobBar
from onelayer.ui.glossary import link_word


def build_sweep_view() -> JobBar:
    """Build the view, with nothing trained yet."""
    gr.Markdown(
        "Learning rate × batch size: one epoch for each pair, with the other settings as above. A rate too "
        "small hardly moves the weights. One too large throws them about until the loss is far above where it "
        f"began: **{link_word('diverged', 'divergence')}**, orange and ↑. (The accuracy may look fine all the "
        "same: it does not ask how wrong.)",
        elem_classes="quiet",
    )
    bar = JobBar(
        start="Sweep",
        start_id="sweep-start",
        stop_id="sweep-stop",
        state_id="sweep-state",
        sentence=f"{len(FACTORS)} rates × {len(BATCH_SIZES)} batch sizes: some seconds.",
        has_inputs=True,
        elem_id="sweep-bar",
    )
    HeatGrid(row_title="rate", column_title="batch", tall=True, elem_id="sweep")
    return bar

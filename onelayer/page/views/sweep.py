"""A sweep as a picture: the result of one epoch at each learning rate and batch size."""

import json
from dataclasses import dataclass

import gradio as gr

from onelayer.page.components.heat_grid.heat_grid import HeatGrid
from onelayer.page.components.job_bar.job_bar import JobBar
from onelayer.page.glossary import link_word
from onelayer.page.listeners import PRIVATE
from onelayer.page.modules import import_of
from onelayer.page.views.recipe_settings import FIELDS, RecipeSettings
from onelayer.training.recipe import LIMITS


@dataclass(frozen=True, eq=False)
class SweepView:
    """The components of the view.

    Attributes:
        bar: Sweep, Stop and the line with the progress.
        grid: a cell for each recipe.
    """

    bar: JobBar
    grid: HeatGrid


def build_sweep_view() -> SweepView:
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
        sentence="6 rates × 4 batch sizes: some seconds.",
        has_inputs=True,
        elem_id="sweep-bar",
    )
    return SweepView(bar, HeatGrid(row_title="rate", column_title="batch", tall=True, elem_id="sweep"))


def wire_sweep_view(view: SweepView, settings: RecipeSettings) -> None:
    """Let a sweep start from the settings, and a press on a cell put its two numbers into them; without the server."""
    module = import_of("page/runs/sweeping.js")
    limits = json.dumps({name: LIMITS[name] for name in ("examples", "learning_rate")})
    sweep = (
        "(...values) => {"
        f" const recipe = Object.fromEntries({json.dumps(FIELDS)}.map((name, at) => [name, values[at]]));"
        f" {module}.then((module) => module.sweep(recipe, {limits})); return []; }}"
    )
    view.bar.submit(None, settings.components, None, js=sweep, **PRIVATE)
    pair = [settings.by_name["learning_rate"], settings.by_name["batch_size"]]
    view.grid.select(None, None, pair, js=f"async () => (await {module}).chosenPair()", **PRIVATE)

"""A sweep as a picture: the result of one epoch at each learning rate and batch size."""

import gradio as gr

from onelayer.page.components.browser_component import PageComponent
from onelayer.page.glossary import link_word
from onelayer.page.listeners import PRIVATE
from onelayer.page.views.recipe_settings import Settings, call_with_recipe, recipe_components
from onelayer.page.views.recipe_words import known_recipes


def build_sweep_view(settings: Settings) -> None:
    """Build the view, with nothing trained yet. A sweep starts from the settings; without the server."""
    gr.Markdown(
        "Learning rate × batch size: one epoch for each pair, with the other settings as above. A rate too "
        "small hardly moves the weights. One too large throws them about until the loss is far above where it "
        f"began: **{link_word('diverged', 'divergence')}**, orange and ↑. (The accuracy may look fine all the "
        "same: it does not ask how wrong.)",
        elem_classes="quiet",
    )
    bar = PageComponent(
        "job_bar",
        start="Sweep",
        start_id="sweep-start",
        stop_id="sweep-stop",
        state_id="sweep-state",
        sentence="6 rates × 4 batch sizes: some seconds.",
        has_inputs=True,
        elem_id="sweep-bar",
    )
    PageComponent("heat_grid", row_title="rate", column_title="batch", tall=True, elem_id="sweep")
    sweep = call_with_recipe("page/runs/sweep/sweeping.js", "sweep", known_recipes()["limits"])
    bar.submit(None, recipe_components(settings), None, js=sweep, **PRIVATE)

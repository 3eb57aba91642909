"""The Climb tab: trains six recipes for the same layer, each with one change; the last is better than LeNet-5."""

import gradio as gr

from onelayer.ui.components.climb_picture import ClimbPicture
from onelayer.ui.components.job_bar import JobBar
from onelayer.ui.components.rungs import Rungs
from onelayer.ui.glossary import link_word
from onelayer.ui.views.climb_step import build_climb_step_view
from onelayer.ui.views.recipe_settings import RecipeSettings


def build_climb_tab() -> Rungs:
    """Lay the tab out; call it inside its gr.Tab."""
    gr.Markdown(
        "The same layer of 7,850 numbers, trained six times. **Each rung changes one thing**; better "
        f"{link_word('inputs')} help most.",
        elem_classes="lead",
    )
    with gr.Row(elem_classes="columns", elem_id="climb-top"):
        with gr.Column(min_width=220, scale=1):
            JobBar(
                start="Climb",
                start_id="climb-start",
                stop_id="climb-stop",
                state_id="climb-state",
                sentence="Six rungs, about half a minute. First guess below how many digits each one will read.",
                elem_id="climb-bar",
            )
        with gr.Column(min_width=280, scale=3):
            ClimbPicture(elem_id="climb-picture")
    rungs = Rungs(elem_id="rungs")
    with gr.Column(elem_id="climb-step"):
        build_climb_step_view()
    return rungs


def wire_climb_tab(rungs: Rungs, settings: RecipeSettings) -> None:
    """Connect the components with their handlers."""

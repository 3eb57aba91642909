"""The Climb tab: trains recipes for the same layer, each with one change; the last is better than LeNet-5."""

from typing import Any

import gradio as gr

from onelayer.page.components.browser_component import PageComponent
from onelayer.page.glossary import link_word
from onelayer.page.views.climb_step import build_climb_step_view
from onelayer.training.published import MILESTONES
from onelayer.training.recipes import RUNGS


def build_climb_tab() -> None:
    """Lay the tab out; call it inside its gr.Tab."""
    gr.Markdown(
        "The same layer of 7,850 numbers, trained again and again. **Each rung changes one thing**; better "
        f"{link_word('inputs')} help most: {link_word('upright')}, then {link_word('directions')}.",
        elem_classes="lead",
    )
    with gr.Row(elem_classes="columns", elem_id="climb-top"):
        with gr.Column(min_width=220, scale=1):
            PageComponent(
                "job_bar",
                start="Climb",
                start_id="climb-start",
                stop_id="climb-stop",
                state_id="climb-state",
                sentence=f"{len(RUNGS)} rungs, about a minute. First guess below how many digits each one will read.",
                has_inputs=False,
                elem_id="climb-bar",
            )
        with gr.Column(min_width=280, scale=3):
            errors = [{"key": rung.key, "name": rung.name, "error": 1 - rung.measured.test} for rung in RUNGS]
            milestones = [milestone._asdict() for milestone in MILESTONES]
            PageComponent("climb_picture", rungs=errors, milestones=milestones, elem_id="climb-picture")
    PageComponent("rungs", rungs=describe_rungs(), elem_id="rungs")
    with gr.Column(elem_id="climb-step"):
        build_climb_step_view()


def describe_rungs() -> list[dict[str, Any]]:
    """List what the page is told of each rung: its words, its recipe, and what we measured."""
    return [
        {
            **{name: getattr(rung, name) for name in ("key", "name", "change", "reason", "formula")},
            "recipe": rung.recipe.to_dict(),
            "test": f"{100 * rung.measured.test:.2f}",
            "people": f"{100 * rung.measured.people:.1f}",
        }
        for rung in RUNGS
    ]

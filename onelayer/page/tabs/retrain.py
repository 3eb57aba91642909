"""The Retrain tab: choose a recipe, change it, and watch the network learn; tabs below show what it learned."""

from typing import Any

import gradio as gr

from onelayer.page.components.browser_component import PageComponent
from onelayer.page.components.pixel_pictures.pixel_pictures import PixelPictures
from onelayer.page.glossary import link_word
from onelayer.page.listeners import AT_ONCE, PRIVATE
from onelayer.page.views.confusion import build_confusion_view
from onelayer.page.views.keras_script import make_script
from onelayer.page.views.looks import ABOUT
from onelayer.page.views.recipe_settings import (
    Settings,
    build_first_settings,
    build_other_settings,
    call_with_recipe,
    recipe_components,
    wire_recipe_settings,
)
from onelayer.page.views.recipe_words import known_recipes
from onelayer.page.views.replay import build_replay_view
from onelayer.page.views.runs import build_runs_view
from onelayer.page.views.sweep import build_sweep_view
from onelayer.training.published import PUBLISHED

READY = "Ready. At the end of a run this line says how many of the test digits its network reads."


def build_retrain_tab() -> Settings:
    """Lay the tab out, and return its settings; call it inside its gr.Tab.

    On a phone the bar with Train stays in view, over the parts below.
    """
    gr.Markdown(
        f"Each {link_word('batch')} moves the {link_word('weight', 'weights')} a little **against the "
        f"{link_word('gradient')} of the {link_word('loss')}**: "
        "kernel ← kernel − rate · ∂loss/∂kernel.",
        elem_classes="lead",
        elem_id="retrain-lead",
    )
    with gr.Row(elem_classes="columns", elem_id="training"):
        with gr.Column(min_width=280, scale=2, elem_id="settings"):
            with gr.Column(elem_id="first-settings"):
                settings = build_first_settings()
                PageComponent("sentence", text="", elem_id="first-weights-note")
            train = PageComponent(
                "job_bar",
                start="Train",
                start_id="train",
                stop_id="stop",
                state_id="run-state",
                sentence=READY,
                has_inputs=True,
                elem_id="train-bar",
            )
            PageComponent("read_again", elem_id="read-again")
            copy_script = PageComponent("copy_script", elem_id="copy-script")
        with gr.Column(min_width=280, scale=3, elem_id="progress"):
            _build_curves()
            _build_weights()
        with gr.Accordion("More", open=False, elem_id="more-settings"):
            _build_more(settings)
    with gr.Tabs(elem_id="afterwards"):
        with gr.Tab("Replay"):
            build_replay_view()
        with gr.Tab("Runs"):
            build_runs_view()
        with gr.Tab("Mistakes"):
            build_confusion_view()
        with gr.Tab("Sweep"):
            build_sweep_view(settings)
        with gr.Tab("Log"):
            gr.Markdown("A line for each epoch of a run, in the shape of Keras’.", elem_classes="quiet")
            PageComponent("run_log", elem_id="log")
    wire_recipe_settings(settings)
    recipe, with_drawings = recipe_components(settings), settings["with_drawings"]
    known = {**known_recipes(), "printed": PUBLISHED[0].validation}
    retrain = call_with_recipe("page/runs/retrain/retraining.js", "retrain", known)
    train.submit(None, [*recipe, with_drawings, settings["slow"]], None, js=retrain, **PRIVATE)
    copy_script.select(make_script, [with_drawings, *recipe], copy_script, **AT_ONCE)
    return settings


def _build_more(settings: Settings) -> None:
    """Lay the other settings out, and add them to those that there are."""
    settings["with_drawings"] = gr.Checkbox(
        False,
        label="Include my handwriting",
        info="Variations of your drawings, a tenth as many as there are other images",
        elem_id="with-hand",
    )
    settings["slow"] = gr.Checkbox(False, label="Slow motion", info="Paces the updates, to watch", elem_id="slow")
    settings |= build_other_settings()
    PageComponent("first_weights", elem_id="first-weights")


def _build_curves() -> None:
    with gr.Row(elem_classes="curves", elem_id="run-curves"):
        options: dict[str, Any] = {"follows_replay": True, "sparse": False, "min_width": 240}
        PageComponent(
            "curves", title="Loss, on a logarithmic scale", scale_kind="logarithmic", elem_id="loss", **options
        )
        PageComponent("curves", title="Accuracy", scale_kind="fraction", elem_id="accuracy", **options)


def _build_weights() -> None:
    gr.Markdown(
        f"## What it looks for\n{ABOUT}",
        elem_classes="small-heading",
    )
    PixelPictures(
        count=10,
        columns=5,
        captions=list("0123456789"),
        elem_id="weights",
    )

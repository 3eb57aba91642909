"""The effect of a step of the climb: the test digits that it fixed, and those that it broke."""

import gradio as gr

from onelayer.page.components.browser_component import PageComponent
from onelayer.page.components.pixel_pictures.pixel_pictures import build_mnist_digits


def build_climb_step_view() -> None:
    """Build the view, without a step."""
    gr.Markdown("## Fixed and broken", elem_classes="small-heading")
    PageComponent("sentence", text="", elem_id="step-sentence")
    with gr.Row(elem_classes="columns"):
        with gr.Column(min_width=280):
            PageComponent("sentence", text="", elem_id="fixed-sentence")
            build_mnist_digits("fixed-digits", columns=5)
        with gr.Column(min_width=280):
            PageComponent("sentence", text="", elem_id="broken-sentence")
            build_mnist_digits("broken-digits", columns=5)

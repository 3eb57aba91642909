"""Replay: the snapshots of a run, one after another, and how each reads the drawing on the pad."""

import gradio as gr

from onelayer.page.components.browser_component import PageComponent
from onelayer.page.components.pixel_pictures.pixel_pictures import PixelPictures
from onelayer.page.views.sample_digits import first_samples
from onelayer.reading.network import DIGITS


def build_replay_view() -> None:
    """Build a slider over the snapshots of the shown run, digits to replay, and ten bars for what is on the pad."""
    with gr.Row(elem_classes="columns", elem_id="replayed"):
        with gr.Column(min_width=240):
            PageComponent("replay", elem_id="replay")
            with gr.Column(elem_id="replay-samples"):
                gr.Markdown(
                    "Replay it on your drawing, or on one of these, which then is on the pad:", elem_classes="quiet"
                )
                PixelPictures(
                    count=DIGITS,
                    columns=5,
                    opens_on="pad",
                    value=first_samples(),
                    elem_id="replay-digits",
                )
        with gr.Column(min_width=240, elem_id="replay-reading"):
            gr.Markdown("## What is on the pad, read by that network", elem_classes="small-heading")
            PageComponent("answer", source="replay", elem_id="replay-answer")

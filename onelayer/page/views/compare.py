"""Compares runs: their curves in one plot, and the difference between what two networks look for."""

import gradio as gr

from onelayer.page.components.browser_component import PageComponent
from onelayer.page.components.pixel_pictures.pixel_pictures import PixelPictures
from onelayer.reading.network import DIGITS


def build_compare_view() -> None:
    """Build the view, with nothing chosen."""
    gr.Markdown("## Compare", elem_classes="small-heading")
    PageComponent("sentence", text="", elem_id="compare-sentence")
    with gr.Row(elem_classes="curves"):
        for metric, scale in (("loss", "logarithmic"), ("accuracy", "fraction")):
            title, elem_id = f"{metric.capitalize()} (validation)", f"compare-{metric}"
            PageComponent("curves", title=title, scale_kind=scale, sparse=True, min_width=240, elem_id=elem_id)
    PixelPictures(
        count=DIGITS,
        columns=10,
        captions=list("0123456789"),
        sparse=True,
        elem_id="compare-weights",
    )

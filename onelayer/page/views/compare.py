"""Compares runs: their curves in one plot, and the difference between what two networks look for."""

import gradio as gr

from onelayer.page.components.browser_component import PageComponent
from onelayer.page.components.curves.curves import Curves
from onelayer.page.components.pixel_pictures.pixel_pictures import PixelPictures
from onelayer.reading.network import DIGITS

CHOOSE = "Tick two to compare them: their curves, and the difference of what they look for."


def build_compare_view() -> None:
    """Build the view, with nothing chosen."""
    gr.Markdown("## Compare", elem_classes="small-heading")
    PageComponent("sentence", text=CHOOSE, elem_id="compare-sentence")
    with gr.Row(elem_classes="curves"):
        Curves(title="Loss (validation)", scale="logarithmic", sparse=True, min_width=240, elem_id="compare-loss")
        Curves(title="Accuracy (validation)", scale="fraction", sparse=True, min_width=240, elem_id="compare-accuracy")
    PixelPictures(
        count=DIGITS,
        columns=10,
        columns_narrow=5,
        captions=list("0123456789"),
        sparse=True,
        elem_id="compare-weights",
    )

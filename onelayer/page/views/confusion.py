"""The confusion matrix on the 10,000 test digits, the digits of a chosen cell, and the worst mistakes."""

import gradio as gr

from onelayer.page.components.browser_component import PageComponent
from onelayer.page.components.pixel_pictures.pixel_pictures import build_mnist_digits
from onelayer.page.glossary import link_word


def build_confusion_view() -> None:
    """Build the view, without a matrix and without digits."""
    with gr.Row(elem_classes="columns"):
        with gr.Column(min_width=300):
            gr.Markdown(
                f"## {link_word('confusion', 'Confusion matrix')} on the 10,000 test digits",
                elem_classes="small-heading",
            )
            PageComponent("mistakes_part", elem_id="confusion-summary")
            PageComponent("heat_grid", row_title="it is", column_title="read as", tall=False, elem_id="confusion")
        with gr.Column(min_width=300):
            PageComponent("sentence", text="", elem_id="cell-sentence")
            build_mnist_digits("cell-digits", columns=5)
    gr.Markdown(
        "## The worst mistakes\nThe test digits whose own label it finds the least likely, the largest −log p(label). "
        "Under each: its label → what was read, and how sure.",
        elem_classes="small-heading",
    )
    build_mnist_digits("mistakes")

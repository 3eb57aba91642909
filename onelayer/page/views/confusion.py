"""The confusion matrix on the 10,000 test digits, and the digits of a chosen cell."""

import gradio as gr

from onelayer.page.components.browser_component import PageComponent
from onelayer.page.components.pixel_pictures.pixel_pictures import build_mnist_digits
from onelayer.page.glossary import link_word

CHOOSE = "Choose a cell to see its digits, then a digit to see why it was read so."


def build_confusion_view() -> None:
    """Build the view, without a matrix."""
    with gr.Row(elem_classes="columns"):
        with gr.Column(min_width=300):
            gr.Markdown(
                f"## {link_word('confusion', 'Confusion matrix')} on the 10,000 test digits",
                elem_classes="small-heading",
            )
            PageComponent("mistakes_part", elem_id="confusion-summary")
            PageComponent("heat_grid", row_title="it is", column_title="read as", tall=False, elem_id="confusion")
        with gr.Column(min_width=300):
            PageComponent("sentence", text=CHOOSE, elem_id="cell-sentence")
            build_mnist_digits("cell-digits", columns=5)

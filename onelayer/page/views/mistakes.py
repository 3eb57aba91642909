"""The worst mistakes: the test digits to whose label a network gives the least probability."""

import gradio as gr

from onelayer.page.components.pixel_pictures.pixel_pictures import build_mnist_digits


def build_mistakes_view() -> None:
    """Build the view, without digits."""
    gr.Markdown(
        "## The worst mistakes\nThe test digits whose own label it finds the least likely, the largest −log p(label). "
        "Under each: its label → what was read, and how sure.",
        elem_classes="small-heading",
    )
    build_mnist_digits("mistakes")

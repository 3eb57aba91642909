"""The worst mistakes: the test digits to whose label a network gives the least probability."""

import gradio as gr

from onelayer.data.mnist import load_mnist
from onelayer.training.evaluation import mnist_test_logits, worst_mistakes
from onelayer.ui.components.pixel_pictures import Picture, PixelPictures
from onelayer.ui.session import Session
from onelayer.ui.views.mnist_digits import (
    MOST_PICTURES,
    DigitOpener,
    build_mnist_digits,
    digit_pictures,
    wire_mnist_digits,
)
from onelayer.ui.views.network_choice import find_network
from onelayer.ui.views.shown_network import ShownNetwork


def build_mistakes_view() -> PixelPictures:
    """Build the view, without digits."""
    gr.Markdown(
        "## The worst mistakes\nThe test digits whose own label it finds the least likely, the largest −log p(label). "
        "Under each: its label → what was read, and how sure.",
        elem_classes="small-heading",
    )
    return build_mnist_digits("mistakes")


def show_mistakes(key: str, session: Session) -> list[Picture]:
    """Show the worst mistakes of the network with a key."""
    logits = mnist_test_logits(find_network(session, key))
    worst = worst_mistakes(logits, load_mnist("test").labels, MOST_PICTURES)
    return digit_pictures(worst, logits)


def wire_mistakes_view(pictures: PixelPictures, shown: ShownNetwork, opener: DigitOpener) -> None:
    """Follow the shown network. A click puts a digit on the pad."""
    shown.on_change(show_mistakes, [shown.key, shown.session], [pictures])
    wire_mnist_digits(pictures, shown, opener)

"""The worst mistakes: the test digits whose label a network finds the least likely."""

import gradio as gr

from onelayer.evaluation import mnist_test_logits, worst_mistakes
from onelayer.mnist import load_mnist
from onelayer.ui.components.pixel_pictures import Picture
from onelayer.ui.session import Session
from onelayer.ui.views.mnist_digits import SHOWN, Landing, build_mnist_digits, digit_pictures
from onelayer.ui.views.shown_network import ShownNetwork


def build_mistakes_view(shown: ShownNetwork, landing: Landing) -> None:
    """The view, and what it does."""
    gr.Markdown(
        "### The worst mistakes\nThe test digits whose own label it finds the least likely, the largest −log p(label). "
        "Under each: its label → what was read, and how sure.",
        elem_classes="small-heading",
    )
    pictures = build_mnist_digits(shown, landing, "mistakes")

    def show(key: str, owned: Session) -> list[Picture]:
        logits = mnist_test_logits(owned.network(key))
        worst = worst_mistakes(logits, load_mnist("test").labels, SHOWN)
        return digit_pictures(worst, logits)

    shown.on_change(show, [shown.key, shown.session], [pictures])

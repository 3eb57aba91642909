"""How few?: the network that reads with fewer bits and with zeros, what that costs, and how training brings it back."""

from typing import Any

import gradio as gr

from onelayer.files.network_file import SHIPPED, load_shipped_network
from onelayer.files.packed_network import pack_network
from onelayer.page.components.browser_component import PageComponent
from onelayer.page.components.pixel_pictures.pixel_pictures import PixelPictures
from onelayer.page.glossary import link_word
from onelayer.reading.network import DIGITS
from onelayer.reading.rounding import BITS
from onelayer.training.published import MILESTONES
from onelayer.training.recipes import ROUND_ON

NUMBER_BYTES = 4  # of published networks, in single precision
SENTENCE = (
    "**Rounded after training**, all weights jump to a level at once, and nothing makes up for what that breaks. "
    "**Rounded while training**, the network reads with the levels, but each step moves the fractions behind them: "
    "many small steps add up until a weight is nearer to another level."
)
FORMULA = "W ← W − η · ∂loss(round(W)) / ∂round(W)"


def build_how_few_view() -> None:
    """Lay it out: ten pictures of the weights; below them sliders, curve, and the reading of what is on the pad."""
    gr.Markdown("## How few?", elem_classes="small-heading")
    gr.Markdown(
        f"Each {link_word('weight')} has 32 bits. Give it fewer, or make the smallest weights 0, and see what is left "
        "of the ten digits’ weights, and how well they still read.",
        elem_classes="quiet",
    )
    PixelPictures(count=DIGITS, columns=10, captions=[str(digit) for digit in range(DIGITS)], elem_id="few-pictures")
    with gr.Row(elem_classes="columns", elem_id="few-columns"):
        with gr.Column(min_width=240, scale=3):
            PageComponent("how_few", recipe=ROUND_ON.to_dict(), bits=BITS, elem_id="few")
            PageComponent(
                "job_bar",
                start="Train it on",
                start_id="few-start",
                stop_id="few-stop",
                state_id="few-state",
                sentence=f"{ROUND_ON.rounding_epochs} epochs more, in which it reads with rounded weights.",
                has_inputs=False,
                elem_id="few-bar",
            )
        with gr.Column(min_width=280, scale=4, elem_id="few-error"):
            PageComponent("few_curve", published=published_points(), shipped=shipped_points(), elem_id="few-curve")
        with gr.Column(min_width=240, scale=3):
            PageComponent("answer", source="few", elem_id="few-answer")
    gr.Markdown(
        f"{SENTENCE}\n\n<details><summary>as a formula</summary>\n\n{FORMULA}. The {link_word('gradient')} is taken at "
        "the rounded weights, and the step is made as if rounding changed nothing: W keeps its fractions. This is the "
        "straight-through estimator (Y. Bengio, N. Léonard, A. Courville 2013).\n\n</details>",
        elem_classes="quiet",
    )


def published_points() -> list[dict[str, Any]]:
    """List networks of others: name, bytes of their numbers, and error on MNIST's test images, 0 to 1."""
    return [
        {"name": each.name, "bytes": NUMBER_BYTES * each.numbers, "error": each.error}
        for each in MILESTONES
        if each.numbers is not None
    ]


def shipped_points() -> list[dict[str, Any]]:
    """List the same of the networks that ship rounded."""
    points = []
    for key, name in SHIPPED.items():
        trained = load_shipped_network(key)
        if trained.recipe.rounds:
            size = sum(tensor.nbytes for tensor in pack_network(trained.network, trained.recipe).values())
            points.append({"name": name, "bytes": size, "error": 1 - trained.accuracies["test_accuracy"]})
    return points

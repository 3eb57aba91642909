"""The Inside tab: all that the network is, and its formula with the numbers of what is on the pad."""

from typing import Any

import gradio as gr

from onelayer.storage import network_to_bytes
from onelayer.ui.components.download import Download, File
from onelayer.ui.components.kernel_explorer import KernelExplorer
from onelayer.ui.components.pixel_pictures import Picture, PixelPictures
from onelayer.ui.components.sketchpad import PadContent
from onelayer.ui.components.softmax_steps import SoftmaxSteps
from onelayer.ui.draw_tab import DrawTab
from onelayer.ui.listeners import AT_ONCE
from onelayer.ui.session import Session
from onelayer.ui.views.formula import show_formula
from onelayer.ui.views.keras_lines import CODE, FILE_NAME, SUMMARY
from onelayer.ui.views.weights import weight_scale


def build_inside_tab(session: gr.State, draw: DrawTab, tab: gr.Tab) -> None:
    """The tab's parts and what they do; call it inside `tab`."""
    # Components
    gr.Markdown(
        "This is all that the network is: ten pictures of 784 weights, and ten biases. "
        "**logits = inputs · kernel + bias**.",
        elem_classes="lead",
    )
    which = gr.Markdown("", elem_id="inside-which", elem_classes="quiet")
    kernel = KernelExplorer(elem_id="kernel")
    gr.Markdown("### The formula, with your numbers", elem_classes="small-heading")
    with gr.Row(elem_classes="columns"):
        with gr.Column(min_width=160, scale=1):
            inputs = PixelPictures(count=1, columns=1, columns_narrow=3, captions=["inputs"], elem_id="inside-inputs")
        with gr.Column(min_width=280, scale=5):
            steps = SoftmaxSteps(elem_id="softmax")
    gr.Markdown("### The same in Keras", elem_classes="small-heading")
    with gr.Row(elem_classes="columns"):
        with gr.Column(min_width=280):
            gr.Markdown(f"What `model.summary()` prints:\n\n```text\n{SUMMARY}```", elem_id="summary")
        with gr.Column(min_width=280):
            gr.Markdown(f"The lines that build this very network:\n\n```python\n{CODE}```", elem_id="keras-lines")
            save = Download(label=f"Save its numbers: {FILE_NAME}", elem_id="save-network")

    # Handlers
    def show(content: PadContent | None, key: str, owned: Session) -> tuple[Any, ...]:
        network = owned.network(key)
        text = (
            f"**{owned.name_of(key)}**, the network that reads on the Draw tab: 784 × 10 weights + 10 biases = 7,850 "
            f"parameters, trained on {network.inputs} inputs. Orange weights speak for the digit, blue ones against it."
        )
        look = network, weight_scale(network.kernel)
        if content is None:
            return text, look, None, None
        reading = network.read(content.image)
        ink = reading.inputs / 255 if network.inputs == "raw" else reading.inputs
        picture = Picture(ink, f"{network.inputs} inputs", f"The {network.inputs} inputs of what is on the pad")
        return text, look, [picture], show_formula(reading, network)

    def make_file(key: str, owned: Session) -> File:
        return File(FILE_NAME, network_to_bytes(owned.stored(key)))

    # Wiring
    tab.select(show, [draw.pad, draw.network, session], [which, kernel, inputs, steps], **AT_ONCE)
    save.download(make_file, [draw.network, session], save, **AT_ONCE)

"""The Inside tab: all numbers of the network, and its formula with the numbers of the drawing on the pad."""

import gradio as gr

from onelayer.files.keras_file import SUMMARY, USE
from onelayer.functions import EXPORTS, ExportKind
from onelayer.page.components.browser_component import PageComponent
from onelayer.page.components.pixel_pictures.pixel_pictures import PixelPictures
from onelayer.page.glossary import link_word
from onelayer.page.views.how_few import build_how_few_view
from onelayer.page.views.looks import ABOUT

FILES: dict[ExportKind, str] = {
    "html": "One page with a pad, its answer and the network. It opens from a disk, without a server, and other pages "
    "can use its pad.",
    "python": "One file of Python that reads pictures of a digit. It needs NumPy and Pillow, and nothing else.",
    "keras": "A model for Keras. It takes the network’s inputs, not images; one_layer.py makes them.",
    "onnx": "A model for ONNX runtimes, in many languages and on many devices. It too takes inputs, not images.",
    "safetensors": "Its 7,850 numbers only, with its recipe and accuracies, for any program that reads safetensors. "
    "Dropped on this page, it is one of your runs again.",
}
"""The files of a network, and what each is for."""


def build_inside_tab() -> None:
    """Lay the tab out; call it inside its gr.Tab."""
    gr.Markdown(
        "This is all that the network is: 784 weights for each of ten digits, and ten biases. "
        f"**{link_word('logit', 'logits')} = {link_word('inputs')} · {link_word('kernel')} + {link_word('bias')}**.",
        elem_classes="lead",
    )
    PageComponent("sentence", text="", elem_id="inside-which")
    PageComponent("kernel_explorer", about=ABOUT, elem_id="kernel")
    gr.Markdown("## The formula, with your numbers", elem_classes="small-heading")
    with gr.Row(elem_classes="columns"):
        with gr.Column(min_width=160, scale=1):
            PixelPictures(
                count=1, columns=1, columns_narrow=3, captions=["inputs"], source="inputs", elem_id="inside-inputs"
            )
        with gr.Column(min_width=280, scale=5):
            PageComponent("softmax_steps", elem_id="softmax")
    build_how_few_view()
    gr.Markdown("## Take it along", elem_classes="small-heading")
    gr.Markdown("The network in use, as a file that needs nothing of this page:", elem_classes="quiet")
    files = [{"kind": kind, "name": EXPORTS[kind][0], "about": about} for kind, about in FILES.items()]
    PageComponent("take_along", files=files, elem_id="take-along")
    gr.Markdown("## The same in Keras", elem_classes="small-heading")
    with gr.Row(elem_classes="columns"):
        with gr.Column(min_width=280):
            gr.HTML(
                "<p>What <code>model.summary()</code> prints:</p>"
                f'<pre tabindex="0" role="region" aria-label="model.summary()">{SUMMARY}</pre>',
                elem_id="summary",
            )
        with gr.Column(min_width=280):
            gr.Markdown(
                f"The files of Python and of Keras beside them, these lines measure it:\n\n```python\n{USE}```",
                elem_id="keras-lines",
            )

"""The Inside tab: all numbers of the network, and its formula with the numbers of the drawing on the pad."""

import gradio as gr

from onelayer.files.keras_code import CODE_FILE_NAME, FILE_NAME, SUMMARY, USE
from onelayer.page.components.browser_component import PageComponent
from onelayer.page.components.pixel_pictures.pixel_pictures import PixelPictures
from onelayer.page.glossary import link_word
from onelayer.page.views.looks import ABOUT


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
                "The network in use as one file of Python, with all that makes its inputs of images:",
                elem_classes="quiet",
            )
            PageComponent("save_network", kind="python", label=f"Save {CODE_FILE_NAME}", elem_id="save-code")
            gr.Markdown(f"Beside it, these lines measure it:\n\n```python\n{USE}```", elem_id="keras-lines")
            PageComponent(
                "save_network",
                kind="safetensors",
                label=f"Save its numbers only: {FILE_NAME}",
                elem_id="save-network",
            )

"""The Inside tab: all numbers of the network, and its formula with the numbers of the drawing on the pad."""

from dataclasses import dataclass

import gradio as gr

from onelayer.reading.inputs import name_inputs
from onelayer.reading.network import PARAMETERS
from onelayer.storage import network_to_bytes
from onelayer.training.keras_code import CODE_FILE_NAME, FILE_NAME, SUMMARY, USE, format_network_file
from onelayer.ui.components.browser_component import PageComponent
from onelayer.ui.components.download import Download, File
from onelayer.ui.components.kernel_explorer import KernelExplorer, Looks
from onelayer.ui.components.pixel_pictures import PixelPictures
from onelayer.ui.glossary import link_word
from onelayer.ui.listeners import AT_ONCE, bind
from onelayer.ui.session import Session, SessionError
from onelayer.ui.views.evidence_pictures import ABOUT, evidence_pictures
from onelayer.ui.views.network_choice import find_network, find_trained_network
from onelayer.ui.views.session_publisher import SessionPublisher, Updates


@dataclass(frozen=True, eq=False)
class InsideTab:
    """The tab's components.

    Attributes:
        network_name: the name of the network.
        kernel: its weights and biases.
        save: the button that saves the network's numbers.
        save_code: the button that saves it as Python.
    """

    network_name: gr.Markdown
    kernel: KernelExplorer
    save: Download
    save_code: Download


def build_inside_tab() -> InsideTab:
    """Lay the tab out; call it inside its gr.Tab."""
    gr.Markdown(
        "This is all that the network is: 784 weights for each of ten digits, and ten biases. "
        f"**{link_word('logit', 'logits')} = {link_word('inputs')} · {link_word('kernel')} + {link_word('bias')}**.",
        elem_classes="lead",
    )
    network_name = gr.Markdown("", elem_id="inside-which", elem_classes="quiet")
    kernel = KernelExplorer(elem_id="kernel")
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
            save_code = Download(label=f"Save {CODE_FILE_NAME}", elem_id="save-code")
            gr.Markdown(f"Beside it, these lines measure it:\n\n```python\n{USE}```", elem_id="keras-lines")
            save = Download(label=f"Save its numbers only: {FILE_NAME}", elem_id="save-network")
    return InsideTab(network_name, kernel, save, save_code)


def show_network(tab: InsideTab, key: str, session: Session) -> Updates:
    """Show the name of the network in use, and what it looks for.

    After a restart the session may not have the network until the browser gives it back; then nothing is shown.
    """
    try:
        network = session.trained_network(key).network
    except SessionError:
        return {tab.network_name: "", tab.kernel: None}
    text = (
        f"**{session.name_of(key)}**: 784 × 10 weights + 10 biases = "
        f"{PARAMETERS:,} parameters, trained on {name_inputs(network.input_form)}. {ABOUT}"
    )
    return {tab.network_name: text, tab.kernel: Looks(key, evidence_pictures(network))}


def make_network_file(key: str, session: Session) -> File:
    """Make the file of the network in use."""
    return File(FILE_NAME, network_to_bytes(find_trained_network(session, key)))


def make_code_file(key: str, session: Session) -> File:
    """Make the Python file of the network in use."""
    return File(CODE_FILE_NAME, format_network_file(find_network(session, key)).encode())


def wire_inside_tab(tab: InsideTab, publisher: SessionPublisher, gradio_tab: gr.Tab) -> None:
    """Connect the components with their handlers."""
    network = [publisher.network, publisher.session]
    shown = [tab.network_name, tab.kernel]
    changes = [gradio_tab.select, tab.kernel.select, publisher.storage.apply]
    gr.on(changes, bind(show_network, tab), network, shown, **AT_ONCE)
    tab.save.download(make_network_file, network, tab.save, **AT_ONCE)
    tab.save_code.download(make_code_file, network, tab.save_code, **AT_ONCE)

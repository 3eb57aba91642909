"""The Handwriting tab: write each digit three times, teach the network your hand, save your drawings."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

import gradio as gr

from onelayer.data.drawings_file import LONGEST_WRITER, MOST_BYTES, format_arrays, format_drawings, format_pictures
from onelayer.reading.drawing import Drawing
from onelayer.training.teaching import DEFAULT_STRENGTH
from onelayer.ui.components.browser_component import PageComponent
from onelayer.ui.components.download import Download, File
from onelayer.ui.components.sketchpad import Sketchpad
from onelayer.ui.glossary import link_word
from onelayer.ui.limits import MOST_PICKED_FILES, PICKED_FILES_BYTES

LONGEST_NAME_IN_FILE = 40  # characters
READY = "Write some digits, then press “Learn my hand”. You will see how well it reads them before and after."


@dataclass(frozen=True, eq=False)
class HandwritingTab:
    """The tab's components that have handlers.

    Attributes:
        writer: the visitor's name for drawings files.
        downloads: the buttons that save the drawings, each with a file name and the function that makes the content.
    """

    writer: gr.Textbox
    downloads: list[tuple[Download, str, Callable[[list[Drawing]], bytes]]]


def build_handwriting_tab() -> HandwritingTab:
    """Lay the tab out; call it inside its gr.Tab."""
    gr.Markdown(
        "Write each digit three times: the network learns **your** hand from "
        f"{link_word('variations', 'varied copies')} of your drawings.",
        elem_classes="lead",
    )
    with gr.Row(elem_classes="columns", elem_id="hand-top"):
        with gr.Column(min_width=260):
            PageComponent("guided_round", elem_id="round")
            Sketchpad(elem_id="hand-pad")
            PageComponent("round_button", pad_id="hand-pad", elem_id="next-digit")
        with gr.Column(min_width=280):
            PageComponent("lesson", default_strength=DEFAULT_STRENGTH, ready=READY, elem_id="lesson")
    gr.Markdown("## Your drawings", elem_classes="small-heading")
    PageComponent("drawings_grid", note_id="edited", elem_id="drawings")
    writer, downloads = _build_files()
    gr.Markdown(
        "## Forget\n**Start over** deletes your runs, your hand and the settings, here and in this browser; your "
        "drawings stay. **Forget everything** deletes your drawings, too.",
        elem_classes="small-heading",
    )
    PageComponent("forgetting", elem_id="forgetting")
    return HandwritingTab(writer, downloads)


def _build_files() -> tuple[gr.Textbox, list[tuple[Download, str, Callable[[list[Drawing]], bytes]]]]:
    """Build the field for the writer's name, the downloads, and the import, which works in the page alone."""
    gr.Markdown(
        "## Save your drawings, or add others\nEach drawing keeps its writer’s name; drawings without a name count as "
        "yours. A class can put its files together: the lesson then says for each writer how many drawings are read "
        "right, before and after.",
        elem_classes="small-heading",
    )
    writer = gr.Textbox(
        "",  # without a value it is null until the tab is open, and the settings that the browser keeps are none
        label="Your name in the files",
        info="It is in the file’s name and in each of your drawings. It stays in this browser. You may leave it empty.",
        max_length=LONGEST_WRITER,
        elem_id="writer",
    )
    with gr.Row(elem_classes="files"):
        downloads: list[tuple[Download, str, Callable[[list[Drawing]], bytes]]] = [
            (Download(label="Drawings (drawings.jsonl)", elem_id="save-drawings"), "drawings.jsonl", format_drawings),
            (Download(label="28 × 28 PNGs (digits.zip)", elem_id="save-pictures"), "digits.zip", format_pictures),
            (Download(label="Arrays (digits.npz)", elem_id="save-arrays"), "digits.npz", format_arrays),
        ]
    PageComponent(
        "drawings_import",
        accept=".jsonl,.gz,.json,.txt",
        most_bytes=PICKED_FILES_BYTES,
        most_files=MOST_PICKED_FILES,
        most_unpacked=MOST_BYTES,
        note_id="imported",
        elem_id="import",
    )
    return writer, downloads


def file_maker(
    name: str, format_content: Callable[[list[Drawing]], bytes]
) -> Callable[[tuple[Drawing, ...], str], File | None]:
    """Make a handler that gives the file of the visitor's drawings, or None without drawings.

    Drawings without a writer get the name that the visitor has entered.
    """

    def make_file(drawings: tuple[Drawing, ...], writer: str) -> File | None:
        if not drawings:
            return None
        writer = " ".join(writer.split())[:LONGEST_WRITER]
        own = [replace(drawing, writer=drawing.writer or writer or None) for drawing in drawings]
        return File(name_file(name, writer), format_content(own))

    return make_file


def name_file(name: str, writer: str) -> str:
    """Add the writer's name to a file's name, only its letters and digits: `drawings-ada.jsonl`."""
    words = "-".join(re.findall(r"\w+", writer.lower()))[:LONGEST_NAME_IN_FILE]
    stem, ending = name.split(".", 1)
    return f"{stem}-{words}.{ending}" if words else name


def wire_handwriting_tab(tab: HandwritingTab) -> None:
    """Connect the components with their handlers."""

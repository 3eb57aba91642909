"""The Handwriting tab: write each digit three times, teach the network your hand, save your drawings."""

import gradio as gr

from onelayer.data.drawings_file import (
    LONGEST_WRITER,
    MOST_BYTES,
    DrawingsFileError,
    format_arrays,
    format_pictures,
)
from onelayer.data.labelled_drawings import parse_labelled
from onelayer.limits import MOST_PICKED_FILES, PICKED_FILES_BYTES
from onelayer.page.components.browser_component import PageComponent, event_field
from onelayer.page.components.sketchpad.sketchpad import build_sketchpad
from onelayer.page.glossary import link_word
from onelayer.page.listeners import AT_ONCE
from onelayer.reading.drawing import Drawing
from onelayer.training.teaching import DEFAULT_STRENGTH


def build_handwriting_tab() -> gr.Textbox:
    """Lay the tab out, and return the field for the visitor's name; call it inside its gr.Tab."""
    gr.Markdown(
        "Write each digit three times: the network learns **your** hand from "
        f"{link_word('variations', 'varied copies')} of your drawings.",
        elem_classes="lead",
    )
    with gr.Row(elem_classes="columns", elem_id="hand-top"):
        with gr.Column(min_width=260):
            PageComponent("guided_round", elem_id="round")
            build_sketchpad("hand-pad")
            PageComponent("round_button", pad_id="hand-pad", elem_id="next-digit")
        with gr.Column(min_width=280):
            PageComponent("lesson", default_strength=DEFAULT_STRENGTH, elem_id="teaching")
    gr.Markdown("## Your drawings", elem_classes="small-heading")
    PageComponent("drawings_grid", note_id="edited", elem_id="drawings")
    writer = _build_files()
    gr.Markdown(
        "## Forget\n**Start over** deletes your runs, your hand and the settings, here and in this browser; your "
        "drawings stay. **Forget everything** deletes your drawings, too.",
        elem_classes="small-heading",
    )
    PageComponent("forgetting", elem_id="forgetting")
    return writer


def _build_files() -> gr.Textbox:
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
        _build_download("Drawings (drawings.jsonl)", "drawings.jsonl", is_made=False, elem_id="save-drawings")
        pictures = _build_download("28 × 28 PNGs (digits.zip)", "digits.zip", elem_id="save-pictures")
        arrays = _build_download("Arrays (digits.npz)", "digits.npz", elem_id="save-arrays")
    pictures.download(make_pictures, None, pictures, **AT_ONCE)
    arrays.download(make_arrays, None, arrays, **AT_ONCE)
    PageComponent(
        "drawings_import",
        accept=".jsonl,.gz,.json,.txt",
        most_bytes=PICKED_FILES_BYTES,
        most_files=MOST_PICKED_FILES,
        most_unpacked=MOST_BYTES,
        note_id="imported",
        elem_id="import",
    )
    return writer


def _build_download(label: str, file_name: str, *, elem_id: str, is_made: bool = True) -> PageComponent:
    return PageComponent("download", button_label=label, file_name=file_name, is_made=is_made, elem_id=elem_id)


def make_pictures(event: gr.EventData) -> bytes:
    """Make a zip file of pictures of the drawings that the page sends. Raises what `read_lines` raises."""
    return format_pictures(read_lines(event))


def make_arrays(event: gr.EventData) -> bytes:
    """Make a file of arrays of the drawings that the page sends. Raises what `read_lines` raises."""
    return format_arrays(read_lines(event))


def read_lines(event: gr.EventData) -> list[Drawing]:
    """Read the drawings that the page sends.

    Raises:
        gradio.Error: these are no drawings, or too many.
    """
    try:
        return parse_labelled(event_field(event, "lines"))
    except DrawingsFileError as error:
        raise gr.Error(str(error), print_exception=False) from error

"""The Draw tab: draw a digit, and watch ten probabilities while you draw."""

import io
from dataclasses import dataclass
from pathlib import Path

import gradio as gr
import numpy as np
from PIL import Image

from onelayer.data.styles import STYLES
from onelayer.page.components.browser_component import PageComponent
from onelayer.page.components.network_choice.network_choice import NetworkChoice
from onelayer.page.components.photo_upload.photo_upload import PhotoUpload
from onelayer.page.components.pixel_pictures.pixel_pictures import Picture, PixelPictures
from onelayer.page.components.sketchpad.sketchpad import PadImage, Sketchpad
from onelayer.page.glossary import link_word
from onelayer.page.listeners import AT_ONCE, ONE_PICTURE_AT_A_TIME, bind
from onelayer.page.views.sample_digits import first_of_each_digit, next_of_each_digit, sample_pictures, style_pictures
from onelayer.page.views.updates import Updates
from onelayer.reading.network import DIGITS
from onelayer.reading.photo import PhotoError, read_photo_file

CUTOUT_SIDE = 192  # pixels, three times the side at which the page shows it
STAGES = ("as drawn", "centred", "inputs: directions")


@dataclass(frozen=True, eq=False)
class DrawTab:
    """The tab's components.

    Attributes:
        pad: the sketchpad.
        samples: digits of the MNIST test set.
        more: the button for other samples.
        photo: the upload of a picture.
    """

    pad: Sketchpad
    samples: PixelPictures
    more: gr.Button
    photo: PhotoUpload


def build_draw_tab() -> DrawTab:
    """Lay the tab out; call it inside its gr.Tab."""
    with gr.Row(elem_classes=["columns", "draw-top"]):
        with gr.Row(elem_classes=["columns", "stage"], scale=2):
            with gr.Column(min_width=0, elem_classes="stage-pad"):
                pad = Sketchpad(elem_id="pad")
            with gr.Column(min_width=0, elem_classes="stage-answer"):
                PageComponent("answer", source="reader", elem_id="answer")
        _build_pipeline()
    with gr.Row(elem_id="draw-who"):
        NetworkChoice(elem_id="network")
        PageComponent("compare_choice", elem_id="compare")
    PageComponent("digit_pair", elem_id="explained")
    PageComponent("reasons", elem_id="reasons")
    samples, more = _build_samples()
    photo = _build_upload()
    _build_styles()
    return DrawTab(pad, samples, more, photo)


def _build_pipeline() -> None:
    with gr.Column(min_width=260, elem_classes="stage-sees"):
        gr.Markdown(
            "One layer of 7,850 numbers reads your drawing **while the pen moves**.",
            elem_classes="lead",
            elem_id="draw-lead",
        )
        PixelPictures(count=3, columns=3, columns_narrow=3, captions=STAGES, source="pipeline", elem_id="sees")
        gr.Markdown(
            f"<details><summary>as a formula</summary>\n\nYour drawing is shrunk to 28 × 28, then centred. Below both "
            f"stands what {link_word('article', 'the article’s')} network reads there: it needs the centring. Last, "
            f"the 784 {link_word('inputs')} that the layer multiplies: probabilities = {link_word('softmax')}(inputs · "
            f"{link_word('kernel')} + {link_word('bias')}).\n\n</details>",
            elem_classes="quiet",
        )
        PageComponent("digit_choice", pad_id="pad", elem_id="label")


def _build_samples() -> tuple[PixelPictures, gr.Button]:
    """Build the samples, and the button for others."""
    gr.Markdown("## Or try a digit that somebody else wrote", elem_classes="small-heading")
    samples = PixelPictures(
        count=DIGITS,
        columns=10,
        columns_narrow=5,
        opens_on="pad",
        value=sample_pictures(first_of_each_digit()),
        elem_id="samples",
    )
    return samples, gr.Button("Ten others", elem_id="more-samples")


def _build_upload() -> PhotoUpload:
    with gr.Accordion("Or upload a picture of a digit", open=False, elem_id="upload"):
        gr.Markdown("One digit: drop a picture of it, paste it, or use the camera.", elem_classes="quiet")
        return PhotoUpload(
            sources=["upload", "clipboard", "webcam"],
            type="filepath",
            show_label=False,
            height=220,
            elem_id="photo",
        )


def _build_styles() -> None:
    with gr.Accordion("It also knows these ways of writing", open=False, elem_id="styles-shown"):
        gr.Markdown(
            f"MNIST, all American, hardly has them: {len(STYLES)} ways of writing, as strokes. The recipes "
            "Upright and Directions train with variations of each. Click one to see it read.",
            elem_classes="quiet",
        )
        PixelPictures(
            count=len(STYLES),
            columns=12,
            columns_narrow=5,
            opens_on="pad",
            value=style_pictures(),
            elem_id="style-pictures",
        )


def show_other_samples(rows: list[int]) -> list[Picture]:
    """Return the ten next digits of the test set after these rows."""
    return sample_pictures(next_of_each_digit(after=max(rows)))


def read_upload(tab: DrawTab, path: str | None) -> Updates:
    """Find the digit in an uploaded picture, and put it on the pad."""
    if path is None:
        return {tab.photo: gr.skip()}
    try:
        digit = read_photo_file(Path(path))
        return {tab.photo: None, tab.pad: PadImage(digit.image, "Cut out of your picture", encode_png(digit.cutout))}
    except PhotoError as error:
        gr.Warning(str(error), title="No digit read")
        return {tab.photo: None}


def encode_png(colours: np.ndarray) -> bytes:
    """Encode colours, uint8 (h, w, 3), as a PNG file whose longer side has at most CUTOUT_SIDE pixels."""
    picture = Image.fromarray(colours)
    picture.thumbnail((CUTOUT_SIDE, CUTOUT_SIDE))
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def wire_draw_tab(tab: DrawTab) -> None:
    """Connect the components with their handlers."""
    tab.more.click(show_other_samples, tab.samples, tab.samples, **AT_ONCE)
    tab.photo.change(bind(read_upload, tab), tab.photo, [tab.photo, tab.pad], **ONE_PICTURE_AT_A_TIME)

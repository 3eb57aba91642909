"""The Draw tab: draw a digit, and watch ten probabilities while you draw."""

import io
import random
from base64 import b64encode
from typing import Any

import gradio as gr
import numpy as np
from PIL import Image

from onelayer.data.styles import STYLES
from onelayer.files.network_file import SHIPPED
from onelayer.page.components.browser_component import PageComponent
from onelayer.page.components.photo_upload.photo_upload import PhotoUpload
from onelayer.page.components.pixel_pictures.pixel_pictures import Picture, PixelPictures
from onelayer.page.components.sketchpad.sketchpad import build_sketchpad
from onelayer.page.glossary import link_word
from onelayer.page.listeners import AT_ONCE, ONE_PICTURE_AT_A_TIME
from onelayer.page.modules import address_of
from onelayer.page.views.sample_digits import TEST_DIGITS, first_samples, samples_after, style_pictures
from onelayer.reading.inputs import INPUT_NAMES
from onelayer.reading.network import DIGITS
from onelayer.reading.numbers.terms import load_weights
from onelayer.reading.photo import PhotoError, find_photo_digit

AGAINST_RUNNER_UP = -1  # what an answer is explained against: no other digit in its place
CUTOUT_SIDE = 192  # pixels, three times the side at which the page shows it
STAGES = ("as drawn", "centred", INPUT_NAMES["directions"])


def build_draw_tab() -> None:
    """Lay the tab out; call it inside its gr.Tab."""
    with gr.Row(elem_classes=["columns", "draw-top"]):
        with gr.Row(elem_classes=["columns", "stage"], scale=2):
            with gr.Column(min_width=0, elem_classes="stage-pad"):
                pad = build_sketchpad("pad")
            with gr.Column(min_width=0, elem_classes="stage-answer"):
                PageComponent("answer", source="reader", elem_id="answer")
        _build_pipeline()
    with gr.Row(elem_id="draw-who"):
        _build_network_choice()
        PageComponent("compare_choice", elem_id="compare")
    PageComponent("digit_pair", elem_id="explained")
    PageComponent("reasons", source="reader", prefix="", change=True, elem_id="reasons")
    _build_samples()
    photo = _build_upload()
    photo.change(read_upload, photo, [photo, pad], **ONE_PICTURE_AT_A_TIME)
    _build_styles()


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


def _build_network_choice() -> None:
    """Build the choice of the network that reads: those that ship, Your hand, and the visitor's runs."""
    networks = {key: address_of(f"assets/{key}.safetensors") for key in SHIPPED}
    prototypes = address_of("assets/prototypes.safetensors")
    files = {"networks": networks, "prototypes": prototypes}
    PageComponent("network_choice", names=SHIPPED, weights=load_weights(), **files, elem_id="network")


def _build_samples() -> None:
    """Build the samples, digits of the MNIST test set, and the button for others."""
    gr.Markdown("## Or try a digit that somebody else wrote", elem_classes="small-heading")
    samples = PixelPictures(
        count=DIGITS,
        columns=10,
        opens_on="pad",
        value=first_samples(),
        elem_id="samples",
    )
    gr.Button("Ten others", elem_id="more-samples").click(show_other_samples, None, samples, **AT_ONCE)


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
            f"MNIST, all American, hardly has them: {len(STYLES)} ways of writing, as strokes. The recipe "
            "More hands trains with variations of each. Click one to see it read.",
            elem_classes="quiet",
        )
        PixelPictures(
            count=len(STYLES),
            columns=12,
            opens_on="pad",
            value=style_pictures(),
            elem_id="style-pictures",
        )


def show_other_samples() -> list[Picture]:
    """Return ten digits from somewhere else in the test set."""
    return samples_after(random.randrange(100, TEST_DIGITS - 100))  # not the first ones again


def read_upload(path: str | None) -> Any:
    """Find the digit in an uploaded picture: what the upload shows next, and what is put on the pad."""
    if path is None:
        return gr.skip(), gr.skip()
    try:
        digit = find_photo_digit(path)
        cutout = f"data:image/png;base64,{b64encode(encode_png(digit.cutout)).decode('ascii')}"
        origin = {"text": "Cut out of your picture", "cutout": cutout, "against": AGAINST_RUNNER_UP}
        return None, {"image": digit.image.tobytes(), "origin": origin}
    except PhotoError as error:
        gr.Warning(str(error), title="No digit read")
        return None, gr.skip()


def encode_png(colours: np.ndarray) -> bytes:
    """Encode colours, uint8 (h, w, 3), as a PNG file whose longer side has at most CUTOUT_SIDE pixels."""
    picture = Image.fromarray(colours)
    picture.thumbnail((CUTOUT_SIDE, CUTOUT_SIDE))
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()

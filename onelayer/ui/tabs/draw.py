"""The Draw tab: draw a digit, watch ten probabilities while you draw."""

from dataclasses import dataclass
from typing import Any

import gradio as gr
import numpy as np
from gradio.components import Component
from gradio.events import Dependency
from PIL import Image, UnidentifiedImageError

from onelayer.data.mnist import load_mnist
from onelayer.data.styles import STYLES
from onelayer.reading.network import DIGITS
from onelayer.reading.photo import PhotoError, read_photo
from onelayer.ui.components.answer import Answer
from onelayer.ui.components.browser_component import BrowserComponent, parse_index
from onelayer.ui.components.digit_choice import DigitChoice
from onelayer.ui.components.photo_upload import PhotoUpload
from onelayer.ui.components.pixel_pictures import PixelPictures
from onelayer.ui.components.reasons import Reasons
from onelayer.ui.components.sketchpad import PadContent, Sketchpad
from onelayer.ui.listeners import AT_ONCE, IN_QUEUE, LIVE, bind
from onelayer.ui.session import Session
from onelayer.ui.views.change import CHANGE
from onelayer.ui.views.contrast import CONTRAST
from onelayer.ui.views.evidence import EVIDENCE
from onelayer.ui.views.mnist_digits import DigitOpener
from onelayer.ui.views.network_choice import build_network_radio, find_network, update_network_radio
from onelayer.ui.views.pipeline import build_pipeline_view
from onelayer.ui.views.reading_views import CHOSEN_BY_READING, ReadingViews
from onelayer.ui.views.sample_digits import (
    first_of_each_digit,
    next_of_each_digit,
    sample_pictures,
    style_images,
    style_pictures,
)
from onelayer.ui.views.session_publisher import SessionPublisher, Updates


@dataclass(frozen=True, eq=False)
class DrawTab:
    """The tab's components.

    Attributes:
        tabs: of which this is one.
        pad: where digits are drawn.
        network: who reads.
        label: "It was a …".
        explained: the digit to explain.
        rival: the digit to compare it with.
        reading: what is shown of a reading.
        sample_rows: which rows of the MNIST test set the samples are.
        samples: digits of the MNIST test set.
        more: the button for other samples.
        photo: the upload.
        styles: the ways of writing.
    """

    tabs: gr.Tabs
    pad: Sketchpad
    network: gr.Radio
    label: DigitChoice
    explained: gr.Dropdown
    rival: gr.Dropdown
    reading: ReadingViews
    sample_rows: gr.State
    samples: PixelPictures
    more: gr.Button
    photo: PhotoUpload
    styles: PixelPictures

    def choices(self, session: gr.State) -> list[Component]:
        """The inputs of every handler that reads, after the image: who reads, for whom, what is to be explained."""
        return [self.network, session, self.explained, self.rival]


def build_draw_tab(tabs: gr.Tabs) -> DrawTab:
    """Lay the tab out; call it inside the gr.Tab "draw" of `tabs`."""
    gr.Markdown("Draw a digit: one layer of 7,850 numbers reads it **while the pen moves**.", elem_classes="lead")
    with gr.Row(elem_classes="columns"):
        with gr.Column(min_width=260):
            pad = Sketchpad(elem_id="pad")
            network = build_network_radio()
        with gr.Column(min_width=260):
            answer = Answer(pad_id="pad", elem_id="answer")
            label = DigitChoice(pad_id="pad", elem_id="label")
        with gr.Column(min_width=260):
            gr.Markdown("### What the network sees", elem_classes="small-heading")
            pipeline = build_pipeline_view()
            gr.Markdown(
                "Your drawing shrunk to 28 × 28, then centred, and what the article’s network reads in each: it "
                "needs the centring. Last, the 784 inputs that the layer multiplies: "
                "probabilities = softmax(inputs · kernel + bias).",
                elem_classes="quiet",
            )
    with gr.Row(elem_classes="explain"):
        gr.Markdown("### Why? Click a bar, or choose", elem_classes="small-heading")
        explained = _digit_dropdown("the answer", "Explain this digit", "explained-digit")
        gr.Markdown("against", elem_classes="small-heading")
        rival = _digit_dropdown("the runner-up", "Against this digit", "rival-digit")
    reading = ReadingViews(answer, pipeline, Reasons([EVIDENCE, CONTRAST, CHANGE], elem_id="reasons"))
    samples, sample_rows, more = _build_samples()
    photo = _build_upload()
    styles = _build_styles()
    return DrawTab(tabs, pad, network, label, explained, rival, reading, sample_rows, samples, more, photo, styles)


def _digit_dropdown(chosen_by_reading: str, label: str, elem_id: str) -> gr.Dropdown:
    """Ten digits, and the one that the reading itself suggests."""
    return gr.Dropdown(
        [(chosen_by_reading, CHOSEN_BY_READING), *((str(digit), digit) for digit in range(DIGITS))],
        value=CHOSEN_BY_READING,
        show_label=False,
        label=label,
        container=False,
        elem_id=elem_id,
    )


def _build_samples() -> tuple[PixelPictures, gr.State, gr.Button]:
    """The samples, which rows of the test set they are, and the button for others."""
    gr.Markdown("### Or try a digit that somebody else wrote", elem_classes="small-heading")
    rows = first_of_each_digit()
    samples = PixelPictures(
        count=DIGITS,
        columns=10,
        columns_narrow=5,
        selectable=True,
        value=sample_pictures(rows),
        elem_id="samples",
    )
    return samples, gr.State(rows), gr.Button("Ten others", size="sm", elem_id="more-samples")


def _build_upload() -> PhotoUpload:
    with gr.Accordion("Or upload a picture of a digit", open=False, elem_id="upload"):
        return PhotoUpload(
            sources=["upload", "clipboard", "webcam"],
            type="filepath",
            show_label=False,
            height=220,
            elem_id="photo",
            placeholder="Drop a picture of one digit here, paste it, or use the camera",
        )


def _build_styles() -> PixelPictures:
    with gr.Accordion("It also knows these ways of writing", open=False, elem_id="styles-shown"):
        gr.Markdown(
            f"MNIST, all American, hardly has them: {len(STYLES)} ways of writing, as strokes. Training the Upright "
            "network adds variations of each. Click one to see it read.",
            elem_classes="quiet",
        )
        return PixelPictures(
            count=len(STYLES),
            columns=12,
            columns_narrow=6,
            selectable=True,
            value=style_pictures(),
            elem_id="style-pictures",
        )


async def read_pad(tab: DrawTab, payload: Any, key: Any, session: Session, digit: Any, other: Any) -> Updates:
    """Read what the page sent of the pad; for a LIVE listener.

    It is async because Gradio runs what is not in a thread, for the reason that LIVE has.
    """
    content = tab.pad.preprocess(payload)
    network = find_network(session, key)
    values = tab.reading.show(
        content, network, session.collection, parse_digit_choice(digit), parse_digit_choice(other)
    )
    answer = tab.reading.answer
    texts = {view: view.postprocess(value) for view, value in values.items() if isinstance(view, BrowserComponent)}
    return {**texts, answer: answer.postprocess_for(payload, values[answer])}


def put_on_pad(tab: DrawTab, image: np.ndarray, key: str, session: Session, digit: int, other: int) -> Updates:
    """An image, uint8 (28, 28), on the pad, and its reading."""
    network, content = find_network(session, key), PadContent(image, image)
    return {tab.pad: image, **tab.reading.show(content, network, session.collection, digit, other)}


def put_sample_on_pad(tab: DrawTab, key: str, session: Session, digit: int, other: int, event: gr.EventData) -> Updates:
    """The digit of the MNIST test set that was clicked, on the pad."""
    images = load_mnist("test").images
    return put_on_pad(tab, images[parse_index(event, len(images))], key, session, digit, other)


def put_style_on_pad(tab: DrawTab, key: str, session: Session, digit: int, other: int, event: gr.EventData) -> Updates:
    """The way of writing that was clicked, on the pad."""
    return put_on_pad(tab, style_images()[parse_index(event, len(STYLES))], key, session, digit, other)


def open_test_digit(tab: DrawTab, row: int, key: str, session: Session) -> Updates:
    """A digit of the MNIST test set, by its row, on the pad: read by the network of a key, and explained. Where it is
    misread, against its label."""
    image, label = load_mnist("test").images[row], int(load_mnist("test").labels[row])
    predicted = find_network(session, key).read(image).predicted_digit
    other = CHOSEN_BY_READING if predicted == label else label
    return {
        tab.tabs: gr.Tabs(selected="draw"),
        tab.network: update_network_radio(session, key),
        tab.explained: CHOSEN_BY_READING,
        tab.rival: other,
        **put_on_pad(tab, image, key, session, CHOSEN_BY_READING, other),
    }


def choose_explained(digit: int, event: gr.EventData) -> int:
    """The digit whose bar was clicked; clicked again, what the reading suggests."""
    clicked = parse_index(event, DIGITS)
    return CHOSEN_BY_READING if clicked == digit else clicked


def show_other_samples(tab: DrawTab, rows: list[int]) -> Updates:
    """Ten digits of the test set that come after these rows."""
    fresh = next_of_each_digit(after=max(rows))
    return {tab.sample_rows: fresh, tab.samples: sample_pictures(fresh)}


def read_upload(tab: DrawTab, path: str | None, key: str, session: Session, digit: int, other: int) -> Updates:
    """The one digit of an uploaded picture, on the pad."""
    if path is None:
        return {tab.photo: gr.skip()}
    try:
        with Image.open(path) as picture:
            image = read_photo(picture)
    except PhotoError as error:
        problem = str(error)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError):
        problem = "The file is not a picture that can be opened. A PNG or JPEG of one digit is expected."
    else:
        return {tab.photo: None, **put_on_pad(tab, image, key, session, digit, other)}
    gr.Warning(problem, title="No digit read")
    return {tab.photo: None}


def parse_digit_choice(value: object) -> int:
    """A digit of a list as the page sends it: 0 to 9, or CHOSEN_BY_READING.

    Raises:
        gradio.Error: it is neither.
    """
    if type(value) is not int or not CHOSEN_BY_READING <= value < DIGITS:
        raise gr.Error(f"No digit was chosen: expected 0 to {DIGITS - 1}.", print_exception=False)
    return value


def read_after(tab: DrawTab, session: gr.State, event: Dependency) -> Dependency:
    """Let the chosen network read what is on the pad after what another listener did."""
    return event.then(bind(read_pad, tab), [tab.pad, *tab.choices(session)], tab.reading.outputs, **LIVE)


def wire_draw_tab(tab: DrawTab, publisher: SessionPublisher) -> DigitOpener:
    """Connect the components with their handlers. Gives what other tabs open a test digit with."""
    choices = tab.choices(publisher.session)
    pad_and_reading = [tab.pad, *tab.reading.outputs]
    for asks in (tab.pad.input, tab.network.change, tab.explained.change, tab.rival.change):
        asks(bind(read_pad, tab), [tab.pad, *choices], tab.reading.outputs, trigger_mode="always_last", **LIVE)

    tab.reading.answer.select(choose_explained, tab.explained, tab.explained, **AT_ONCE)
    tab.samples.select(bind(put_sample_on_pad, tab), choices, pad_and_reading, **AT_ONCE)
    tab.styles.select(bind(put_style_on_pad, tab), choices, pad_and_reading, **AT_ONCE)
    tab.more.click(bind(show_other_samples, tab), tab.sample_rows, [tab.sample_rows, tab.samples], **AT_ONCE)
    tab.photo.change(bind(read_upload, tab), [tab.photo, *choices], [tab.photo, *pad_and_reading], **IN_QUEUE)
    return DigitOpener(bind(open_test_digit, tab), [tab.tabs, tab.network, tab.explained, tab.rival, *pad_and_reading])

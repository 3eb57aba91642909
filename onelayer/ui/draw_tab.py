"""The Draw tab: draw a digit, watch ten probabilities while you draw."""

import reprlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import gradio as gr
import numpy as np
from gradio.events import Dependency
from PIL import Image, UnidentifiedImageError

from onelayer.drawing import Drawing, DrawingError, draw_images
from onelayer.mnist import load_mnist
from onelayer.network import DIGITS
from onelayer.photo import PhotoError, read_photo
from onelayer.styles import STYLES
from onelayer.ui.components.answer import Answer
from onelayer.ui.components.browser_component import BrowserComponent, picked
from onelayer.ui.components.browser_storage import BrowserStorage
from onelayer.ui.components.digit_choice import DigitChoice
from onelayer.ui.components.photo_upload import PhotoUpload
from onelayer.ui.components.pixel_pictures import Picture, PixelPictures
from onelayer.ui.components.reasons import Reasons
from onelayer.ui.components.sketchpad import PadContent, Sketchpad, content_of
from onelayer.ui.hand import HandError
from onelayer.ui.kept import to_keep
from onelayer.ui.listeners import AT_ONCE, LIVE, PRIVATE
from onelayer.ui.session import SHIPPED, YOURS, Session
from onelayer.ui.views.change import CHANGE, explain_change
from onelayer.ui.views.contrast import CONTRAST, explain_contrast
from onelayer.ui.views.evidence import EVIDENCE, explain_evidence
from onelayer.ui.views.mnist_digits import Landing
from onelayer.ui.views.road import build_road_view, show_road
from onelayer.ui.words import counted
from onelayer.verdict import judge

NETWORKS = [(name, key) for key, name in SHIPPED.items()]
SAMPLES = 10

CHOSEN_BY_READING = -1

Shown = tuple[Any, ...]


@dataclass(frozen=True, eq=False)
class DrawTab:
    """The parts that other tabs need. read_after: after what another listener did, let the network read what is on the
    pad; landing: how a test digit comes here."""

    pad: Sketchpad
    network: gr.Radio
    read_after: Callable[[Dependency], Dependency]
    landing: Landing


def build_draw_tab(session: gr.State, tabs: gr.Tabs, storage: BrowserStorage) -> DrawTab:
    """The tab's parts and what they do; call it inside the gr.Tab "draw" of `tabs`. storage: what the browser keeps."""
    # Components
    gr.Markdown("Draw a digit: one layer of 7,850 numbers reads it **while the pen moves**.", elem_classes="lead")
    with gr.Row(elem_classes="columns"):
        with gr.Column(min_width=260):
            pad = Sketchpad(elem_id="pad")
            network = gr.Radio(NETWORKS, value="upright", label="Who reads", elem_id="network")
        with gr.Column(min_width=260):
            answer = Answer(pad_id="pad", elem_id="answer")
            label = DigitChoice(pad_id="pad", elem_id="label")
        with gr.Column(min_width=260):
            gr.Markdown("### What the network sees", elem_classes="small-heading")
            road = build_road_view()
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
    reasons = Reasons([EVIDENCE, CONTRAST, CHANGE], elem_id="reasons")
    gr.Markdown("### Or try a digit that somebody else wrote", elem_classes="small-heading")
    sample_rows = gr.State(first_of_each_digit())
    samples = PixelPictures(
        count=SAMPLES,
        columns=10,
        columns_narrow=5,
        selectable=True,
        value=sample_pictures(first_of_each_digit()),
        elem_id="samples",
    )
    more = gr.Button("Ten others", size="sm", elem_id="more-samples")
    with gr.Accordion("Or upload a picture of a digit", open=False, elem_id="upload"):
        photo = PhotoUpload(
            sources=["upload", "clipboard", "webcam"],
            type="filepath",
            show_label=False,
            height=220,
            elem_id="photo",
            placeholder="Drop a picture of one digit here, paste it, or use the camera",
        )

    with gr.Accordion("It also knows these ways of writing", open=False, elem_id="styles-shown"):
        gr.Markdown(
            f"MNIST, all American, hardly has them: {len(STYLES)} ways of writing, as strokes. Training the Upright "
            "network adds variations of each. Click one to see it read.",
            elem_classes="quiet",
        )
        styles = PixelPictures(
            count=len(STYLES),
            columns=12,
            columns_narrow=6,
            selectable=True,
            value=style_pictures(),
            elem_id="style-pictures",
        )

    # Handlers
    # Not in a thread, as Gradio runs what is not async, for the reason that LIVE has.
    async def read(payload: Any, name: Any, owned: Session, digit: Any, other: Any) -> Shown:
        reading, *views = show_reading(pad.preprocess(payload), name, owned, choice_of(digit), choice_of(other))
        return (
            answer.postprocess_for(payload, reading),
            *(component.postprocess(value) for component, value in zip(shown[1:], views, strict=True)),
        )

    def read_after(event: Dependency) -> Dependency:
        return event.then(read, [pad, *choices], shown, **LIVE)

    def read_image(image: np.ndarray, name: str, owned: Session, digit: int, other: int) -> Shown:
        return image, *show_reading(PadContent(image, image), name, owned, digit, other)

    def pick(name: str, owned: Session, digit: int, other: int, event: gr.EventData) -> Shown:
        images = load_mnist("test").images
        image = images[picked(event, len(images))]
        return read_image(image, name, owned, digit, other)

    def pick_style(name: str, owned: Session, digit: int, other: int, event: gr.EventData) -> Shown:
        return read_image(style_images()[picked(event, len(STYLES))], name, owned, digit, other)

    def land(row: int, key: str, owned: Session) -> Shown:
        image, label = load_mnist("test").images[row], int(load_mnist("test").labels[row])
        said = owned.network(key).read(image).digit
        rival_digit = CHOSEN_BY_READING if said == label else label
        return (
            gr.Tabs(selected="draw"),
            network_radio(owned, key),
            CHOSEN_BY_READING,
            rival_digit,
            *read_image(image, key, owned, CHOSEN_BY_READING, rival_digit),
        )

    def keep(content: PadContent | None, owned: Session, event: gr.EventData) -> Shown:
        digit = picked(event, 10)
        if content is None:
            return gr.skip(), "The pad is empty: draw a digit first.", gr.skip()
        if not content.strokes:
            return gr.skip(), "A picture has no strokes to learn from: draw it with the pen.", gr.skip()
        try:
            owned = owned.with_hand(owned.hand.add(Drawing(content.strokes, digit)))
        except HandError as error:
            return gr.skip(), str(error), gr.skip()
        count = counted(len(owned.hand), "drawing")
        return owned, f"Kept as a {digit}. You have {count}: teach them in the Handwriting tab.", to_keep(owned)

    def explain(digit: int, event: gr.EventData) -> int:
        clicked = picked(event, 10)
        return CHOSEN_BY_READING if clicked == digit else clicked

    def others(rows: list[int]) -> tuple[list[int], list[Picture]]:
        fresh = ten_others(after=max(rows))
        return fresh, sample_pictures(fresh)

    def upload(path: str | None, *asked: Any) -> Shown:
        if path is None:
            return (gr.skip(),) * (2 + len(shown))
        try:
            with Image.open(path) as picture:
                image = read_photo(picture)
        except PhotoError as error:
            problem = str(error)
        except (UnidentifiedImageError, Image.DecompressionBombError, OSError):
            problem = "The file is not a picture that can be opened. A PNG or JPEG of one digit is expected."
        else:
            return None, *read_image(image, *asked)
        gr.Warning(problem, title="No digit read")
        return None, *(gr.skip(),) * (1 + len(shown))

    # Wiring
    choices = [network, session, explained, rival]
    shown: list[BrowserComponent] = [answer, road, reasons]
    for asks in (pad.input, network.change, explained.change, rival.change):
        asks(read, [pad, *choices], shown, trigger_mode="always_last", **LIVE)
    label.select(keep, [pad, session], [session, label, storage], **AT_ONCE)
    answer.select(explain, explained, explained, **AT_ONCE)
    samples.select(pick, choices, [pad, *shown], **AT_ONCE)
    styles.select(pick_style, choices, [pad, *shown], **AT_ONCE)
    more.click(others, sample_rows, [sample_rows, samples], **AT_ONCE)
    photo.change(
        upload,
        [photo, *choices],
        [photo, pad, *shown],
        concurrency_limit=None,
        show_progress="hidden",
        **PRIVATE,
    )
    landing = Landing(land, [tabs, network, explained, rival, pad, *shown])
    return DrawTab(pad, network, read_after, landing)


def network_radio(session: Session, key: str) -> gr.Radio:
    """The choice of who reads, with the network of a key chosen: those that ship, Yours, and a run that was asked for.
    Where there is no such network (any more), Upright."""
    choices = list(NETWORKS)
    if session.yours is not None:
        choices.append(("Yours", YOURS))
    named = session.run(key)
    if named:
        choices.append((named.name, key))
    return gr.Radio(choices, value=key if key in dict(choices).values() else "upright")


def _digit_dropdown(chosen_by_reading: str, label: str, elem_id: str) -> gr.Dropdown:
    """Ten digits, and the one that the reading itself suggests."""
    return gr.Dropdown(
        [(chosen_by_reading, CHOSEN_BY_READING), *((str(digit), digit) for digit in range(10))],
        value=CHOSEN_BY_READING,
        show_label=False,
        label=label,
        container=False,
        elem_id=elem_id,
    )


def choice_of(value: object) -> int:
    """A digit of a list as the page sends it, 0 to 9 or CHOSEN_BY_READING.

    Raises:
        gradio.Error: it is neither; a page's would be.
    """
    if type(value) is not int or not CHOSEN_BY_READING <= value < DIGITS:
        raise gr.Error(f"No digit was chosen: expected 0 to {DIGITS - 1}.", print_exception=False)
    return value


def show_reading(content: PadContent | None, key: str, owned: Session, digit: int, other: int) -> Shown:
    """The values of the answer and of the views that explain it, as the network of a key reads what is on the pad.

    `digit` and `other` may be CHOSEN_BY_READING.
    """
    network = owned.network(key)
    if content is None:
        return None, None, None
    reading = network.read(content.image)
    explained = reading.digit if digit == CHOSEN_BY_READING else digit
    if other in (CHOSEN_BY_READING, explained):
        other = reading.runner_up if explained == reading.digit else reading.digit
    return (
        (reading, judge(reading, network, owned.hand.prototypes)),
        show_road(reading, content.shrunk, network),
        [
            explain_evidence(reading, network, explained),
            explain_contrast(reading, network, explained, other),
            explain_change(reading, network, explained, other),
        ],
    )


def read_once(drawing: dict, network: str = "upright") -> dict:
    """Read a drawing.

    drawing: {"strokes": [[[x, y], …], …]} with x to the right and y down, 0 to 1. network: upright or article.
    Gives {"digit", "probabilities", "sure"}, or nulls for an empty drawing. sure: false where two digits are close,
    or the drawing looks like no digit.
    """
    if not isinstance(network, str) or network not in SHIPPED:
        raise gr.Error(
            f"There is no network {reprlib.repr(network)}; expected {' or '.join(SHIPPED)}.", print_exception=False
        )
    try:
        content = content_of(drawing)
    except DrawingError as error:
        raise gr.Error(str(error), print_exception=False) from None
    if content is None:
        return {"digit": None, "probabilities": None, "sure": None}
    reader = Session().network(network)
    reading = reader.read(content.image)
    return {
        "digit": reading.digit,
        "probabilities": [float(p) for p in reading.probabilities],
        "sure": judge(reading, reader).sure,
    }


def first_of_each_digit() -> list[int]:
    """Rows of the MNIST test set: the first 0, the first 1, … the first 9."""
    labels = load_mnist("test").labels
    return [int(np.argmax(labels == digit)) for digit in range(SAMPLES)]


def ten_others(after: int) -> list[int]:
    """The next row of each digit after a row, starting over at the end."""
    labels = np.roll(load_mnist("test").labels, -(after + 1))
    return [int((np.argmax(labels == digit) + after + 1) % len(labels)) for digit in range(SAMPLES)]


@cache
def style_images() -> np.ndarray:
    """The ways of writing as they are written down: uint8 (n, 28, 28)."""
    return draw_images([style.strokes for style in STYLES])


def style_pictures() -> list[Picture]:
    """The pictures of all ways of writing, with their names for who cannot see them."""
    return [
        Picture(image / 255, str(style.digit), f"A way of writing {style.digit}: {style.name}")
        for style, image in zip(STYLES, style_images(), strict=True)
    ]


def sample_pictures(rows: list[int]) -> list[Picture]:
    """The pictures of these rows of the MNIST test set."""
    test = load_mnist("test")
    return [
        Picture(test.images[row] / 255, f"{test.labels[row]}", f"A {test.labels[row]} from the MNIST test set", row)
        for row in rows
    ]

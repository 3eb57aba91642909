"""The Draw tab: draw a digit, watch ten probabilities while you draw."""

import reprlib
from dataclasses import dataclass
from functools import cache

import gradio as gr
import numpy as np
from PIL import Image, UnidentifiedImageError

from onelayer.drawing import DrawingError, draw_images
from onelayer.mnist import load_mnist
from onelayer.network import Network, Reading
from onelayer.photo import PhotoError, read_photo
from onelayer.styles import STYLES
from onelayer.ui.components.answer import Answer
from onelayer.ui.components.photo_upload import PhotoUpload
from onelayer.ui.components.pixel_pictures import Picture, PixelPictures
from onelayer.ui.components.sketchpad import Sketchpad, image_of
from onelayer.ui.session import SHIPPED, Session
from onelayer.verdict import Verdict, judge

NETWORKS = [("Upright", "upright"), ("The article’s", "article")]
YOURS = ("Yours", "yours")
SAMPLES = 10

Answered = tuple[Reading, Verdict]

INPUTS_CAPTION = {"raw": "Inputs: 0 to 255", "scaled": "Inputs: 0 to 1", "upright": "Inputs: upright"}


@dataclass(frozen=True, eq=False)
class DrawTab:
    """The parts that other tabs need."""

    pad: Sketchpad
    network: gr.Radio
    answer: Answer
    pictures: PixelPictures


def build_draw_tab(session: gr.State) -> DrawTab:
    """The tab's parts and what they do; call it inside a gr.Tab."""
    # Components
    gr.Markdown("Draw a digit: one layer of 7,850 numbers reads it **while the pen moves**.", elem_classes="lead")
    with gr.Row(elem_classes="columns"):
        with gr.Column(min_width=260):
            pad = Sketchpad(elem_id="pad")
            network = gr.Radio(NETWORKS, value="upright", label="Who reads", elem_id="network")
        with gr.Column(min_width=260):
            answer = Answer(elem_id="answer")
        with gr.Column(min_width=260):
            gr.Markdown("### What the network sees", elem_classes="small-heading")
            pictures = PixelPictures(
                count=2, columns=2, columns_narrow=2, captions=("28 × 28", "Inputs: upright"), elem_id="sees"
            )
            gr.Markdown(
                "Your drawing as 28 × 28 pixels, and the 784 numbers that are multiplied: "
                "probabilities = softmax(inputs · kernel + bias).",
                elem_classes="quiet",
            )
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
    # Not in a thread, as Gradio runs what is not async: the way there and back takes longer than the reading.
    async def read(image: np.ndarray | None, name: str, owned: Session) -> tuple[Answered | None, list[Picture] | None]:
        return show_reading(image, owned.network(name))

    def pick(rows: list[int], name: str, owned: Session, event: gr.EventData) -> tuple[np.ndarray, object, object]:
        image = load_mnist("test").images[rows[int(event.index) % len(rows)]]
        return image, *show_reading(image, owned.network(name))

    def pick_style(name: str, owned: Session, event: gr.EventData) -> tuple[np.ndarray, object, object]:
        image = style_images()[int(event.index) % len(STYLES)]
        return image, *show_reading(image, owned.network(name))

    def others(rows: list[int]) -> tuple[list[int], list[Picture]]:
        fresh = ten_others(after=max(rows))
        return fresh, sample_pictures(fresh)

    def upload(path: str | None, name: str, owned: Session) -> tuple[object, ...]:
        if path is None:
            return (gr.skip(),) * 4
        try:
            with Image.open(path) as picture:
                image = read_photo(picture)
        except PhotoError as error:
            problem = str(error)
        except (UnidentifiedImageError, Image.DecompressionBombError, OSError):
            problem = "The file is not a picture that can be opened. A PNG or JPEG of one digit is expected."
        else:
            return None, image, *show_reading(image, owned.network(name))
        gr.Warning(problem, title="No digit read")
        return None, gr.skip(), gr.skip(), gr.skip()

    # Wiring
    reading = [answer, pictures]
    live = {"queue": False, "show_progress": "hidden", "api_visibility": "private"}
    pad.input(read, [pad, network, session], reading, trigger_mode="always_last", **live)
    network.change(read, [pad, network, session], reading, trigger_mode="always_last", **live)
    samples.select(pick, [sample_rows, network, session], [pad, *reading], **live)
    styles.select(pick_style, [network, session], [pad, *reading], **live)
    more.click(others, sample_rows, [sample_rows, samples], **live)
    photo.change(
        upload,
        [photo, network, session],
        [photo, pad, *reading],
        concurrency_limit=None,
        show_progress="hidden",
        api_visibility="private",
    )
    return DrawTab(pad, network, answer, pictures)


def show_reading(image: np.ndarray | None, network: Network) -> tuple[Answered | None, list[Picture] | None]:
    """The values of the answer and of the pictures of what the network sees."""
    if image is None:
        return None, None
    reading = network.read(image)
    inputs = reading.inputs / 255 if network.inputs == "raw" else reading.inputs
    return (reading, judge(reading, network)), [
        Picture(image / 255, "28 × 28", "The drawing as 28 by 28 pixels"),
        Picture(inputs, INPUTS_CAPTION[network.inputs], f"The {network.inputs} inputs made from them"),
    ]


def read_once(drawing: dict, network: str = "upright") -> dict:
    """Read a drawing.

    drawing: {"strokes": [[[x, y], …], …]} with x to the right and y down, 0 to 1. network: upright or article.
    Gives {"digit", "probabilities", "sure"}, or nulls for an empty drawing. sure: false where two digits are close,
    or the drawing looks like no digit.
    """
    if network not in SHIPPED:
        raise gr.Error(
            f"There is no network {reprlib.repr(network)}; expected {' or '.join(SHIPPED)}.", print_exception=False
        )
    try:
        image = image_of(drawing)
    except DrawingError as error:
        raise gr.Error(str(error), print_exception=False) from None
    if image is None:
        return {"digit": None, "probabilities": None, "sure": None}
    reader = Session().network(network)
    reading = reader.read(image)
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
        Picture(test.images[row] / 255, f"{test.labels[row]}", f"A {test.labels[row]} from the MNIST test set")
        for row in rows
    ]

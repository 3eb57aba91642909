"""The named endpoints: the seven functions, with values as JSON. The page, programs and assistants call them alike.

Gradio makes of each docstring what its API page and an assistant are told: the lines before `Args`, a line for each
parameter, and the lines after `Returns`.
"""

import base64
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeAlias

import gradio as gr
import numpy as np

from onelayer import functions
from onelayer.data.captchas import LENGTHS, Captcha, CaptchaError, CaptchaSettings
from onelayer.data.drawings_file import DrawingsFileError
from onelayer.data.labelled_drawings import parse_labelled
from onelayer.files.network_file import SHIPPED, StorageError, TrainedNetwork, load_shipped_network, parse_network
from onelayer.functions import SHORT, CallError, ExportKind, Inspection, Report
from onelayer.limits import NETWORK_FILE_BYTES
from onelayer.page.gradio_private import describe_parameters
from onelayer.processes.jobs import TrainingProcessError
from onelayer.processes.training_processes import TrainingProcesses
from onelayer.reading.captcha import CaptchaReading
from onelayer.reading.content import NoInkError
from onelayer.reading.drawing import SIDE, DrawingError, parse_drawing
from onelayer.reading.inputs import PIXELS
from onelayer.reading.numbers.answer import format_number
from onelayer.reading.numbers.content import read_numbers
from onelayer.reading.numbers.number import read_number as read_strokes
from onelayer.reading.photo import PhotoError
from onelayer.server.examples import EXAMPLES, SCHEMAS, as_data_url
from onelayer.server.reading_answer import format_reading
from onelayer.server.sent_picture import find_picture
from onelayer.training.average_evidence import average_evidence, scale_pictures
from onelayer.training.evaluation import Metrics
from onelayer.training.progress import Preparation, TrainingDiverged
from onelayer.training.recipe import Recipe, RecipeError
from onelayer.training.teaching import STRENGTHS, Lesson, TeachingError
from onelayer.training.work import TooMuchWork

Drawings: TypeAlias = list[dict[str, Any]] | str
"""Labelled drawings, or the text of a drawings file."""

LONGEST_FILE = 4 * NETWORK_FILE_BYTES // 3  # characters of a network's file in base64
TRAINING = "training"  # the concurrency_id of what needs a training process
PICTURES_AT_ONCE = 2  # each takes up to 100 MB of memory while its digit is looked for
EXPECTED_ERRORS = (
    CallError,
    CaptchaError,
    DrawingError,
    DrawingsFileError,
    PhotoError,
    RecipeError,
    StorageError,
    TeachingError,
    TooMuchWork,
    TrainingDiverged,
    TrainingProcessError,
)


@contextmanager
def told() -> Iterator[None]:
    """Turn the errors that a function names into answers with their sentence."""
    try:
        yield
    except EXPECTED_ERRORS as error:
        raise gr.Error(str(error), title=type(error).__name__, print_exception=False) from None


class Endpoints:
    """The seven functions with values as JSON. Bytes are base64 text; arrays are the base64 text of their bytes.

    Args:
        processes: what trains and teaches.
    """

    def __init__(self, processes: TrainingProcesses) -> None:
        self._processes = processes

    def add(self) -> None:
        """Add the endpoints to the page. Call it inside the gr.Blocks, before all listeners, which have names too."""
        trains = {"concurrency_id": TRAINING, "concurrency_limit": self._processes.count}
        named: list[tuple[Callable[..., Any], dict[str, Any]]] = [
            (read, {"concurrency_limit": None}),
            (read_picture, {"concurrency_limit": PICTURES_AT_ONCE}),
            (read_number, {"concurrency_limit": PICTURES_AT_ONCE}),
            (self.train, trains),
            (self.teach, trains),
            (inspect, {"concurrency_limit": 2}),
            (digits, {"concurrency_limit": None}),
            (captchas, {"concurrency_limit": 1}),
            (export, {"concurrency_limit": 2}),
        ]
        for function, options in named:
            name = function.__name__
            describe_parameters(gr.api(function, api_name=name, **options), EXAMPLES.get(name, {}), SCHEMAS)

    def train(
        self, recipe: dict[str, Any], drawings: Drawings = "", slow: bool = False, start: str = ""
    ) -> Iterator[dict[str, Any]]:
        """Train a network of one dense layer on MNIST, and report how it learns; the article's recipe takes 0.3 s.

        Args:
            recipe: Settings by name, such as {"epochs": 3, "input_form": "directions"}; the others are the article's.
            drawings: Labelled drawings to train on as well, as teach takes them; none as a rule.
            slow: Pause after each report, to watch.
            start: Network whose weights to start from, of the recipe's input form, as read takes it; empty for random.

        Returns:
            {"reports": [{"epoch", "batch", "batches", "report", "reports", "training", "recent", "validation",
            "seconds", "finished", "network", "looks"}, …]}, several times; the last report of all is finished.
            training, recent and validation are [loss, accuracy], accuracy 0 to 1. network is null, or base64 of float32
            (7850,), kernel row by row and bias; looks, what it looks for, is null, or base64 of int8 (10, 784).
            A recipe with captchas makes them first: {"reports": [], "made": [done, in all]}.
        """
        with told():
            if not isinstance(recipe, dict):
                raise RecipeError('A recipe is settings by name, such as {"epochs": 3}.')
            checked, parsed = Recipe.from_dict(recipe), parse_labelled(drawings)
            from_network = find_network(start).network if start != "" else None
            for news in functions.train(checked, parsed, from_network, slow=bool(slow), processes=self._processes):
                if isinstance(news, Preparation):
                    yield {"reports": [], "made": [news.done, news.count]}
                else:
                    yield {"reports": format_reports(news)}

    def teach(self, network: str = "more-hands", drawings: Drawings = "") -> dict[str, Any]:
        """Teach a network the handwriting of those who drew some digits, in about a second.

        Args:
            network: The network before the lesson, of edge directions: more-hands, or base64 of a network's file.
            drawings: [{"label": 7, "strokes": [[[x, y], …], …]}, …], x right and y down, 0 to 1; or lines of such.

        Returns:
            {"network", "drawings", "held_out", "seconds", "strengths", "drawings_accuracy", "mnist_accuracy",
            "writers"}: the taught network as base64 of float32 (7850,), kernel row by row and bias. The accuracies, 0
            to 1, are for each of the strengths, 0 (as before) to 1 (as taught).
        """
        with told():
            start, parsed = find_network(network), parse_labelled(drawings)
            return format_lesson(functions.teach(start, parsed, processes=self._processes))


def read(drawing: dict[str, Any], network: str = "more-hands") -> dict[str, Any]:
    """Read one digit that was drawn: its strokes, or an image of 28 × 28 pixels. For a picture file use read_picture.

    Args:
        drawing: {"strokes": [[[x, y], …], …]}, x right and y down, 0 to 1; or {"image": base64 of 784 bytes, as MNIST}.
        network: The network that reads: more-hands (best), kilobyte, upright, article, or base64 of a network's file.

    Returns:
        {"digit", "probabilities", "sure", "verdict", "reasons", "box"}: the digit, the probabilities of 0 to 9, whether
        the network is sure, the verdict in words, and its reasons {"runner_up", "torn_between", "familiar",
        "two_digits"}: the second most probable digit, two digits that are close or null, whether it looks like people's
        drawings of the digit, whether two digits were drawn. If there is no ink, all but the verdict is null.
    """
    with told():
        reader = find_network(network).network
        return format_reading(functions.read(parse_content(drawing), reader))


def read_picture(picture: str, network: str = "more-hands") -> dict[str, Any]:
    """Read the one digit in a picture: a photograph, a scan or a drawing, of any size, in any colour, turned or not.

    Args:
        picture: The picture file as data URL or base64, at most 6 MB; or one that was uploaded here, or its address.
        network: The network that reads: more-hands (best), kilobyte, upright, article, or base64 of a network's file.

    Returns:
        The same as read; box is where the digit is in the picture: left, top, right and bottom in pixels. A picture
        with no digit or with several is refused with a sentence. Other addresses are not opened: the server asks no
        other host for anything.
    """
    with told():
        return format_reading(functions.read(find_picture(picture), find_network(network).network))


def read_number(written: dict[str, Any] | str, network: str = "more-hands") -> dict[str, Any]:
    """Read whole numbers of one digit or more: one that was drawn, or all in a picture, one in each row of digits.

    Args:
        written: The picture, as read_picture takes it; or {"strokes": [[[x, y], …], …]}, y 0 to 1, x from 0 on.
        network: The network that reads: more-hands (best), kilobyte, upright, article, or base64 of a network's file.

    Returns:
        {"numbers": [{"number", "probability", "sure", "runner_up", "runner_up_probability", "box", "digits"}, …]}, from
        top to bottom: the digits as text, how probable they are, whether the network is sure, the second most probable
        number or null; and each digit as {"digit", "probability", "sure", "box"}. A box is left, top, right and bottom
        in the picture's pixels, or in the unit of the strokes. If there is no ink, there are no numbers; a picture
        without a digit is refused with a sentence.
    """
    with told():
        reader = find_network(network).network
        try:
            if isinstance(written, dict) and "strokes" in written:
                found = [read_strokes(written["strokes"], reader)]
            else:
                found = read_numbers(find_picture(written), reader)
        except NoInkError:
            found = []
        return {"numbers": [format_number(each) for each in found]}


def inspect(network: str = "more-hands") -> dict[str, Any]:
    """Measure a network on MNIST's 10,000 test digits, and compute what it looks for.

    Args:
        network: more-hands, kilobyte, upright, article, or base64 of a network's file.

    Returns:
        {"test": [loss, accuracy], "labels", "predicted", "probability", "loss", "evidence"}: base64 of uint8, uint8,
        float32 (of the predicted digit), float32 (−log of the label's probability), each for 10,000 digits, and of
        float32 (10, 784), the average evidence of each pixel for each digit.
    """
    with told():
        return format_inspection(functions.inspect(find_network(network).network))


def digits(rows: list[int]) -> dict[str, Any]:
    """Return digits of MNIST's test set.

    Args:
        rows: Up to 1,000 row numbers, each 0 to 9,999.

    Returns:
        {"images": base64 of 784 bytes for each digit, row by row, white on black, "labels": [0 to 9, …]}.
    """
    with told():
        images, labels = functions.digits(rows)
    return {"images": encode(images), "labels": labels.tolist()}


def captchas(
    count: int = 1,
    seed: int = 0,
    font: str = "droid",
    noise: str = "default",
    length: int = 0,
    network: str = "more-hands",
) -> dict[str, Any]:
    """Make captchas of digits, as the Python package captcha does, and read them: only those that it made itself.

    Args:
        count: How many, 1 to 25.
        seed: 0 to 2147483647; the same seed and settings give the same captchas.
        font: droid, the package's own, or aileron.
        noise: none, default (30 dots and a curve) or strong (80 dots and 3 curves).
        length: How many digits each has, 4 to 6, which the reader is told; 0 for any of these.
        network: more-hands, kilobyte, upright, article, or base64 of a network's file.

    Returns:
        {"captchas": [{"picture": PNG as data URL, "text", "read", "windows", "digits": [{"digit", "certainty", "box",
        "image"}, …]}, …]}: what it says, what was read, the number of windows looked at; of each digit how probable it
        is, left, top, right and bottom in the picture, and base64 of the 784 bytes that the network saw.
    """
    with told():
        lengths = LENGTHS if type(length) is int and length == 0 else (length,)
        settings = CaptchaSettings((font,), noise, lengths)  # type: ignore[arg-type]
        found = functions.captchas(settings, count, seed, find_network(network).network)
        return {"captchas": [format_captcha(captcha, reading) for captcha, reading in found]}


def export(network: str = "more-hands", kind: ExportKind = "safetensors") -> dict[str, Any]:
    """Make a file of a network.

    Args:
        network: more-hands, kilobyte, upright, article, or base64 of a network's file.
        kind: safetensors, its numbers; python or html, a file that reads by itself; keras or onnx, a model of inputs.

    Returns:
        {"name", "content"}: the file's name, and base64 of what is in it.
    """
    with told():
        name, content = functions.export(find_network(network), kind)
    return {"name": name, "content": base64.b64encode(content).decode("ascii")}


def find_network(network: object) -> TrainedNetwork:
    """Return the network that a call names, or that is in the file that it brings.

    Raises:
        StorageError: there is no such network, or the file is no network's.
    """
    if isinstance(network, str) and network in SHIPPED:
        return load_shipped_network(network)
    expected = f"expected {', '.join(SHIPPED)}, or base64 of a network's file"
    if not isinstance(network, str) or len(network) > LONGEST_FILE:
        raise StorageError(f"There is no network {SHORT.repr(network)}; {expected}.")
    try:
        return parse_network(base64.b64decode(network, validate=True))
    except ValueError as error:
        problem = f" {error}" if isinstance(error, StorageError) else ""
        raise StorageError(f"There is no network {SHORT.repr(network)}; {expected}.{problem}") from error


def parse_content(drawing: object) -> Sequence[np.ndarray] | np.ndarray:
    """Parse what a program sends to be read: strokes, none if it sends null, or an image.

    Raises:
        DrawingError: it is neither a drawing nor an image.
    """
    if drawing is None:
        return ()
    if isinstance(drawing, dict) and drawing.get("image") is not None:
        return _decode_image(drawing["image"])
    return parse_drawing(drawing).strokes


def _decode_image(text: object) -> np.ndarray:
    expected = "Expected the base64 of its 784 bytes, row by row."
    if not isinstance(text, str) or len(text) > 2 * PIXELS:
        raise DrawingError(f"That is not an image. {expected}")
    try:
        content = base64.b64decode(text, validate=True)
    except ValueError as error:
        raise DrawingError(f"That is not an image: {error}. {expected}") from error
    if len(content) != PIXELS:
        raise DrawingError(f"That is not an image: it has {len(content)} bytes. {expected}")
    return np.frombuffer(content, np.uint8).reshape(SIDE, SIDE)


def encode(array: np.ndarray) -> str:
    """Encode the bytes of an array in base64, row by row, little-endian."""
    return base64.b64encode(np.ascontiguousarray(array).tobytes()).decode("ascii")


def format_reports(reports: Sequence[Report]) -> list[dict[str, Any]]:
    """Convert reports to JSON. Of the snapshots it has the network and what it looks for."""
    networks = [report.progress.network for report in reports if report.is_snapshot]
    looks = iter(scale_pictures(average_evidence(networks)) if networks else ())
    return [
        {
            **{name: getattr(report.progress, name) for name in ("epoch", "batch", "batches", "report", "reports")},
            **{name: format_metrics(getattr(report.progress, name)) for name in ("training", "recent", "validation")},
            "seconds": report.progress.seconds,
            "finished": report.progress.finished,
            "network": encode(report.progress.network.numbers) if report.is_snapshot else None,
            "looks": encode(np.round(127 * next(looks)).astype(np.int8)) if report.is_snapshot else None,
        }
        for report in reports
    ]


def format_metrics(metrics: Metrics | None) -> list[float] | None:
    """Convert metrics to JSON: loss and accuracy."""
    return None if metrics is None else [*metrics]


def format_inspection(inspection: Inspection) -> dict[str, Any]:
    """Convert an inspection to JSON."""
    arrays = ("labels", "predicted", "probability", "loss", "evidence")
    return {"test": format_metrics(inspection.metrics), **{name: encode(getattr(inspection, name)) for name in arrays}}


def format_captcha(captcha: Captcha, reading: CaptchaReading) -> dict[str, Any]:
    """Convert a captcha, and what is read in it, to JSON."""
    return {
        "picture": as_data_url(captcha.picture),
        "text": captcha.text,
        "read": reading.text,
        "windows": reading.windows,
        "digits": [
            {"digit": int(digit), "certainty": float(certainty), "box": each.box, "image": encode(each.image)}
            for digit, certainty, each in zip(reading.text, reading.certainty, reading.readings, strict=True)
        ],
    }


def format_lesson(lesson: Lesson) -> dict[str, Any]:
    """Convert a lesson to JSON."""
    on_drawings = lesson.drawings_accuracy
    return {
        "network": encode(lesson.taught.numbers),
        "drawings": lesson.drawings,
        "held_out": lesson.held_out,
        "seconds": lesson.seconds,
        "strengths": STRENGTHS.tolist(),
        "drawings_accuracy": None if on_drawings is None else on_drawings.tolist(),
        "mnist_accuracy": lesson.mnist_accuracy.tolist(),
        "writers": [
            {"writer": each.writer, "held_out": each.held_out, "accuracy": each.accuracy.tolist()}
            for each in lesson.writers
        ],
    }

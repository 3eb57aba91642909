"""The seven functions of the server: read, train, teach, inspect, digits, captchas, export.

They know nobody: everything that a function needs comes with the call, everything that it gives goes back with the
answer. The page and programs call the same functions (`server/endpoints.py`).
"""

import reprlib
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from onelayer.data.captchas import MOST_SEED, Captcha, CaptchaError, CaptchaSettings, make_captchas
from onelayer.data.mnist import load_mnist
from onelayer.files import html_file, keras_file, network_file, onnx_file, python_file
from onelayer.files.network_file import TrainedNetwork
from onelayer.processes.jobs import TeachingJob, TrainingJob
from onelayer.processes.training_processes import TrainingProcesses
from onelayer.reading.captcha import CaptchaReading, read_captcha
from onelayer.reading.content import NoInkError, Readable, find_content
from onelayer.reading.drawing import Drawing
from onelayer.reading.network import Network
from onelayer.reading.reading import Reading, read_contents
from onelayer.training.average_evidence import average_evidence
from onelayer.training.evaluation import Metrics, cross_entropy, mnist_test_logits
from onelayer.training.progress import Preparation, Progress
from onelayer.training.recipe import Recipe
from onelayer.training.schedule import schedule_reports
from onelayer.training.teaching import Lesson, check_lesson, lesson_recipe
from onelayer.training.training import check_start
from onelayer.training.work import check_work

MOST_SNAPSHOTS = 60  # of a run
MOST_CAPTCHAS = 25  # that one call of `captchas` gives
MOST_DIGITS = 1000  # that one call of `digits` gives
SLOW_REPORTS_PER_EPOCH = 16
SLOW_SECONDS = 20.0  # the time of a run in slow motion, about
SLOW_LONGEST_PAUSE = 0.25  # seconds after a report
UNSEEN = 0.05  # time between two lists of reports, as a fraction of the run's time so far: early learning is fastest
SHORTEST_UNSEEN, LONGEST_UNSEEN = 0.04, 0.25  # seconds between two lists of reports; each list costs the server 2 ms

ExportKind = Literal["safetensors", "python", "keras", "onnx", "html"]

SHORT = reprlib.Repr()
"""Writes what a call brings, without what is nested in it."""
SHORT.maxlevel = 1

EXPORTS: dict[ExportKind, tuple[str, Callable[[TrainedNetwork], bytes]]] = {
    "safetensors": (network_file.FILE_NAME, network_file.network_to_bytes),
    "python": (python_file.FILE_NAME, lambda trained: python_file.format_python_file(trained.network).encode()),
    "keras": (keras_file.FILE_NAME, lambda trained: keras_file.format_keras_file(trained.network)),
    "html": (html_file.FILE_NAME, lambda trained: html_file.format_html_file(trained).encode()),
    "onnx": (onnx_file.FILE_NAME, lambda trained: onnx_file.format_onnx_file(trained.network)),
}
"""Of each kind the file's name, and what makes its content."""


class CallError(ValueError):
    """A call asks for what there is not; the message says what there is."""


@dataclass(frozen=True, eq=False)
class Report:
    """A report of a run.

    Attributes:
        progress: the metrics so far, and the network.
        is_snapshot: the network is one of the run's snapshots.
    """

    progress: Progress
    is_snapshot: bool


@dataclass(frozen=True, eq=False)
class Inspection:
    """What a network does with MNIST's 10,000 test digits, and what it looks for.

    Attributes:
        metrics: loss and accuracy.
        labels: uint8 (10,000,), 0 to 9.
        predicted: uint8 (10,000,), the predicted digits.
        probability: float32 (10,000,), the probability of the predicted digit, 0 to 1.
        loss: float32 (10,000,), −log of the label's probability.
        evidence: float32 (10, 784), the average evidence of each pixel for each digit.
    """

    metrics: Metrics
    labels: np.ndarray
    predicted: np.ndarray
    probability: np.ndarray
    loss: np.ndarray
    evidence: np.ndarray


def read(drawing: Readable, network: Network) -> Reading | None:
    """Read one digit.

    Args:
        drawing: strokes, each float32 (n, 2), x right and y down in the unit square; or an image, uint8 (28, 28), white
            ink on black; or the path of a picture file.
        network: the network that reads.

    Returns:
        The reading; None if there is no more ink than a dot.

    Raises:
        DrawingError: it is neither strokes nor an image.
        PhotoError: the picture holds no digit, or cannot be read.
        OSError: there is no such file, or it cannot be read.
    """
    try:
        content = find_content(drawing)
    except NoInkError:
        return None
    return read_contents([content], network)[0]


def train(
    recipe: Recipe,
    drawings: Sequence[Drawing] = (),
    start: Network | None = None,
    *,
    slow: bool = False,
    processes: TrainingProcesses,
) -> Iterator[list[Report] | Preparation]:
    """Train a recipe in a training process, and report the progress.

    Args:
        recipe: what to train.
        drawings: labelled drawings; variations of them are added to the recipe's examples, a tenth as many.
        start: the network whose weights to start from, of the recipe's input form; None for random ones from the seed.
        slow: pause after each report, so that the run takes about SLOW_SECONDS.
        processes: train in the next free one.

    Yields:
        The reports since the last list, at least one; at most MOST_SNAPSHOTS of all reports are snapshots, dense at the
        beginning, where learning is quick. The last report is finished, and a snapshot. Before them, if the recipe has
        captchas, how many of them are made.

    Raises:
        RecipeError: the recipe has another input form than the network to start from.
        TooMuchWork: the run would take too long; the message says what makes it shorter.
        TrainingDiverged: the weights are no longer finite.
        TrainingProcessError: the process died, or could not do the job.
    """
    check_start(recipe, start)
    check_work(recipe)
    reports: list[Report] = []
    started: float | None = None
    next_given = next_snapshot = 0.0
    for news in processes.do(make_job(recipe, drawings, start, slow)):
        if isinstance(news, Preparation):
            yield news
            continue
        assert isinstance(news, Progress)
        is_due = news.finished or news.batches_done >= next_snapshot
        if is_due:
            next_snapshot = news.batches_done * news.batches_in_all ** (1 / (MOST_SNAPSHOTS - 2))
        reports.append(Report(news, is_due))
        now = time.monotonic()
        if now >= next_given or news.finished:
            started = started or now
            next_given = now + min(LONGEST_UNSEEN, max(SHORTEST_UNSEEN, UNSEEN * (now - started)))
            yield reports
            reports = []


def make_job(recipe: Recipe, drawings: Sequence[Drawing], start: Network | None, slow: bool) -> TrainingJob:
    """Make the training job. In slow motion a run takes about SLOW_SECONDS, a short one less."""
    if not slow:
        return TrainingJob(recipe, drawings=tuple(drawings), start=start)
    reports = sum(map(len, schedule_reports(recipe, recipe.training_examples, SLOW_REPORTS_PER_EPOCH)))
    pause = min(SLOW_LONGEST_PAUSE, SLOW_SECONDS / reports)
    return TrainingJob(recipe, SLOW_REPORTS_PER_EPOCH, pause, tuple(drawings), start)


def teach(trained: TrainedNetwork, drawings: Sequence[Drawing], *, processes: TrainingProcesses) -> Lesson:
    """Teach a network with labelled drawings, in a training process, and measure what it learned.

    Args:
        trained: the network before the lesson, of edge directions. If it is rounded, so is the taught one.
        drawings: at least one, each with its label.
        processes: teach in the next free one.

    Raises:
        TeachingError: there are no drawings, one has no label, or the network has another input form.
        TrainingProcessError: the process died, or could not do the job.
    """
    check_lesson(drawings, trained.network)
    (lesson,) = processes.do(TeachingJob(trained.network, tuple(drawings), lesson_recipe(trained.recipe)))
    assert isinstance(lesson, Lesson)
    return lesson


def inspect(network: Network) -> Inspection:
    """Measure a network on MNIST's 10,000 test digits, and compute what it looks for."""
    labels = load_mnist("test").labels
    logits = mnist_test_logits(network)
    loss = cross_entropy(logits, labels)
    predicted = logits.argmax(axis=1)
    metrics = Metrics(float(loss.mean(dtype=np.float64)), float((predicted == labels).mean()))
    probability = np.exp(-cross_entropy(logits, predicted))
    return Inspection(
        metrics,
        labels,
        predicted.astype(np.uint8),
        probability.astype(np.float32),
        loss.astype(np.float32),
        average_evidence([network])[0],
    )


def digits(rows: list[int]) -> tuple[np.ndarray, np.ndarray]:
    """Return digits of MNIST's test set.

    Args:
        rows: up to MOST_DIGITS row numbers, each 0 to 9,999.

    Returns:
        Images, uint8 (n, 28, 28), white ink on black, and labels, uint8 (n,).

    Raises:
        CallError: there are too many rows, or one is no row of the test set.
    """
    test = load_mnist("test")
    if not isinstance(rows, list) or any(type(row) is not int or not 0 <= row < len(test) for row in rows):
        raise CallError(f"A row of MNIST's test set is a whole number from 0 to {len(test) - 1:,}.")
    if len(rows) > MOST_DIGITS:
        raise CallError(f"{len(rows):,} digits were asked for; {MOST_DIGITS:,} are the most.")
    return test.images[rows], test.labels[rows]


def captchas(
    settings: CaptchaSettings, count: int, seed: int, network: Network
) -> list[tuple[Captcha, CaptchaReading]]:
    """Make captchas, and let a network read them. It is told the numbers of digits that they may have.

    Args:
        settings: how they look.
        count: how many, 1 to MOST_CAPTCHAS.
        seed: 0 to MOST_SEED; the same one gives the same captchas. No network was trained on any of them.
        network: the network that reads.

    Returns:
        Each captcha, and what is read in it.

    Raises:
        CaptchaError: there are too many, or the seed is another.
    """
    for name, value, low, high in (("count", count, 1, MOST_CAPTCHAS), ("seed", seed, 0, MOST_SEED)):
        if type(value) is not int or not low <= value <= high:
            raise CaptchaError(
                f"The {name} of captchas is a whole number from {low} to {high:,}, not {SHORT.repr(value)}."
            )
    return [
        (captcha, read_captcha(captcha.picture, network, settings.lengths))
        for captcha in make_captchas(settings, count, seed)
    ]


def export(trained: TrainedNetwork, kind: ExportKind) -> tuple[str, bytes]:
    """Make a file of a network.

    Args:
        trained: the network with its recipe and accuracies.
        kind: `safetensors`, its numbers; `python`, one file of Python that reads pictures; `keras`, a Keras model, and
            `onnx`, an ONNX model, which both take inputs, not images; `html`, a page that works without a server.

    Returns:
        The file's name, with its ending, and its content.

    Raises:
        CallError: there is no such kind.
    """
    if kind not in get_args(ExportKind):
        raise CallError(f"There is no kind {SHORT.repr(kind)}; expected {' or '.join(get_args(ExportKind))}.")
    name, make = EXPORTS[kind]
    return name, make(trained)

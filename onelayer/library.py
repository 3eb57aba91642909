"""The library, for programs: read, train, teach, load. What is public is in `onelayer.__all__`.

Training and teaching run in the caller's process. A process of its own would have to import the caller's script once
more, which a script without `if __name__ == "__main__"` does not survive; a program that must go on meanwhile uses a
thread.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, TypeAlias, overload

import numpy as np

from onelayer.assets import AssetError
from onelayer.data.drawings_file import DrawingsFileError, parse_drawings, parse_labelled_drawing
from onelayer.extras import MissingExtraError, check_extra
from onelayer.files.network_file import SHIPPED, StorageError, TrainedNetwork, load_network, load_shipped_network
from onelayer.reading.content import Readable
from onelayer.reading.drawing import Drawing, DrawingError
from onelayer.reading.numbers.content import NumberReadable, read_one_number
from onelayer.reading.numbers.content import read_numbers as read_all_numbers
from onelayer.reading.numbers.number import NumberReading
from onelayer.reading.photo import PhotoError
from onelayer.reading.reading import Reading
from onelayer.reading.verdict import Verdict
from onelayer.training.evaluation import Metrics, measure_on_mnist_test, name_accuracies
from onelayer.training.progress import Progress, TrainingDiverged
from onelayer.training.recipe import Recipe, RecipeError
from onelayer.training.recipes import RECIPES
from onelayer.training.teaching import DEFAULT_STRENGTH, STRENGTHS, Lesson, lesson_recipe, strength_index
from onelayer.training.teaching import teach as teach_network
from onelayer.training.training import check_start
from onelayer.training.training import train as train_recipe

__all__ = [
    "AssetError",
    "Drawing",
    "DrawingError",
    "DrawingsFileError",
    "Metrics",
    "MissingExtraError",
    "NumberReading",
    "PhotoError",
    "Reading",
    "Recipe",
    "RecipeError",
    "StorageError",
    "TrainedNetwork",
    "TrainingDiverged",
    "TrainingProgress",
    "Verdict",
    "load",
    "read",
    "read_number",
    "read_numbers",
    "teach",
    "train",
]

NetworkLike: TypeAlias = str | os.PathLike[str] | TrainedNetwork
"""A network that ships (more-hands, kilobyte, upright, article), the path of a network's file, or a network."""
Drawings: TypeAlias = str | bytes | os.PathLike[str] | IO[bytes] | Iterable[Drawing | Mapping[str, Any] | str]
"""The path of a drawings file, an open one, its content, its lines; or drawings."""

EXPECTED_DRAWINGS = (
    "Expected the path of a drawings file, an open one, its content or its lines, or drawings "
    '{"label": 7, "strokes": [[[x, y], …], …]}.'
)


@overload
def read(what: Readable, network: NetworkLike = "more-hands") -> Reading: ...  # type: ignore[overload-overlap]
@overload
def read(what: Sequence[Readable], network: NetworkLike = "more-hands") -> list[Reading]: ...
def read(what: Readable | Sequence[Readable], network: NetworkLike = "more-hands") -> Reading | list[Reading]:
    """Read one digit, or each of several.

    >>> import onelayer
    >>> onelayer.read([[(0.5, 0.15), (0.5, 0.85)]])
    Reading(digit=1, probability=0.9998, sure)
    >>> [reading.digit for reading in onelayer.read(["seven.jpg", "three.png"])]
    [7, 3]

    Args:
        what: strokes, each a list of points (x, y) or an array (n, 2), x to the right and y down, 0 to 1; an image,
            uint8 (28, 28), white ink on black; the path of a picture, an open file or a PIL image, in which one digit
            stands; or a list of any of these.
        network: the network that reads: the name of one that ships (`more-hands`, `kilobyte`, …), the path of a
            network's file, or what `load`, `train` or `teach` gave.

    Returns:
        The reading; of a list, a list of readings.

    Raises:
        DrawingError: what should be strokes or an image is none, or has no more ink than a dot.
        PhotoError: a picture holds no digit, or more than one, or is no picture.
        OSError: there is no such file, or it cannot be read.
        StorageError: there is no such network, or its file is none.
    """
    return load(network).read(what)


def read_number(what: NumberReadable, network: NetworkLike = "more-hands") -> NumberReading:
    """Read a whole number, from left to right, of one digit or more.

    >>> import onelayer
    >>> one, other = [(0.5, 0.15), (0.5, 0.85)], [(0.9, 0.15), (0.9, 0.85)]
    >>> onelayer.read_number([one, other]).text
    '11'

    Args:
        what: strokes in the order in which they were drawn, each a list of points (x, y) or an array (n, 2): x to the
            right and y down, both in the unit of the pad's height, so that x goes as far as the pad is wide; a drawing;
            the path of a picture, an open file or a PIL image, in which one row of digits stands; or its pixels, uint8
            (h, w) or (h, w, 3).
        network: the network that reads, as for `read`.

    Returns:
        The reading: the number's text and probability, the runner-up, each digit with its strokes or, in a picture, its
        box, and all that was considered.

    Raises:
        DrawingError: what should be strokes or pixels is none, or has no more ink than a dot.
        PhotoError: a picture holds no digit, or more than one row of digits, or is no picture.
        OSError: there is no such file, or it cannot be read.
        StorageError: there is no such network, or its file is none.
    """
    return read_one_number(what, load(network).network)


def read_numbers(what: NumberReadable, network: NetworkLike = "more-hands") -> list[NumberReading]:
    """Read all numbers in a picture: a reading for each row of digits, from top to bottom.

    Args:
        what: as for `read_number`, with one row of digits or several. Rows at one height go from left to right; strokes
            are one number.
        network: the network that reads, as for `read`.

    Raises:
        DrawingError, PhotoError, OSError, StorageError: as `read_number` does; several rows are no error.
    """
    return read_all_numbers(what, load(network).network)


def load(network: NetworkLike) -> TrainedNetwork:
    """Load a network. No code in its file is run, and everything in it is checked.

    >>> import onelayer
    >>> network = onelayer.load("more-hands")
    >>> network.network.kernel.shape, network.network.input_form
    ((784, 10), 'directions')

    Args:
        network: `more-hands`, `kilobyte`, `upright` or `article`, which ship; or the path of a network's file.

    Raises:
        StorageError: there is no such network, or the file is broken or of another kind.
    """
    if isinstance(network, TrainedNetwork):
        return network
    if network in SHIPPED:
        return load_shipped_network(str(network))
    path = Path(network)
    if not path.is_file():
        raise StorageError(f"There is no network {str(network)!r}; expected {', '.join(SHIPPED)}, or a network's file.")
    return load_network(path)


@dataclass(frozen=True, eq=False)
class TrainingProgress:
    """How far a training run is.

    Attributes:
        epoch: the epoch, from 1.
        epochs: how many there are.
        batch: the batches of this epoch that are done.
        batches: the batches of an epoch.
        training: loss and accuracy over this epoch's batches so far.
        validation: loss and accuracy on the validating images, at the end of an epoch; else None.
        test: loss and accuracy on MNIST's 10,000 test images, at the end of the run; else None.
        seconds: the time of training so far.
        finished: this is the last one.
        network: the network as it is now, to read with or to save.
    """

    epoch: int
    epochs: int
    batch: int
    batches: int
    training: Metrics
    validation: Metrics | None
    test: Metrics | None
    seconds: float
    finished: bool
    network: TrainedNetwork


def train(
    recipe: str | Recipe = "article", *, start: NetworkLike | None = None, **settings: Any
) -> Iterator[TrainingProgress]:
    """Train a network on MNIST. The last progress has the network that was trained; each before it has it as it was.

    TensorFlow, of the extra `train`, is loaded with the first progress, which takes seconds.

    >>> import onelayer
    >>> for progress in onelayer.train("article", epochs=2, examples=2000):
    ...     accuracy = progress.training.accuracy
    >>> progress.epoch, progress.finished, 0.5 < accuracy < 1
    (2, True, True)
    >>> progress.network.save("mine.safetensors")
    >>> progress.network.accuracies["test_accuracy"] > 0.6
    True

    Args:
        recipe: the key of a recipe, such as `article` or `more-hands` (`onelayer train --help` has all); or a recipe.
        start: the network whose weights to start from, of the recipe's input form: the name of one that ships, the path
            of its file, or the network; None for random weights from the seed.
        **settings: what to change in the recipe, by name: epochs, batch_size, learning_rate, optimizer, input_form,
            examples, validation_split, styles, variations, calibrate, decay, seed. `onelayer train --help` has the
            limits.

    Yields:
        The progress, once an epoch at least.

    Raises:
        RecipeError: there is no such recipe or setting, a value is outside its limits, or the network to start from has
            another input form.
        StorageError: there is no such network, or its file is none.
        TrainingDiverged: the weights are no longer finite.
        MissingExtraError: TensorFlow is not installed.
    """
    check_extra("train")
    made, network = make_recipe(recipe, settings), None if start is None else load(start).network
    check_start(made, network)
    return (_report(progress) for progress in train_recipe(made, start=network))


def make_recipe(recipe: str | Recipe, settings: Mapping[str, Any]) -> Recipe:
    """Make a recipe from a named one and what to change in it.

    Raises:
        RecipeError: there is no such recipe or setting, or a value is outside its limits.
    """
    if isinstance(recipe, str):
        if recipe not in RECIPES:
            raise RecipeError(f"There is no recipe {recipe!r}; expected {', '.join(RECIPES)}.")
        recipe = RECIPES[recipe]
    return Recipe.from_dict({**recipe.to_dict(), **settings})


def _report(progress: Progress) -> TrainingProgress:
    test = measure_on_mnist_test(progress.network) if progress.finished else None
    accuracies = name_accuracies(progress.training, progress.validation, test)
    return TrainingProgress(
        progress.epoch,
        progress.recipe.all_epochs,
        progress.batch,
        progress.batches,
        progress.training,
        progress.validation,
        test,
        progress.seconds,
        progress.finished,
        TrainedNetwork(progress.network, progress.recipe, accuracies),
    )


def teach(
    drawings: Drawings, network: NetworkLike = "more-hands", *, strength: float = DEFAULT_STRENGTH
) -> TrainedNetwork:
    """Teach a network a hand: go on training it with labelled drawings, varied and mixed with MNIST's images.

    >>> import onelayer
    >>> network = onelayer.teach("drawings.jsonl")
    >>> network.save("mine.safetensors")
    >>> onelayer.load("mine.safetensors").read([[(0.5, 0.15), (0.5, 0.85)]]).digit
    1

    Args:
        drawings: the path of a drawings file (JSON lines, optionally gzipped), an open one, its content or its lines;
            or drawings, each `{"label": 7, "strokes": [[[x, y], …], …]}` or a `Drawing`; x to the right and y down,
            0 to 1.
        network: of edge directions: the name of one that ships, the path of its file, or the network.
        strength: how far to go, from 0, the network as it was, to 1.

    Returns:
        The taught network, rounded if the network was; the network as it was, if the lesson made it read drawings that
        were held out worse.

    Raises:
        DrawingsFileError: there are no drawings, or one is none.
        ValueError: a `Drawing` has no label, the network has other inputs, or the strength is not from 0 to 1.
        OSError: there is no such file, or it cannot be read.
        MissingExtraError: TensorFlow is not installed.
    """
    check_extra("train")
    if not 0 <= strength <= 1:
        raise ValueError(f"The strength must be a number from 0 to 1, not {strength!r}.")
    start, parsed = load(network), gather_drawings(drawings)
    return taught_network(teach_network(parsed, start.network, lesson_recipe(start.recipe)), start, strength)


def taught_network(lesson: Lesson, start: TrainedNetwork, strength: float) -> TrainedNetwork:
    """Return the network at a strength; the start, if drawings that were held out are read worse there."""
    if lesson.is_worse_at(strength):
        return start
    at = strength_index(strength)
    accuracies = {"test_accuracy": float(lesson.mnist_accuracy[at])}
    return TrainedNetwork(lesson.network(float(STRENGTHS[at])), lesson.recipe if at else start.recipe, accuracies)


def gather_drawings(drawings: Drawings) -> list[Drawing]:
    """Gather labelled drawings, at least one, from what `teach` takes.

    Raises:
        DrawingsFileError, OSError: as `teach` does.
    """
    if isinstance(drawings, Iterable) and not isinstance(drawings, str | bytes) and not hasattr(drawings, "read"):
        gathered = [_gather_one(each, number) for number, each in enumerate(drawings, 1)]
    else:
        found = parse_drawings(_content_of(drawings))
        if found.problems:
            raise DrawingsFileError(found.problems[0])
        gathered = found.drawings
    if not gathered:
        raise DrawingsFileError("There are no drawings. Each line of a drawings file is one, with its label.")
    return gathered


def _content_of(drawings: object) -> bytes:
    if isinstance(drawings, bytes) or (isinstance(drawings, str) and drawings.lstrip().startswith("{")):
        return drawings if isinstance(drawings, bytes) else drawings.encode()
    if isinstance(drawings, str | os.PathLike):
        return Path(drawings).read_bytes()
    if hasattr(drawings, "read"):
        content: bytes = drawings.read()
        return content
    raise DrawingsFileError(f"{type(drawings).__name__} is no drawings. {EXPECTED_DRAWINGS}")


def _gather_one(drawing: object, number: int) -> Drawing:
    if isinstance(drawing, Drawing):
        return drawing
    try:
        line = drawing if isinstance(drawing, str) else json.dumps(drawing, default=np.ndarray.tolist)
        return parse_labelled_drawing(line)
    except (TypeError, ValueError) as error:
        raise DrawingsFileError(f"Drawing {number}: {error} {EXPECTED_DRAWINGS}") from error

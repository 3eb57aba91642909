"""How many numbers in pictures are read rightly: in folders of pictures, and in pictures composed from drawings.

bench/whole_numbers.py has the command.
"""

import statistics
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from onelayer.data.drawings_file import DrawingsFileError
from onelayer.data.mnist import load_mnist
from onelayer.reading.drawing import Drawing
from onelayer.reading.network import Network
from onelayer.reading.numbers.content import NumberReadable, read_numbers
from tools.composed_numbers import by_writer
from tools.composed_pictures import SPACINGS, Digit, compose_pictures

COMPOSED = 400  # pictures
FIRST, GROUPS, EACH = 30_000, 10, 500  # MNIST's training images that stand for writers, after those of the fit
SEED = 11
APART = ("tight", "normal", "wide")
ROWS = "-"  # between the numbers of several rows, in the name of a picture

Labelled = tuple[str, str, NumberReadable]
"""The number, several rows with ROWS between them; the kind; the picture."""


def find_pictures(folder: Path) -> list[Labelled]:
    """Find the pictures of a folder named NUMBER_anything.png, or 12-34_anything.png if there are two rows.

    Raises:
        DrawingsFileError: there are none.
    """
    named = [(path.stem.partition("_")[0], path) for path in sorted(folder.rglob("*_*.*"))]
    found: list[Labelled] = [(text, path.parent.name, path) for text, path in named if text.replace(ROWS, "").isdigit()]
    if not found:
        raise DrawingsFileError(f"{folder} holds no pictures named NUMBER_anything.png.")
    return found


def compose(drawings: Sequence[Drawing], count: int = COMPOSED) -> list[Labelled]:
    """Compose pictures from drawings and MNIST's training images; the kind is their spacing."""
    train = load_mnist("train")
    labelled: list[Digit] = list(zip(train.images[FIRST:], train.labels[FIRST:].tolist(), strict=True))
    groups = [labelled[at * EACH : (at + 1) * EACH] for at in range(GROUPS)]
    composed = compose_pictures([*by_writer(drawings), *groups], count, np.random.default_rng(SEED), SPACINGS)
    return [(each.text, each.spacing, each.picture) for each in composed]


def measure_pictures(pictures: Iterable[Labelled], network: Network) -> dict[str, object]:
    """Read pictures. Right, surely wrong and not sure are fractions, in all and of each kind."""
    outcomes: dict[str, list[tuple[bool, bool, bool]]] = defaultdict(list)
    seconds: list[float] = []
    for text, kind, picture in pictures:
        start = time.perf_counter()
        try:
            readings = read_numbers(picture, network)
        except ValueError:
            readings = []
        seconds.append(time.perf_counter() - start)
        right = ROWS.join(reading.text for reading in readings) == text
        sure = bool(readings) and all(reading.sure for reading in readings)
        outcomes[kind].append((right, sure and not right, not sure))
    everything = [each for kind in outcomes.values() for each in kind]
    names = ("right", "surely_wrong", "not_sure")
    results: dict[str, object] = {"count": len(everything), **dict(zip(names, _means(everything), strict=True))}
    for at, name in enumerate(names):
        results[f"{name}_by_kind"] = {kind: _means(each)[at] for kind, each in outcomes.items()}
    results["ms"] = round(1000 * statistics.median(seconds), 2)
    return results


def _means(outcomes: Sequence[tuple[bool, bool, bool]]) -> list[float]:
    return [round(float(each), 4) for each in np.mean(outcomes, axis=0)]

"""Numbers composed from drawings of single digits, as a person might write them in one line.

The strokes stand on a wide pad in the unit of its height: y from 0 to 1, x from 0 to as wide as the number is. The
digits of a number are of one writer; each has a size and a place a little of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from onelayer.data.styles import STYLES
from onelayer.data.variations import Variation, vary
from onelayer.reading.drawing import Drawing
from onelayer.reading.network import DIGITS

LONGEST = 8  # digits
HEIGHT = 0.5  # of a digit, on the pad
SIZES = 0.09  # standard deviation of the logarithm of a digit's size
BASELINE = 0.05  # standard deviation of a digit's height above the line, as a fraction of HEIGHT
ROWS = 16  # in which the ink of two neighbours is compared, so that they touch
LIGATURE_STEP = 0.06  # between two points of the stroke that joins two digits, as a fraction of HEIGHT
MARGIN = 0.2  # on the left, on the pad
MILD = Variation(slant=0.15, turn=0.06, aspect=0.12, proportion=0.12, bend=0.02, apart=0.015, pen=0.0)
"""How a writer's digits differ from one another, and from those of others who write them in the same way."""


@dataclass(frozen=True)
class Spacing:
    """How digits follow one another.

    Attributes:
        name: for people.
        gaps: the smallest and the largest mean gap of a number, as fractions of a digit's height: between the boxes of
            two digits, or between their ink if they touch.
        spread: standard deviation of the gaps of one number.
        by_ink: gaps are between the ink of two digits, row by row, and not between their boxes.
        is_late: all strokes but each digit's first are drawn last, from left to right.
        is_joined: one pair of neighbours is written without lifting the pen.
    """

    name: str
    gaps: tuple[float, float]
    spread: float
    by_ink: bool = False
    is_late: bool = False
    is_joined: bool = False


SPACINGS = (
    Spacing("tight", (0.03, 0.1), 0.03),
    Spacing("everyday", (0.08, 0.5), 0.1),
    Spacing("wide", (0.5, 1.0), 0.15),
    Spacing("touching", (-0.03, 0.01), 0.02, by_ink=True),
    Spacing("late", (0.08, 0.5), 0.1, is_late=True),
    Spacing("joined", (0.08, 0.4), 0.08, is_joined=True),
)


@dataclass(frozen=True, eq=False)
class WrittenNumber:
    """A number as it was written.

    Attributes:
        text: its digits.
        strokes: float32 (n, 2) each, in the unit of the pad's height, in the order of time.
        spacing: the name of its spacing.
        writer: the writer's name, or None.
    """

    text: str
    strokes: tuple[np.ndarray, ...]
    spacing: str
    writer: str | None


def compose_number(
    digits: Sequence[Drawing], spacing: Spacing, random: "np.random.Generator", writer: str | None = None
) -> WrittenNumber:
    """Compose a number of drawings, one or more, each with its label."""
    mean = random.uniform(*spacing.gaps)
    placed: list[list[np.ndarray]] = []
    for drawing in digits:
        strokes = _resize(drawing.strokes, random)
        if placed:
            gap = HEIGHT * random.normal(mean, spacing.spread)
            shift = _right_of(placed[-1]) - _left_of(strokes)
            if spacing.by_ink:
                shift -= min(_room_between(placed[-1], strokes, shift), 0.4 * HEIGHT)
            else:
                gap = max(gap, 0.02 * HEIGHT)
            strokes = [stroke + np.array([shift + gap, 0]) for stroke in strokes]
        placed.append(strokes)
    joined = _join(placed, random) if spacing.is_joined and len(placed) > 1 else placed
    strokes = _late(joined) if spacing.is_late else [stroke for digit in joined for stroke in digit]
    return WrittenNumber(
        "".join(str(drawing.label) for drawing in digits), _onto_pad(strokes), spacing.name, writer or digits[0].writer
    )


def compose_numbers(
    drawings: Sequence[Drawing],
    count: int,
    random: "np.random.Generator",
    lengths: Sequence[int] = range(1, LONGEST + 1),
    spacings: Sequence[Spacing] = SPACINGS,
) -> list[WrittenNumber]:
    """Compose numbers: spacings, lengths and writers take turns, the digits are drawn at random.

    Args:
        drawings: labelled drawings, each with its writer.
        count: the number of numbers.
        random: the generator of random numbers.
        lengths: the numbers of digits.
        spacings: the spacings. A number of one digit is never joined.
    """
    writers = by_writer(drawings)
    numbers = []
    for number in range(count):
        spacing = spacings[number % len(spacings)]
        length = lengths[number // len(spacings) % len(lengths)]
        own = writers[int(random.integers(len(writers)))]
        digits = [own[at] for at in random.integers(len(own), size=max(length, 1 + spacing.is_joined))]
        numbers.append(compose_number(digits, spacing, random))
    return numbers


def by_writer(drawings: Sequence[Drawing]) -> list[list[Drawing]]:
    """Group drawings by their writers."""
    groups: dict[str | None, list[Drawing]] = {}
    for drawing in drawings:
        groups.setdefault(drawing.writer, []).append(drawing)
    return list(groups.values())


def write_styles(writers: int, random: "np.random.Generator") -> list[Drawing]:
    """Let imagined writers write each digit twice, each digit in one of the ways of writing, a little varied."""
    drawings = []
    for writer in range(writers):
        for digit in range(DIGITS):
            styles = [style for style in STYLES if style.digit == digit]
            style = styles[int(random.integers(len(styles)))]
            drawings += [
                Drawing(_into_square(strokes), digit, f"writer {writer}")
                for strokes in vary(style.strokes, MILD, 2, random)
            ]
    return drawings


def _into_square(strokes: Sequence[np.ndarray]) -> tuple[np.ndarray, ...]:
    points = np.concatenate(list(strokes))
    low = points.min(axis=0)
    longer = max(float((points.max(axis=0) - low).max()), 1e-6)
    return tuple(((stroke - low) / longer).astype(np.float32) for stroke in strokes)


def leave_out_writers(drawings: Sequence[Drawing]) -> tuple[list[Drawing], list[Drawing]]:
    """Split drawings in those that weights may be fitted to, and those of each third writer, by name."""
    left_out = set(sorted({drawing.writer for drawing in drawings}, key=str)[::3])
    others = [drawing for drawing in drawings if drawing.writer not in left_out]
    return others, [drawing for drawing in drawings if drawing.writer in left_out]


def _resize(strokes: Sequence[np.ndarray], random: "np.random.Generator") -> list[np.ndarray]:
    """Bring a digit to its size, standing on the line y = 0."""
    points = np.concatenate(list(strokes)).astype(np.float64)
    low, high = points.min(axis=0), points.max(axis=0)
    size = HEIGHT * np.exp(random.normal(0, SIZES)) / max(float((high - low).max()), 1e-6)
    foot = np.array([low[0], high[1]])
    lift = np.array([0, HEIGHT * random.normal(0, BASELINE)])
    return [(stroke - foot) * size - lift for stroke in strokes]


def _left_of(strokes: Sequence[np.ndarray]) -> float:
    return min(float(stroke[:, 0].min()) for stroke in strokes)


def _right_of(strokes: Sequence[np.ndarray]) -> float:
    return max(float(stroke[:, 0].max()) for stroke in strokes)


def _room_between(left: Sequence[np.ndarray], right: Sequence[np.ndarray], shift: float) -> float:
    """How far the right one can move to the left until its ink touches the left one's in some row; 0 or more."""
    one, other = np.concatenate([_dense(stroke) for stroke in left]), np.concatenate([_dense(s) for s in right])
    low = min(one[:, 1].min(), other[:, 1].min())
    height = max(one[:, 1].max(), other[:, 1].max()) - low
    rows, others = (((points[:, 1] - low) / max(height, 1e-9) * (ROWS - 1)).astype(int) for points in (one, other))
    ends = np.full(ROWS, -np.inf)
    starts = np.full(ROWS, np.inf)
    np.maximum.at(ends, rows, one[:, 0])
    np.minimum.at(starts, others, other[:, 0] + shift)
    rooms = starts - ends
    return float(max(rooms.min(), 0)) if np.isfinite(rooms).any() else 0.0


def _dense(stroke: np.ndarray) -> np.ndarray:
    """A stroke with ten points for each of its segments."""
    if len(stroke) < 2:
        return stroke
    fraction = np.arange(10)[:, None, None] / 10
    return np.concatenate([(stroke[:-1] + fraction * np.diff(stroke, axis=0)).reshape(-1, 2), stroke[-1:]])


def _join(placed: list[list[np.ndarray]], random: "np.random.Generator") -> list[list[np.ndarray]]:
    """Join one pair of neighbours: the last stroke of the one goes on to the first stroke of the other."""
    at = int(random.integers(len(placed) - 1))
    one, other = placed[at], placed[at + 1]
    start, end = one[-1][-1], other[0][0]
    steps = max(1, int(np.hypot(*(end - start)) / (LIGATURE_STEP * HEIGHT)))
    along = (np.arange(1, steps) / steps)[:, None]
    sag = HEIGHT * random.normal(0, 0.06) * np.sin(np.pi * along) * np.array([0, 1])
    stroke = np.concatenate([one[-1], start + along * (end - start) + sag, other[0]])
    return [*placed[:at], [*one[:-1], stroke, *other[1:]], *placed[at + 2 :]]


def _late(placed: list[list[np.ndarray]]) -> list[np.ndarray]:
    """Order strokes so that all but each digit's first come last."""
    return [digit[0] for digit in placed] + [stroke for digit in placed for stroke in digit[1:]]


def _onto_pad(strokes: Sequence[np.ndarray]) -> tuple[np.ndarray, ...]:
    """Move strokes to the middle of the pad's height."""
    points = np.concatenate(list(strokes))
    low, high = points.min(axis=0), points.max(axis=0)
    move = np.array([MARGIN - low[0], 0.5 - (low[1] + high[1]) / 2])
    return tuple((stroke + move).astype(np.float32) for stroke in strokes)

"""The strokes of a number: checked, and without dots."""

from collections.abc import Sequence

import numpy as np

from onelayer.reading.content import NoInkError
from onelayer.reading.drawing import MOST_POINTS, MOST_STROKES, SMALLEST_EXTENT, Drawing, DrawingError
from onelayer.reading.numbers.boxes import InkBox, box_of, height_of_writing

FARTHEST = 1000.0  # of a coordinate from 0, in the unit of the pad's height
SMALL = 0.05  # of H: the longer side of a smaller stroke's box; such a stroke is a dot, where the pen touched the pad

EXPECTED = (
    "Expected strokes [[(x, y), …], …], x to the right and y down, both in the unit of the pad's height, from "
    f"-{FARTHEST:,.0f} to {FARTHEST:,.0f}"
)


def check_strokes(strokes: object) -> list[np.ndarray]:
    """Check strokes, a list of lists of points or of arrays (n, 2), or a drawing; leave out those without points.

    Returns:
        Each stroke, float32 (n, 2).

    Raises:
        DrawingError: they are none, are too far away, or have too many points or strokes.
    """
    if isinstance(strokes, Drawing):
        strokes = strokes.strokes
    if not isinstance(strokes, list | tuple):
        raise DrawingError(f"{type(strokes).__name__} is no number that is read. {EXPECTED}.")
    if len(strokes) > MOST_STROKES:
        raise DrawingError(f"The number has {len(strokes):,} strokes; {MOST_STROKES} are the most that are read.")
    checked = [_check_stroke(stroke, number) for number, stroke in enumerate(strokes, 1)]
    checked = [stroke for stroke in checked if len(stroke)]
    points = sum(map(len, checked))
    if points > MOST_POINTS:
        raise DrawingError(f"The number has {points:,} points; {MOST_POINTS:,} are the most that are read.")
    return checked


def _check_stroke(stroke: object, number: int) -> np.ndarray:
    try:
        points = np.asarray(stroke, np.float64)
    except (TypeError, ValueError, OverflowError) as error:
        raise DrawingError(f"Stroke {number} is not a list of points ({error}). {EXPECTED}.") from error
    if not points.size:
        return np.zeros((0, 2), np.float32)
    if points.ndim != 2 or points.shape[1] != 2:
        raise DrawingError(f"Stroke {number} has a point that is not (x, y). {EXPECTED}.")
    if not (np.abs(points) <= FARTHEST).all():  # false for NaN too
        raise DrawingError(f"Stroke {number} has a point that is too far away, or no number. {EXPECTED}.")
    return points.astype(np.float32)


def without_dots(strokes: Sequence[np.ndarray]) -> list[np.ndarray]:
    """Leave out dots.

    Raises:
        NoInkError: nothing else is there.
    """
    boxes = [box_of(stroke) for stroke in strokes]
    if not boxes or max(map(_longer_side, boxes)) < SMALLEST_EXTENT:
        raise NoInkError("There is no more ink than a dot, and a dot is no digit.")
    least = SMALL * height_of_writing(boxes)
    return [stroke for stroke, box in zip(strokes, boxes, strict=True) if _longer_side(box) >= least]


def _longer_side(box: InkBox) -> float:
    return max(box.width, box.height)

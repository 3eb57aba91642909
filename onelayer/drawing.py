"""A drawing: what arrives from a browser, checked; and the image made from its strokes as MNIST was made."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

MOST_STROKES = 500
MOST_POINTS = 20_000

SIDE = 28  # pixels of the image
BOX = 20.0  # pixels of the longer side of the ink, pen width included: MNIST's
PEN_WIDTH = 2.4  # pixels of the image: the ink then weighs what it weighs in MNIST on average
CENTRE_OF_MASS = 14.5  # where the 60,000 images of MNIST have it on average, in pixels from the edge
SMALLEST_EXTENT = 0.02  # of the sketchpad; a smaller drawing is a dot, and a dot is no digit
SAMPLE_SPACING = 0.25  # pixels between the pen's prints: the gaps that are left are 1/100 pixel deep
FINEST_GRID = 8  # prints a pixel, at most, so that no drawing can take long


class DrawingError(ValueError):
    """What arrived is no drawing; the message says what was expected and what was found."""


@dataclass(frozen=True, eq=False)
class Drawing:
    """The strokes of one digit: each float32 (n, 2), n ≥ 1, x to the right and y down in the unit square."""

    strokes: tuple[np.ndarray, ...]


def parse_drawing(payload: object) -> Drawing:
    """The drawing in what JSON carried: `{"strokes": [[[x, y], …], …]}`. Strokes without points are left out.

    Raises:
        DrawingError: the shape is another, a coordinate is not a number from 0 to 1, or it is too large.
    """
    expected = 'Expected {"strokes": [[[x, y], …], …]} with x and y from 0 to 1'
    if not isinstance(payload, dict) or not isinstance(payload.get("strokes"), list):
        raise DrawingError(f"That is not a drawing. {expected}.")
    strokes = payload["strokes"]
    if len(strokes) > MOST_STROKES:
        raise DrawingError(f"The drawing has {len(strokes):,} strokes; {MOST_STROKES} are the most that are read.")
    if not all(isinstance(stroke, list) for stroke in strokes):
        raise DrawingError(f"A stroke of the drawing is not a list of points. {expected}.")
    points = sum(map(len, strokes))
    if points > MOST_POINTS:
        raise DrawingError(f"The drawing has {points:,} points; {MOST_POINTS:,} are the most that are read.")
    return Drawing(tuple(_parse_stroke(stroke, number, expected) for number, stroke in enumerate(strokes, 1) if stroke))


def _parse_stroke(stroke: list[object], number: int, expected: str) -> np.ndarray:
    points = [point for point in stroke if isinstance(point, list) and len(point) == 2]
    if len(points) < len(stroke):
        raise DrawingError(f"Stroke {number} has a point that is not [x, y]. {expected}.")
    if not all(type(value) in (int, float) for point in points for value in point):
        raise DrawingError(f"Stroke {number} has a point that is not two numbers. {expected}.")
    try:
        array = np.array(points, np.float64)
    except OverflowError:  # a whole number of more than 308 digits
        array = np.array([[np.inf, np.inf]])
    if not ((array >= 0) & (array <= 1)).all():  # false for NaN too
        raise DrawingError(f"Stroke {number} has a point outside the sketchpad. {expected}.")
    return array.astype(np.float32)


def draw_image(strokes: Sequence[np.ndarray]) -> np.ndarray:
    """The image, uint8 (28, 28), of strokes (n, 2) in any unit; empty where there is no more than a dot.

    As MNIST was made (http://yann.lecun.com/exdb/mnist/): the ink is scaled so that the longer side of its box is
    20 pixels, and moved so that its centre of mass is at the centre. How wide the pen was on the screen, how large
    the drawing is and where it stands make no difference.
    """
    empty = np.zeros((SIDE, SIDE), np.uint8)
    if not strokes:
        return empty
    points = np.concatenate(strokes).astype(np.float64)
    low, high = points.min(axis=0), points.max(axis=0)
    extent = (high - low).max()
    if extent < SMALLEST_EXTENT:
        return empty
    scale = (BOX - PEN_WIDTH) / extent
    centred = [(stroke - (low + high) / 2) * scale + SIDE / 2 for stroke in strokes]
    prints = np.concatenate([_pen_prints(stroke) for stroke in centred])
    if len(prints) > (FINEST_GRID * BOX) ** 2 / 4:
        on_grid = np.zeros((SIDE * FINEST_GRID + 1, SIDE * FINEST_GRID + 1), bool)
        on_grid[tuple(np.round(prints * FINEST_GRID).astype(np.intp).T)] = True
        prints = np.argwhere(on_grid) / FINEST_GRID
    coverage = _coverage(prints)
    position = np.arange(SIDE) + 0.5
    mass = coverage.sum()
    centre = np.array([coverage.sum(axis=0) @ position, coverage.sum(axis=1) @ position]) / mass
    half_box = (high - low) * scale / 2 + PEN_WIDTH / 2
    room = SIDE / 2 - half_box  # how far the ink can move before it leaves the image
    shift = np.clip(CENTRE_OF_MASS - centre, -room, room)
    return np.round(255 * _coverage(prints + shift)).astype(np.uint8)


def _pen_prints(stroke: np.ndarray) -> np.ndarray:
    """Points (m, 2) along a stroke, close enough together for a pen pressed at each to leave an even line."""
    if len(stroke) == 1:
        return stroke
    starts, steps = stroke[:-1], np.diff(stroke, axis=0)
    counts = np.maximum(1, np.ceil(np.hypot(steps[:, 0], steps[:, 1]) / SAMPLE_SPACING)).astype(np.intp)
    segment = np.repeat(np.arange(len(counts)), counts)
    part = (np.arange(len(segment)) - (np.cumsum(counts) - counts)[segment]) / counts[segment]
    return np.concatenate([starts[segment] + part[:, None] * steps[segment], stroke[-1:]])


def _coverage(prints: np.ndarray) -> np.ndarray:
    """How much of each pixel (28, 28) the pen covers, 0 to 1: the anti-aliased union of discs at the prints (m, 2).

    A pixel whose centre lies d from the nearest print is covered by radius + ½ - d, which is what a straight
    edge at that distance covers.
    """
    reach = PEN_WIDTH / 2 + 0.5
    first = np.ceil(prints - reach - 0.5).astype(np.intp)
    offsets = np.arange(int(2 * reach) + 1)
    columns = first[:, 0, None] + offsets  # (m, k)
    rows = first[:, 1, None] + offsets
    away_x, away_y = columns + 0.5 - prints[:, 0, None], rows + 0.5 - prints[:, 1, None]
    distance = np.sqrt(away_x[:, None, :] ** 2 + away_y[:, :, None] ** 2)  # (m, rows, columns)
    covered = np.clip(reach - distance, 0, 1)
    inside = ((rows >= 0) & (rows < SIDE))[:, :, None] & ((columns >= 0) & (columns < SIDE))[:, None, :] & (covered > 0)
    pixels = rows[:, :, None] * SIDE + columns[:, None, :]
    coverage = np.zeros(SIDE * SIDE)
    np.maximum.at(coverage, pixels[inside], covered[inside])
    return coverage.reshape(SIDE, SIDE)

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
SAMPLE_SPACING = 0.3  # pixels between the pen's prints: the gaps that are left are 1/100 pixel deep
CHUNK = 20  # drawings drawn together: what they take stays in the cache
FINEST_GRID = 8  # prints a pixel, at most, so that no drawing can take long


class DrawingError(ValueError):
    """What arrived is no drawing; the message says what was expected and what was found."""


@dataclass(frozen=True, eq=False)
class Drawing:
    """One digit as it was drawn.

    Attributes:
        strokes: from pen-down to pen-up, float32 (n, 2) each, n ≥ 1: x to the right and y down in the unit square.
        label: the digit, where it is known.
        writer: who drew it, where that is known.
    """

    strokes: tuple[np.ndarray, ...]
    label: int | None = None
    writer: str | None = None


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
    """The image, uint8 (28, 28), of strokes (n, 2) in any unit; empty where there is no more than a dot."""
    return draw_images([strokes])[0]


def draw_images(drawings: Sequence[Sequence[np.ndarray]], pen_widths: np.ndarray | None = None) -> np.ndarray:
    """The images, uint8 (n, 28, 28), of n drawings: each strokes (m, 2), m ≥ 1, in any unit.

    As MNIST was made (http://yann.lecun.com/exdb/mnist/): the ink is scaled so that the longer side of its box is
    20 pixels, and moved so that its centre of mass is at the centre. How wide the pen was on the screen, how large
    the drawing is and where it stands make no difference.

    Args:
        drawings: the strokes of each.
        pen_widths: (n,) in pixels of the image; PEN_WIDTH for all if None.
    """
    images = np.zeros((len(drawings), SIDE, SIDE), np.uint8)
    widths = np.full(len(drawings), PEN_WIDTH) if pen_widths is None else np.asarray(pen_widths, np.float64)
    inked = np.array([i for i, strokes in enumerate(drawings) if _extent(strokes) >= SMALLEST_EXTENT], np.intp)
    inked = inked[np.argsort(widths[inked], kind="stable")]  # a wide pen takes more time, and its whole chunk with it
    for start in range(0, len(inked), CHUNK):
        chunk = inked[start : start + CHUNK]
        images[chunk] = _draw_inked([drawings[i] for i in chunk], widths[chunk])
    return images


def _extent(strokes: Sequence[np.ndarray]) -> float:
    """The longer side of the strokes' box."""
    if not strokes:
        return 0.0
    points = np.concatenate(strokes)
    return float((points.max(axis=0) - points.min(axis=0)).max())


def _draw_inked(drawings: Sequence[Sequence[np.ndarray]], pen_widths: np.ndarray) -> np.ndarray:
    """`draw_images` of drawings that have an extent."""
    strokes = [stroke for drawing in drawings for stroke in drawing]
    points = np.concatenate(strokes).astype(np.float64)  # (all points, 2)
    point_counts = [len(stroke) for stroke in strokes]
    stroke_of = np.repeat(np.arange(len(strokes)), point_counts)
    drawing_of = np.repeat(np.repeat(np.arange(len(drawings)), [len(drawing) for drawing in drawings]), point_counts)
    firsts = np.searchsorted(drawing_of, np.arange(len(drawings)))
    low, high = np.minimum.reduceat(points, firsts), np.maximum.reduceat(points, firsts)  # (n, 2)
    scale = (BOX - pen_widths) / (high - low).max(axis=1)
    centred = (points - ((low + high) / 2)[drawing_of]) * scale[drawing_of, None] + SIDE / 2
    prints, of = _pen_prints(centred, stroke_of, drawing_of)
    coverage = _coverage(prints, of, pen_widths)
    position = np.arange(SIDE) + 0.5
    centre = np.stack([coverage.sum(axis=1) @ position, coverage.sum(axis=2) @ position], axis=1)
    centre /= coverage.sum(axis=(1, 2))[:, None]
    half_box = (high - low) * scale[:, None] / 2 + pen_widths[:, None] / 2
    room = SIDE / 2 - half_box  # how far the ink can move before it leaves the image
    shift = np.clip(CENTRE_OF_MASS - centre, -room, room)
    return np.round(255 * _coverage(prints + shift[of], of, pen_widths)).astype(np.uint8)


def _pen_prints(points: np.ndarray, stroke_of: np.ndarray, drawing_of: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Points (m, 2) along strokes, close enough together for a pen pressed at each to leave an even line; and the
    drawing (m,) that each belongs to."""
    steps = np.diff(points, axis=0, append=points[-1:])
    last = np.append(stroke_of[1:] != stroke_of[:-1], True)  # of its stroke: a print, and no step
    steps[last] = 0
    counts = np.maximum(1, np.ceil(np.hypot(steps[:, 0], steps[:, 1]) / SAMPLE_SPACING)).astype(np.intp)
    segment = np.repeat(np.arange(len(counts)), counts)
    fraction = (np.arange(len(segment)) - (np.cumsum(counts) - counts)[segment]) / counts[segment]
    prints, of = points[segment] + fraction[:, None] * steps[segment], drawing_of[segment]
    crowded = np.bincount(of) > (FINEST_GRID * BOX) ** 2 / 4
    if not crowded.any():
        return prints, of
    few = ~crowded[of]
    thinned = [(prints[few], of[few])]
    for drawing in np.flatnonzero(crowded):
        on_grid = np.zeros((SIDE * FINEST_GRID + 1, SIDE * FINEST_GRID + 1), bool)
        on_grid[tuple(np.round(prints[of == drawing] * FINEST_GRID).astype(np.intp).T)] = True
        left = np.argwhere(on_grid) / FINEST_GRID
        thinned.append((left, np.full(len(left), drawing)))
    return np.concatenate([each[0] for each in thinned]), np.concatenate([each[1] for each in thinned])


def _coverage(prints: np.ndarray, of: np.ndarray, pen_widths: np.ndarray) -> np.ndarray:
    """How much of each pixel (n, 28, 28) the pen covers, 0 to 1: the anti-aliased union of discs at the prints (m, 2),
    each on the image that `of` (m,) says.

    A pixel whose centre lies d from the nearest print is covered by radius + ½ - d, which is what a straight
    edge at that distance covers.
    """
    prints = prints.astype(np.float32)
    reach = (pen_widths / 2 + 0.5).astype(np.float32)[of]  # (m,)
    offsets = np.arange(int(2 * reach.max()) + 1)
    frame = len(offsets)  # what the pen covers beyond the image's edge lands there, and is cut off
    side = SIDE + 2 * frame
    first = np.ceil(prints - reach[:, None] - np.float32(0.5))
    away = (first + np.float32(0.5) - prints)[:, :, None] + offsets.astype(np.float32)  # (m, 2, k)
    away *= away
    covered = reach[:, None, None] - np.sqrt(away[:, 0, None, :] + away[:, 1, :, None])  # (m, rows, columns)
    corner = first.astype(np.intp) + frame
    pixels = ((of * side + corner[:, 1]) * side + corner[:, 0])[:, None] + (offsets[:, None] * side + offsets).ravel()
    coverage = np.zeros(len(pen_widths) * side * side, np.float32)  # what is not covered is negative, and leaves it 0
    np.maximum.at(coverage, pixels.ravel(), covered.ravel())
    framed = coverage.reshape(-1, side, side)
    return np.minimum(framed[:, frame:-frame, frame:-frame], 1).astype(np.float64)

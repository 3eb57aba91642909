"""Drawings: check what a browser sends, and make an image from the strokes as MNIST's images were made."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

MOST_STROKES = 500
MOST_POINTS = 20_000

SIDE = 28  # pixels of the image
BOX = 20.0  # pixels: the longer side of the ink's box, pen width included, as in MNIST
PEN_WIDTH = 2.4  # pixels of the image: gives as much ink as MNIST has on average
CENTRE_OF_MASS = 14.5  # pixels from the edge: the average of MNIST's 60,000 training images
SMALLEST_EXTENT = 0.02  # as a fraction of the sketchpad; a smaller drawing is a dot, and a dot is no digit
SAMPLE_SPACING = 0.3  # pixels between the pen's prints: the dents between two prints are then 1/100 pixel deep
CHUNK = 20  # drawings processed together: their arrays fit into the processor's cache
FINEST_GRID = 8  # prints per pixel along each side, at most: bounds the time that a drawing can take


class DrawingError(ValueError):
    """The data is not a drawing; the message says what was expected and what was found."""


@dataclass(frozen=True, eq=False)
class Drawing:
    """One drawn digit.

    Attributes:
        strokes: each from pen-down to pen-up, float32 (n, 2), n ≥ 1: x to the right and y down, in the unit square.
        label: the digit, or None if it is not known.
        writer: the writer's name, or None if it is not known.
    """

    strokes: tuple[np.ndarray, ...]
    label: int | None = None
    writer: str | None = None


def parse_drawing(payload: object) -> Drawing:
    """Make a drawing from parsed JSON: `{"strokes": [[[x, y], …], …]}`. Strokes without points are left out.

    Raises:
        DrawingError: the JSON has another form, a coordinate is not a number from 0 to 1, or there are too many
            strokes or points.
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
    except OverflowError:  # an integer with more than 308 digits
        array = np.array([[np.inf, np.inf]])
    if not ((array >= 0) & (array <= 1)).all():  # false for NaN too
        raise DrawingError(f"Stroke {number} has a point outside the sketchpad. {expected}.")
    return array.astype(np.float32)


def draw_image(strokes: Sequence[np.ndarray]) -> np.ndarray:
    """Draw strokes (n, 2), in any unit, as an image, uint8 (28, 28). No more than a dot gives an empty image."""
    image: np.ndarray = draw_images([strokes])[0]
    return image


def draw_images(drawings: Sequence[Sequence[np.ndarray]], pen_widths: np.ndarray | None = None) -> np.ndarray:
    """Draw images as MNIST's were made (http://yann.lecun.com/exdb/mnist/).

    The ink is scaled so that the longer side of its box is 20 pixels, and moved so that its centre of mass is at the
    centre. The width of the pen on the screen and the size and position of the drawing make no difference.

    Args:
        drawings: n drawings, each a sequence of strokes (m, 2), m ≥ 1, in any unit.
        pen_widths: (n,) in pixels of the image; PEN_WIDTH for all if None.

    Returns:
        uint8 (n, 28, 28).
    """
    images = np.zeros((len(drawings), SIDE, SIDE), np.uint8)
    widths = np.full(len(drawings), PEN_WIDTH) if pen_widths is None else np.asarray(pen_widths, np.float64)
    inked = np.array([i for i, strokes in enumerate(drawings) if _extent(strokes) >= SMALLEST_EXTENT], np.intp)
    inked = inked[np.argsort(widths[inked], kind="stable")]  # the widest pen of a chunk decides the time for all of it
    for start in range(0, len(inked), CHUNK):
        chunk = inked[start : start + CHUNK]
        images[chunk] = _draw_inked([drawings[i] for i in chunk], widths[chunk])
    return images


def _extent(strokes: Sequence[np.ndarray]) -> float:
    """Return the longer side of the box around the strokes."""
    if not strokes:
        return 0.0
    points = np.concatenate(strokes)
    return float((points.max(axis=0) - points.min(axis=0)).max())


def _draw_inked(drawings: Sequence[Sequence[np.ndarray]], pen_widths: np.ndarray) -> np.ndarray:
    """Do what `draw_images` does, for drawings that are larger than a dot."""
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
    """Place prints of the pen along the strokes, so close together that they form an even line.

    Args:
        points: (k, 2), all points of all strokes, in pixels of the image.
        stroke_of: (k,), the stroke of each point.
        drawing_of: (k,), the drawing of each point.

    Returns:
        The prints (m, 2), and the drawing (m,) of each.
    """
    steps = np.diff(points, axis=0, append=points[-1:])
    last = np.append(stroke_of[1:] != stroke_of[:-1], True)  # a stroke's last point: one print, no step to the next
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
    """Compute the fraction of each pixel that the pen covers: the anti-aliased union of discs at the prints.

    A pixel whose centre has the distance d to the nearest print is covered by radius + ½ - d, as by a straight edge at
    that distance.

    Args:
        prints: (m, 2) in pixels.
        of: (m,), the image of each print, 0 to n - 1.
        pen_widths: (n,) in pixels.

    Returns:
        float64 (n, 28, 28), 0 to 1.
    """
    prints = prints.astype(np.float32)
    reach = (pen_widths / 2 + 0.5).astype(np.float32)[of]  # (m,)
    offsets = np.arange(int(2 * reach.max()) + 1)
    frame = len(offsets)  # width of a frame for the ink beyond the image's edge; it is cut off at the end
    side = SIDE + 2 * frame
    first = np.ceil(prints - reach[:, None] - np.float32(0.5))
    away = (first + np.float32(0.5) - prints)[:, :, None] + offsets.astype(np.float32)  # (m, 2, k)
    away *= away
    covered = reach[:, None, None] - np.sqrt(away[:, 0, None, :] + away[:, 1, :, None])  # (m, rows, columns)
    corner = first.astype(np.intp) + frame
    pixels = ((of * side + corner[:, 1]) * side + corner[:, 0])[:, None] + (offsets[:, None] * side + offsets).ravel()
    coverage = np.zeros(len(pen_widths) * side * side, np.float32)  # stays 0 where `covered` is negative
    np.maximum.at(coverage, pixels.ravel(), covered.ravel())
    framed = coverage.reshape(-1, side, side)
    return np.minimum(framed[:, frame:-frame, frame:-frame], 1).astype(np.float64)

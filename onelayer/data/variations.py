"""Variations of a drawing: the same digit as the same person, or another, might write it again."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from onelayer.reading.drawing import PEN_WIDTH, draw_images

THINNEST, THICKEST = 1.4, 4.0  # pixels of the image
NARROWEST = 0.3  # of a drawing's longer side: a single bar has too little width to change its proportions
WAVES = 3


@dataclass(frozen=True)
class Variation:
    """The extent of variations: each attribute is the standard deviation of a normal distribution.

    Attributes:
        slant: of the shear.
        turn: of the rotation, in radians.
        aspect: of the logarithm of width : height.
        proportion: of the logarithm of the power that shifts ink between top and bottom, left and right.
        bend: of a smooth displacement, as a fraction of the drawing's longer side.
        apart: of the displacement of each whole stroke, as a fraction of the drawing's longer side.
        pen: of the pen's width, in pixels of the image.
    """

    slant: float
    turn: float
    aspect: float
    proportion: float
    bend: float
    apart: float
    pen: float


def draw_variations(
    strokes: Sequence[np.ndarray], variation: Variation, count: int, random: "np.random.Generator"
) -> np.ndarray:
    """Draw `count` variations of a drawing, each with another pen width: images, uint8 (count, 28, 28)."""
    widths = np.clip(random.normal(PEN_WIDTH, variation.pen, count), THINNEST, THICKEST)
    return draw_images(vary(strokes, variation, count, random), widths)


def vary(
    strokes: Sequence[np.ndarray], variation: Variation, count: int, random: "np.random.Generator"
) -> list[list[np.ndarray]]:
    """Make variations of a drawing.

    The proportions change by y → y^p, with y from 0 to 1 across the box. The bend is a sum of three plane waves, each
    with 0.5 to 1.5 periods across the box. Slant, turn and aspect are applied as one matrix.

    Args:
        strokes: (n, 2) each, in any unit.
        variation: the extent of the variations.
        count: the number of variations.
        random: the generator of random numbers.

    Returns:
        The strokes of each variation; the longer side of their box is about 1.
    """
    points = np.concatenate(list(strokes)).astype(np.float64)  # (n, 2)
    lengths = [len(stroke) for stroke in strokes]
    low, high = points.min(axis=0), points.max(axis=0)
    longer = max(float((high - low).max()), 1e-9)
    extent = np.maximum((high - low) / longer, NARROWEST)
    along = np.clip((points - low) / longer / extent, 0, 1)
    power = np.exp(random.normal(0, variation.proportion, (count, 1, 2)))
    from_the_end = random.random((count, 1, 2)) < 0.5
    varied = np.where(from_the_end, 1 - (1 - along) ** power, along**power) * extent  # (count, n, 2)
    varied += _bend(varied, variation.bend, random)
    varied += np.repeat(random.normal(0, variation.apart, (count, len(lengths), 2)), lengths, axis=1)
    varied = varied @ _matrices(variation, count, random)
    ends = np.cumsum(lengths)[:-1]
    return [np.split(drawing, ends) for drawing in varied]


def _bend(points: np.ndarray, size: float, random: "np.random.Generator") -> np.ndarray:
    """Make a smooth random displacement for points (count, n, 2): an array of the same shape."""
    count = len(points)
    waves = random.normal(0, 1, (count, 2, WAVES))
    waves *= random.uniform(0.5, 1.5, (count, 1, WAVES)) / np.linalg.norm(waves, axis=1, keepdims=True)
    phases = 2 * np.pi * (points @ waves + random.random((count, 1, WAVES)))
    # A sine has the variance ½, and WAVES of them are added.
    return np.sin(phases) @ random.normal(0, size * np.sqrt(2 / WAVES), (count, WAVES, 2))


def _matrices(variation: Variation, count: int, random: "np.random.Generator") -> np.ndarray:
    """Make random matrices (count, 2, 2), to be multiplied from the right: shear, then stretch, then turn."""
    shear, angle, stretch = random.normal(0, 1, (3, count))
    shear, angle, stretch = shear * variation.slant, angle * variation.turn, np.exp(stretch * variation.aspect)
    cosine, sine = np.cos(angle), np.sin(angle)
    turn = np.stack([cosine, sine, -sine, cosine], axis=-1).reshape(count, 2, 2)
    zero = np.zeros(count)
    stretch_and_shear = np.stack([stretch, zero, -shear, 1 / stretch], axis=-1).reshape(count, 2, 2)
    return np.asarray(stretch_and_shear @ turn)

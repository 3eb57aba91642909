"""Drawings of a made-up writer, for tests."""

from dataclasses import replace

import numpy as np

from onelayer.data.styles import STYLES
from onelayer.data.variations import Variation, vary
from onelayer.reading.drawing import Drawing

SAME_HAND = Variation(slant=0.05, turn=0.03, aspect=0.05, proportion=0.05, bend=0.01, apart=0.01, pen=0)


def stubborn_hand(count: int, seed: int = 0) -> list[Drawing]:
    """`count` drawings of each digit by somebody who leans far to the right and writes a 1 like a 7, a 7 with a bar."""
    random = np.random.default_rng(seed)
    drawings = []
    for digit in range(10):
        style = next(style for style in reversed(STYLES) if style.digit == digit)
        for strokes in vary(style.strokes, SAME_HAND, count, random):
            points = np.concatenate(strokes)
            low, size = points.min(axis=0), float((points.max(axis=0) - points.min(axis=0)).max())
            fitted = tuple(np.clip((stroke - low) / size, 0, 1).astype(np.float32) for stroke in strokes)
            drawings.append(Drawing(fitted, digit))
    return drawings


def mirrored(drawings: list[Drawing]) -> list[Drawing]:
    """The same, as in a mirror: nobody's network has seen that."""
    flip, shift = np.array([-1, 1], np.float32), np.array([1, 0], np.float32)
    return [replace(drawing, strokes=tuple(s * flip + shift for s in drawing.strokes)) for drawing in drawings]

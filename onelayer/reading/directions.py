"""Edge directions: the edges of the ink in the upright image, by place and by direction.

The inputs are the strength of the image's gradient at each of 7 × 7 places in each of 16 directions: 784 numbers.
Edges say more than ink: they distinguish a bent stroke from a straight one, and the exact position of the stroke
matters less. In handwriting recognition they are known as gradient direction features (C.-L. Liu et al., Pattern
Recognition 36 (2003), 37 (2004)).

Seen as 28 × 28 numbers, each place is a block of 4 × 4: place (r, c), direction 4 · i + j is at row 4 · r + i, column
4 · c + j. In direction 0 the ink increases to the right. Each next direction is turned clockwise, as seen on the page,
by a sixteenth of a circle.

All arrays are indexed direction, row, image, column, so that each step is a matrix product or runs along whole rows.
"""

from functools import cache

import numpy as np

from onelayer.reading.drawing import SIDE

PLACES = 7  # along each side
DIRECTIONS = 16
BLOCK = 4  # along each side: the 16 directions of a place are laid out in a block of 4 × 4
STEP = SIDE / PLACES  # pixels between two places
PLACE_SPREAD = 2.0  # pixels: standard deviation of the Gaussian that weights the pixels around a place
SOBEL_SUM = 8.0  # the sum of the absolute values of a Sobel filter's coefficients
GAIN = 4.0  # scales the inputs to about 0 to 4, so that the learning rates of the other input forms fit
CHUNK = 16  # images processed together: their arrays fit into the processor's cache


def make_directions(upright: np.ndarray) -> np.ndarray:
    """Make edge directions, float32 (n, 784), from upright images (n, 28, 28), 0 to 1."""
    inputs = np.empty((len(upright), PLACES, BLOCK, PLACES, BLOCK), np.float32)
    for start in range(0, len(upright), CHUNK):
        strengths = pool(split_by_direction(upright[start : start + CHUNK]))
        np.sqrt(strengths, out=strengths)
        strengths *= np.float32(GAIN)
        by_place = strengths.reshape(BLOCK, BLOCK, PLACES, -1, PLACES)
        inputs[start : start + CHUNK] = by_place.transpose(3, 2, 0, 4, 1)
    return inputs.reshape(len(upright), -1)


def split_by_direction(upright: np.ndarray) -> np.ndarray:
    """Split each pixel's gradient between its two neighbouring directions.

    A gradient g is written as a · u + b · v, where u and v are the unit vectors of the two directions on either side
    of it, and a, b ≥ 0. The amount for any direction is the smaller of two numbers, and at least 0: the component of g
    perpendicular to the previous direction, and the component perpendicular to the next one, each divided by
    sin(2π / 16).

    Args:
        upright: images (n, 28, 28), 0 to 1.

    Returns:
        The amounts, float32 (16, 28, n, 28).
    """
    gradients = _gradients(upright.transpose(1, 0, 2))
    flat, half = gradients.reshape(2, -1), DIRECTIONS // 2
    past, short = (projection @ flat for projection in _projections())
    amounts = np.empty((DIRECTIONS, flat.shape[1]), np.float32)
    np.minimum(past, short, out=amounts[:half])
    np.maximum(past, short, out=amounts[half:])
    np.negative(amounts[half:], out=amounts[half:])  # for the opposite direction both components change their sign
    np.maximum(amounts, 0, out=amounts)
    return amounts.reshape(DIRECTIONS, *gradients.shape[1:])


def pool(amounts: np.ndarray) -> np.ndarray:
    """Average the pixels' amounts (16, 28, n, 28) around each place, weighted by a Gaussian: (16, 7, n, 7)."""
    n = amounts.shape[2]
    across = np.matmul(amounts.reshape(DIRECTIONS, -1, SIDE), place_weights())
    down: np.ndarray = np.matmul(place_weights().T, across.reshape(DIRECTIONS, SIDE, n * PLACES))
    return down.reshape(DIRECTIONS, PLACES, n, PLACES)


@cache
def place_weights() -> np.ndarray:
    """The weight of each row (or column) of pixels for each place: float32 (28, 7); each column sums to 1."""
    centres = (np.arange(PLACES) + 0.5) * STEP - 0.5
    weights = np.exp(-((np.arange(SIDE)[:, None] - centres) ** 2) / (2 * PLACE_SPREAD**2))
    return np.ascontiguousarray(weights / weights.sum(axis=0), np.float32)


def _gradients(rows: np.ndarray) -> np.ndarray:
    """Sobel gradients of images (28, n, 28): x and y, float32 (2, 28, n, 28), not yet divided by SOBEL_SUM."""
    n = rows.shape[1]
    framed = np.zeros((SIDE + 2, n, SIDE + 2), np.float32)
    framed[1:-1, :, 1:-1] = rows
    gradients = np.empty((2, SIDE, n, SIDE), np.float32)
    smooth = framed[:-2] + framed[2:]
    for _ in range(2):  # adding twice in place is quicker than making a doubled array
        smooth += framed[1:-1]
    np.subtract(smooth[:, :, 2:], smooth[:, :, :-2], out=gradients[0])
    steps = framed[2:] - framed[:-2]
    np.add(steps[:, :, 2:], steps[:, :, :-2], out=gradients[1])
    for _ in range(2):
        gradients[1] += steps[:, :, 1:-1]
    return gradients


@cache
def _projections() -> tuple[np.ndarray, np.ndarray]:
    """Two matrices, float32 (8, 2), that give the two components of a gradient for each of the first 8 directions.

    The first gives the component perpendicular to the previous direction, the second the component perpendicular to the
    next one. Both are scaled so that they give 1 for a gradient of length 1 in the direction itself.
    """
    step = 2 * np.pi / DIRECTIONS
    directions = np.arange(DIRECTIONS // 2)
    before, after = (directions - 1) * step, (directions + 1) * step
    past = np.stack([-np.sin(before), np.cos(before)], axis=1)
    short = np.stack([np.sin(after), -np.cos(after)], axis=1)
    scale = np.sin(step) * SOBEL_SUM
    return (past / scale).astype(np.float32), (short / scale).astype(np.float32)

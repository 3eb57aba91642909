"""Direction inputs: where in the upright image an edge of the ink runs in which direction.

At each of 7 × 7 places, how strong the image's gradient is in each of 16 directions: 784 numbers. An edge says more
than ink does: it tells a stroke that bends from one that goes straight on, wherever exactly it passes. Known from the
recognition of handwriting as gradient direction features (C.-L. Liu et al., Pattern Recognition 36 (2003), 37 (2004)).

They are laid out so that 28 × 28 shows the places: place (r, c), direction 4 · i + j is at row 4 · r + i, column
4 · c + j. Direction 0 is ink that grows to the right, and each next one is turned by a sixteenth, clockwise as the page
shows it.

Arrays are indexed direction, row, image, column throughout, so that each step is a product of matrices or runs along
whole rows.
"""

from functools import cache

import numpy as np

from onelayer.reading.drawing import SIDE

PLACES = 7  # along each side
DIRECTIONS = 16
BLOCK = 4  # along each side: the directions of a place, as they are laid out
STEP = SIDE / PLACES  # pixels between two places
PLACE_SPREAD = 2.0  # pixels: the standard deviation of the Gaussian that a place sees its surroundings through
SOBEL_SUM = 8.0  # of the sizes of a Sobel filter's numbers
GAIN = 4.0  # brings the inputs to about 0 to 4, which suits the learning rates that the other forms have
CHUNK = 16  # images made together: what they take stays in the cache


def make_directions(upright: np.ndarray) -> np.ndarray:
    """Direction inputs, float32 (n, 784), of upright images (n, 28, 28) from 0 to 1."""
    inputs = np.empty((len(upright), PLACES, BLOCK, PLACES, BLOCK), np.float32)
    for start in range(0, len(upright), CHUNK):
        strengths = pool(split_by_direction(upright[start : start + CHUNK]))
        np.sqrt(strengths, out=strengths)
        strengths *= np.float32(GAIN)
        by_place = strengths.reshape(BLOCK, BLOCK, PLACES, -1, PLACES)
        inputs[start : start + CHUNK] = by_place.transpose(3, 2, 0, 4, 1)
    return inputs.reshape(len(upright), -1)


def split_by_direction(upright: np.ndarray) -> np.ndarray:
    """How strong each pixel's gradient is in each direction: float32 (16, 28, n, 28) of upright images (n, 28, 28).

    A gradient between two directions is a sum of so much of the one and so much of the other. So much is what it is
    past the direction before, or short of the direction after, across them: the smaller, and nothing below 0.
    """
    gradients = _gradients(upright.transpose(1, 0, 2))
    flat, half = gradients.reshape(2, -1), DIRECTIONS // 2
    past, short = (projection[:half] @ flat for projection in _projections())
    amounts = np.empty((DIRECTIONS, flat.shape[1]), np.float32)
    np.minimum(past, short, out=amounts[:half])
    np.maximum(past, short, out=amounts[half:])
    np.negative(amounts[half:], out=amounts[half:])  # the opposite directions: both are turned round
    np.maximum(amounts, 0, out=amounts)
    return amounts.reshape(DIRECTIONS, *gradients.shape[1:])


def pool(amounts: np.ndarray) -> np.ndarray:
    """What the places see of each direction, (16, 7, n, 7), of each pixel's amounts (16, 28, n, 28)."""
    n = amounts.shape[2]
    across = np.matmul(amounts.reshape(DIRECTIONS, -1, SIDE), place_weights())
    down = np.matmul(place_weights().T, across.reshape(DIRECTIONS, SIDE, n * PLACES))
    return down.reshape(DIRECTIONS, PLACES, n, PLACES)


@cache
def place_weights() -> np.ndarray:
    """How much of each row (or column) of pixels goes to each place: float32 (28, 7), a column sums to 1."""
    centres = (np.arange(PLACES) + 0.5) * STEP - 0.5
    weights = np.exp(-((np.arange(SIDE)[:, None] - centres) ** 2) / (2 * PLACE_SPREAD**2))
    return np.ascontiguousarray(weights / weights.sum(axis=0), np.float32)


def _gradients(rows: np.ndarray) -> np.ndarray:
    """Sobel's gradients, x and y, float32 (2, 28, n, 28), SOBEL_SUM times too large, of images (28, n, 28)."""
    n = rows.shape[1]
    framed = np.zeros((SIDE + 2, n, SIDE + 2), np.float32)
    framed[1:-1, :, 1:-1] = rows
    gradients = np.empty((2, SIDE, n, SIDE), np.float32)
    smooth = framed[:-2] + framed[2:]
    for _ in range(2):  # in place: quicker than with an array for twice as much
        smooth += framed[1:-1]
    np.subtract(smooth[:, :, 2:], smooth[:, :, :-2], out=gradients[0])
    steps = framed[2:] - framed[:-2]
    np.add(steps[:, :, 2:], steps[:, :, :-2], out=gradients[1])
    for _ in range(2):
        gradients[1] += steps[:, :, 1:-1]
    return gradients


@cache
def _projections() -> tuple[np.ndarray, np.ndarray]:
    """Two (16, 2): times a gradient they give how far it is past the direction before each, and short of the one after;
    both are 1 where it is a gradient of length 1 in the direction itself."""
    step = 2 * np.pi / DIRECTIONS
    before, after = (np.arange(DIRECTIONS) - 1) * step, (np.arange(DIRECTIONS) + 1) * step
    past = np.stack([-np.sin(before), np.cos(before)], axis=1)
    short = np.stack([np.sin(after), -np.cos(after)], axis=1)
    scale = np.sin(step) * SOBEL_SUM
    return (past / scale).astype(np.float32), (short / scale).astype(np.float32)

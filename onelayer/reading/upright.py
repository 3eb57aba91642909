"""Upright images: the digit straightened and brought to one size.

A weight belongs to a place in the image, so it only helps if the strokes of a digit come to the same places whoever
wrote it. From the second moments of the ink we take its slant, its width and its height, above its middle and below
it, and undo them.
"""

from functools import cache

import numpy as np

from onelayer.reading.drawing import SIDE

# Chosen on the last 10,000 training images of MNIST, trained on the others: of spreads from 4.0 to 5.0 with powers 0,
# 0.25 and 0.5 these read the most, 97.4 %. The spread hardly matters (97.3 to 97.4 %), the power does (97.0 to 97.1 %
# without aspect, 97.0 to 97.2 % at 0.5).
SPREAD = 4.6  # standard deviation of the ink, in pixels, that upright images are brought to
ASPECT_POWER = 0.25  # how much of the digit's own aspect ratio (height : width) is kept
# How much of the height is measured for the upper and the lower part apart (0: none, 1: all). On the same images 0.5
# read 0.1 % more than 0, and 1 read 0.2 % less.
SIDES_POWER = 0.5
LARGEST_SHEAR = 1.0  # a slant of 45°: beyond it, it is a stroke and not a slant
SMALLEST_SPREAD = 0.5  # pixels; a thinner spread (one vertical line) would be blown up to a blot


@cache
def _moment_matrix() -> np.ndarray:
    """(784, 6): a flat image times this gives its sums of 1, x, y, xx, xy, yy, with x and y in pixels
    from the centre of the image."""
    position = np.arange(SIDE, dtype=np.float32) - (SIDE - 1) / 2
    y, x = np.meshgrid(position, position, indexing="ij")
    return np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], axis=-1).reshape(-1, 6).astype(np.float32)


def make_upright(images: np.ndarray) -> np.ndarray:
    """Upright images, float32 (n, 28, 28) from 0 to 1, of images (n, 28, 28) from 0 to 255.

    With the moments of the ink μ, the slant is μxy / μyy (the shear that makes x and y uncorrelated);
    the spreads are √μyy and √(μxx - μxy² / μyy). Each output pixel (u, v), measured from the centre, is read at
    y = mean_y + v · height, x = mean_x + slant · v · height + u · width. The height of the part above the mean, and of
    the part below, is half-way (the geometric mean) between the whole's and the part's own: a simple form of
    bi-moment normalization (C.-L. Liu et al. 2003). An image without ink stays empty.
    """
    ink = images.reshape(-1, SIDE * SIDE).astype(np.float32)
    moments = ink @ _moment_matrix()  # (n, 6)
    mass = np.maximum(moments[:, 0], 1e-6)
    mean_x, mean_y, xx, xy, yy = (moments[:, 1:] / mass[:, None]).T
    xx, xy, yy = xx - mean_x**2, xy - mean_x * mean_y, yy - mean_y**2
    slant = np.clip(xy / np.maximum(yy, SMALLEST_SPREAD**2), -LARGEST_SHEAR, LARGEST_SHEAR)
    spread_y = np.sqrt(np.maximum(yy, SMALLEST_SPREAD**2))
    spread_x = np.sqrt(np.maximum(xx - 2 * slant * xy + slant**2 * yy, SMALLEST_SPREAD**2))
    # A digit twice as high as wide ends 2^power as high as wide, with the same area.
    elongation = (spread_y / spread_x) ** (ASPECT_POWER / 2)
    height = spread_y / (SPREAD * elongation)  # pixels of the image for one pixel of the result
    width = spread_x / (SPREAD / elongation)

    step = np.arange(SIDE, dtype=np.float32) - (SIDE - 1) / 2
    centre = np.float32((SIDE - 1) / 2)
    above, below = (side / spread_y for side in _one_sided_spreads(ink, mean_y))
    heights = np.where(step < 0, (height * above**SIDES_POWER)[:, None], (height * below**SIDES_POWER)[:, None])
    rows_y = step * heights  # (n, 28) from the mean
    rows = _resample_rows(ink.reshape(-1, SIDE, SIDE), rows_y + (mean_y + centre)[:, None])
    columns_x = step * width[:, None]  # (n, 28)
    at_x = columns_x[:, None, :] + (slant[:, None] * rows_y + (mean_x + centre)[:, None])[:, :, None]
    upright = _resample_columns(rows, at_x)
    return upright / np.float32(255)


def _one_sided_spreads(ink: np.ndarray, mean_y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """√ of the mean square distance (n,) from the mean of the ink (n, 784) above it, and of the ink below it."""
    profile = ink.reshape(-1, SIDE, SIDE).sum(axis=2)  # (n, 28): how much ink each row has
    distance = np.arange(SIDE, dtype=np.float32) - (SIDE - 1) / 2 - mean_y[:, None]
    spreads = []
    for side in (distance < 0, distance > 0):
        weight = np.where(side, profile, 0)
        square = (weight * distance**2).sum(axis=1) / np.maximum(weight.sum(axis=1), 1e-6)
        spreads.append(np.sqrt(np.maximum(square, SMALLEST_SPREAD**2)))
    return spreads[0], spreads[1]


def _resample_rows(images: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Rows of images (n, 28, 28) at the fractional row numbers `at` (n, 28); outside the image is empty."""
    n = len(images)
    padded = np.zeros((n, SIDE + 2, SIDE), np.float32)
    padded[:, 1:-1] = images
    at = np.clip(at + 1, 0, SIDE + 0.999)
    low = at.astype(np.intp)
    fraction = (at - low)[:, :, None].astype(np.float32)
    flat = padded.reshape(-1, SIDE)
    index = low + (np.arange(n) * (SIDE + 2))[:, None]
    above, below = flat[index], flat[index + 1]
    return above + fraction * (below - above)


def _resample_columns(images: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Pixels of each row of images (n, 28, 28) at the fractional columns `at` (n, 28, 28)."""
    n = len(images)
    padded = np.zeros((n, SIDE, SIDE + 2), np.float32)
    padded[:, :, 1:-1] = images
    at = np.clip(at + 1, 0, SIDE + 0.999)
    low = at.astype(np.intp)
    fraction = (at - low).astype(np.float32)
    flat = padded.reshape(-1)
    index = low + (np.arange(n * SIDE) * (SIDE + 2)).reshape(n, SIDE, 1)
    left, right = flat.take(index), flat.take(index + 1)
    return left + fraction * (right - left)

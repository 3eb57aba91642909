"""A captcha's picture → its ink without the noise → windows, each perhaps a digit → images as MNIST's.

The windows begin and end where the columns' ink changes: at gaps, at valleys and where it changes most quickly. Most
hold no digit, but half of one, or two; which do is for the network and the path through the windows to say.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from PIL import Image

from onelayer.reading.drawing import BOX, CENTRE_OF_MASS, SIDE
from onelayer.reading.morphology import label_parts, widen

FAINT = 6.0  # of 255: a colour no further from the paper is paper
USUAL_INK = 0.6  # quantile of the ink's strength that counts as 1: noise is often darker than the digits
CURVE = 4  # pixels: what is less high is the noise's curve, not a stroke
INKED = 0.35  # ink from which on a pixel belongs to a part
SPECK = 50  # pixels: a smaller part of the ink is noise
GAP = 2.2  # pixels of ink in a column of a gap
QUICK = 0.8  # pixels of ink from a column to the next: a cut may be where the change is largest and at least this
CLOSEST_CUTS = 3  # pixels
NARROWEST, WIDEST = 6, 46  # pixels, of a window
LOWEST = 15  # pixels, of a window's ink
CONTRAST = 1.5  # of the images: makes the glyphs' thick strokes about as thick as those of MNIST
EDGE = 1.2  # pixels of ink in a row or column where a window's ink begins


def find_ink(picture: np.ndarray) -> np.ndarray:
    """Find the ink of a captcha, without most of the noise.

    Args:
        picture: uint8 (h, w, 3). The colour that most pixels have is the paper.

    Returns:
        float32 (h, w), 0 (paper) to 1.
    """
    colours = Image.fromarray(picture).getcolors(picture.size) or []
    paper = np.array(max(colours)[1], np.float32)
    apart = np.sqrt(((picture - paper) ** 2).sum(axis=2))
    if not (apart > FAINT).any():
        return np.zeros_like(apart)
    ink = np.clip(apart / np.quantile(apart[apart > FAINT], USUAL_INK), 0, 1)
    return remove_specks(remove_curves(ink))


def remove_curves(ink: np.ndarray) -> np.ndarray:
    """Take away ink (h, w) that is less than CURVE pixels high, which is a morphological opening."""
    framed = np.pad(ink, ((CURVE - 1, CURVE - 1), (0, 0)))
    worn = sliding_window_view(framed, CURVE, axis=0).min(axis=-1)
    return np.asarray(sliding_window_view(worn, CURVE, axis=0).max(axis=-1))


def remove_specks(ink: np.ndarray) -> np.ndarray:
    """Take away the connected parts of ink (h, w) that have less than SPECK pixels."""
    parts = label_parts(ink > INKED)[0]
    is_speck = np.bincount(parts.ravel()) < SPECK
    is_speck[0] = False
    specks = is_speck[parts]
    return np.where(widen(specks) & (specks | (parts == 0)), np.float32(0), ink)


def find_windows(ink: np.ndarray) -> np.ndarray:
    """Find the windows that may each hold a digit.

    Args:
        ink: float32 (h, w), 0 to 1.

    Returns:
        int (n, 4), left, top, right and bottom of each window's ink in pixels, from the left to the right.
    """
    cuts = find_cuts(ink)
    left, right = (each.ravel() for each in np.meshgrid(cuts, cuts, indexing="ij"))
    near = (right > left) & (right - left <= WIDEST)
    windows, _ = fit_windows(ink, np.stack([left, right], axis=1)[near])
    return np.unique(windows, axis=0)


def fit_windows(ink: np.ndarray, sides: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Draw windows in to their ink, and leave out those that are too small for a digit.

    Args:
        ink: float32 (h, w), 0 to 1.
        sides: int (n, 2), left and right of each.

    Returns:
        int (m, 4), left, top, right and bottom; and bool (n,), which of the n they are.
    """
    until = np.pad(np.cumsum(ink, axis=1), ((0, 0), (1, 0)))  # the ink of each row to the left of each column
    inked = np.append(np.flatnonzero(ink.sum(axis=0) > EDGE), ink.shape[1])
    first, last = np.searchsorted(inked, sides[:, 0]), np.searchsorted(inked, sides[:, 1]) - 1
    left, right = inked[first], np.minimum(inked[last] + 1, ink.shape[1])
    rows = (until[:, right] - until[:, left] > EDGE).T  # (n, h)
    top, bottom = rows.argmax(axis=1), len(ink) - rows[:, ::-1].argmax(axis=1)
    fits = (last >= first) & (right - left >= NARROWEST) & rows.any(axis=1) & (bottom - top >= LOWEST)
    return np.stack([left, top, right, bottom], axis=1)[fits], fits


def find_cuts(ink: np.ndarray) -> np.ndarray:
    """Find the columns where a digit may begin or end, in rising order: the sides of gaps; if none is as close as
    CLOSEST_CUTS, valleys of the columns' ink; else where it changes most quickly."""
    sums = ink.sum(axis=0)
    smooth = np.convolve(sums, [0.25, 0.5, 0.25], "same")
    gap, change = sums < GAP, np.abs(np.diff(smooth))
    at = np.arange(1, len(sums) - 1)
    sides = np.flatnonzero(gap[1:] != gap[:-1]) + 1
    valleys = at[~gap[at] & (smooth[at] <= smooth[at - 1]) & (smooth[at] < smooth[at + 1])]
    at = np.arange(1, len(change) - 1)
    quick = at[(change[at] > change[at - 1]) & (change[at] >= change[at + 1]) & (change[at] > QUICK)] + 1
    cuts = np.zeros(len(sums) + 1, bool)
    for column in [*sides, *valleys, *quick]:
        if not cuts[max(0, column - CLOSEST_CUTS + 1) : column + CLOSEST_CUTS].any():
            cuts[column] = True
    cuts[[0, -1]] = True
    return np.flatnonzero(cuts)


def draw_windows(ink: np.ndarray, windows: np.ndarray) -> np.ndarray:
    """Draw each window's ink as MNIST's images were made: the longer side 20 pixels, the centre of mass in the centre.

    A pixel of an image is the mean of the ink that it covers, from sums over rectangles that begin in the corner.

    Args:
        ink: float32 (h, w), 0 to 1.
        windows: int (n, 4), left, top, right, bottom.

    Returns:
        uint8 (n, 28, 28), white ink on black.
    """
    sums = _sum_from_corner(ink)
    mass = _sum_in(sums, windows)
    pixel = np.maximum(windows[:, 2] - windows[:, 0], windows[:, 3] - windows[:, 1]) / BOX
    edges = []
    for axis in (0, 1):  # x, y
        middles = np.arange(ink.shape[1 - axis]) + 0.5
        weighted = ink * (middles if axis == 0 else middles[:, None])
        low, high = windows[:, axis], windows[:, axis + 2]
        centre = _sum_in(_sum_from_corner(weighted), windows) / mass
        start = np.clip(centre - CENTRE_OF_MASS * pixel, high - SIDE * pixel, low)
        edges.append(np.clip(start[:, None] + np.arange(SIDE + 1) * pixel[:, None], low[:, None], high[:, None]))
    covered = np.diff(np.diff(_between(sums, *edges), axis=1), axis=2) / (pixel**2)[:, None, None]
    return np.asarray(np.round(255 * np.clip(1 - CONTRAST * (1 - covered), 0, 1)), np.uint8)


def _sum_from_corner(values: np.ndarray) -> np.ndarray:
    """The sum of values (h, w) above and to the left of each corner of a pixel: float64 (h + 1, w + 1)."""
    return np.pad(values.astype(np.float64).cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))


def _sum_in(sums: np.ndarray, windows: np.ndarray) -> np.ndarray:
    left, top, right, bottom = windows.T
    total: np.ndarray = sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left]
    return total


def _between(sums: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Sums at x (n, k) and y (n, k) between the corners of pixels: float32 (n, k rows, k columns)."""
    height, width = sums.shape
    column, row = (np.minimum(at.astype(np.intp), end - 2) for at, end in ((x, width), (y, height)))
    across, down = (x - column).astype(np.float32)[:, None, :], (y - row).astype(np.float32)[:, :, None]
    corner, flat = row[:, :, None] * width + column[:, None, :], sums.astype(np.float32).ravel()
    above, below = ((1 - across) * flat[corner + step] + across * flat[corner + step + 1] for step in (0, width))
    return np.asarray(above + down * (below - above))

"""What is ink in a picture: what differs from the colour of the paper around it.

The paper is taken for smooth, even or shaded as a lamp shades it; or for the brightest that is around each pixel (the
darkest, for bright ink), as at the edge of a shadow. Which notion is right is seen from the digit that it leaves.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import scipy  # its ndimage, which takes 0.2 s, is loaded where it is first used

SMALLEST_CONTRAST = 20  # of 255: 14 to 20 read the same, 22 loses pencil on squares; less takes more blanks for digits
NOISE_FACTOR = 3  # noise alone: its ink is 2 times as far as its lower quartile; 2 to 7 read photographs alike
MOSTLY = 0.7  # of the distance: ink of the paper's brightness differs in hue
SURROUNDINGS = 0.175  # of the picture's side: wider than thick strokes in a tight crop
COARSE = 100  # pixels: enough to see whether ink is bright
WIDEST_STROKES = (0.35, 0.2, 0.11)  # of the picture's side, the widest first: thick ink in a tight crop down to a pen's


@dataclass(frozen=True, eq=False)
class Ink:
    """The ink in a picture by one notion of the paper.

    Attributes:
        values: (h, w), 0 to 255, each pixel's distance from the colour of the paper around it.
        flaws: how far they are from strokes on even paper: 0 for none, about 1 for no strokes at all.
        probable: the ink is brighter than the paper, or darker, as the picture as a whole suggests.
    """

    values: np.ndarray
    flaws: float
    probable: bool


def find_inks(colours: np.ndarray) -> Iterator[Ink]:
    """The ink in a picture by each notion of the paper under which there is enough contrast: none in a blank one.

    Args:
        colours: float32 (h, w, 3), 0 to 255.
    """
    bright = _is_ink_bright(colours)
    for values, probable in _try_papers(colours, bright):
        if _is_written(values):
            yield Ink(values, _measure_flaws(values), probable)


def _is_written(ink: np.ndarray) -> bool:
    """Whether there is enough contrast in ink (h, w), and not only noise."""
    return bool(ink[ink >= otsu_threshold(ink)].mean() >= max(SMALLEST_CONTRAST, NOISE_FACTOR * np.quantile(ink, 0.25)))


def _try_papers(colours: np.ndarray, bright: bool) -> Iterator[tuple[np.ndarray, bool]]:
    """The ink (h, w) in colours (h, w, 3) by each notion of the paper, the stiffest first, and whether it agrees with
    the ink that is guessed to be bright or dark."""
    smooth, grey = _fit_smooth_paper(colours), colours.mean(axis=2)
    yield (ink := _distance(colours, smooth)), True
    lighter = (colours - smooth).mean(axis=2)
    calm = scipy.ndimage.median_filter(grey, 3)
    for is_bright in (bright, not bright):
        # What differs to the other side is light on the paper, or a shadow beside bright ink.
        yield np.where(lighter * (-1 if is_bright else 1) > MOSTLY * ink, 0, ink), is_bright == bright
        fill = scipy.ndimage.grey_opening if is_bright else scipy.ndimage.grey_closing
        for widest in WIDEST_STROKES:
            width = 2 * round(widest * max(grey.shape) / 2) + 1
            yield np.abs(grey - fill(calm, (width, width))), is_bright == bright


def _distance(colours: np.ndarray, paper: np.ndarray) -> np.ndarray:
    """Of each pixel's colour from the paper's, (h, w), of colours (h, w, 3)."""
    return np.asarray(np.sqrt(((colours - paper) ** 2).mean(axis=2)))


def _is_ink_bright(colours: np.ndarray) -> bool:
    """Whether what differs most from its surroundings, in colours (h, w, 3), is brighter than they are: the third
    moment tells, and a shadow's edge, bright on one side and dark on the other, has none."""
    step = 1 + max(colours.shape) // COARSE
    grey = colours[::step, ::step].mean(axis=2)
    apart = grey - scipy.ndimage.gaussian_filter(grey, SURROUNDINGS * max(grey.shape))
    return bool((apart**3).sum() > 0)


def _measure_flaws(ink: np.ndarray) -> float:
    """How far ink (h, w) is from strokes on even paper: the paper's upper quartile, which blurred strokes do not reach,
    as a fraction of the ink's mean; and the fraction of the variance that lies within ink and paper."""
    mask = ink >= otsu_threshold(ink)
    if mask.all():
        return np.inf
    on, off = ink[mask], ink[~mask]
    within = (on.var() * on.size + off.var() * off.size) / (ink.var() * ink.size)
    return float(np.quantile(off, 0.75) / on.mean() + within)


def _fit_smooth_paper(colours: np.ndarray) -> np.ndarray:
    """A quadratic surface in each colour (h, w, 3) through what most pixels have: least squares, weighted anew ten
    times by the Cauchy function of the residuals, which takes the ink out of it."""
    y, x = np.mgrid[-1 : 1 : colours.shape[0] * 1j, -1 : 1 : colours.shape[1] * 1j]
    terms = np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], axis=-1)
    step = 1 + terms.size // 60_000
    some_terms, some_colours = terms.reshape(-1, 6)[::step], colours.reshape(-1, 3)[::step]
    residuals = some_colours - np.median(some_colours[np.abs(some_terms[:, 1:3]).max(axis=1) > 0.9], axis=0)
    for _ in range(10):
        squares = (residuals**2).mean(axis=1)
        weighted = some_terms / (1 + squares / max(np.median(squares), 16))[:, None]
        surface = np.linalg.lstsq(weighted.T @ some_terms, weighted.T @ some_colours)[0]
        residuals = some_colours - some_terms @ surface
    return np.asarray(terms @ surface)


def otsu_threshold(values: np.ndarray) -> float:
    """Otsu's threshold (1979) of any numbers: the one that leaves the least variance within its two sides."""
    counts, edges = np.histogram(values, 128, (-1, values.max()))
    below, sums = np.cumsum(counts)[:-1], np.cumsum(counts * (edges[:-1] + edges[1:]) / 2)
    between = (sums[-1] * below - sums[:-1] * values.size) ** 2 / np.maximum(below * (values.size - below), 1)
    return float(edges[between.argmax() + 1])

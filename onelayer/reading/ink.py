"""What is ink in a picture: what differs from the colour of the paper around it.

The paper is taken for smooth, even or shaded as a lamp shades it; or for the brightest that is around each pixel (the
darkest, for bright ink), as at the edge of a shadow. Which notion is right is seen from the digit that it leaves.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from onelayer.reading.morphology import blur, calm, close_grey, open_grey

SMALLEST_CONTRAST = 20  # of 255: 14 to 20 read the same, 22 loses pencil on squares; less takes more blanks for digits
NOISE_FACTOR = 3  # noise alone: its ink is 2 times as far as its lower quartile; 2 to 7 read photographs alike
MOSTLY = 0.7  # of the distance: ink of the paper's brightness differs in hue
SURROUNDINGS = 0.175  # of the picture's side: wider than thick strokes in a tight crop
COARSE = 100  # pixels: enough to see whether ink is bright
WIDEST_STROKES = (0.35, 0.2, 0.11)  # of the picture's side, the widest first: thick ink in a tight crop down to a pen's

AT_REST = 0.02  # of 255, of the surface: no further step changes it
BINS = 128  # of the brightness, for a threshold
SAMPLED = 10_000  # pixels that a quantile is taken of


@dataclass(frozen=True, eq=False)
class Ink:
    """The ink in a picture by one notion of the paper.

    Attributes:
        values: (h, w), 0 to 255, each pixel's distance from the colour of the paper around it.
        threshold: what is below it is paper.
        flaws: how far they are from strokes on even paper: 0 for none, about 1 for no strokes at all.
        probable: the ink is brighter than the paper, or darker, as the picture as a whole suggests.
    """

    values: np.ndarray
    threshold: float
    flaws: float
    probable: bool


def find_inks(colours: np.ndarray) -> Iterator[Ink]:
    """The ink in a picture by each notion of the paper under which there is enough contrast: none in a blank one.

    Args:
        colours: float32 (h, w, 3), 0 to 255.
    """
    for values, probable in _try_papers(colours):
        threshold = otsu_threshold(values)
        if _is_written(values, threshold):
            yield Ink(values, threshold, _measure_flaws(values, threshold), probable)


def _is_written(ink: np.ndarray, threshold: float) -> bool:
    """Whether there is enough contrast in ink (h, w), and not only noise."""
    return bool(ink[ink >= threshold].mean() >= max(SMALLEST_CONTRAST, NOISE_FACTOR * quantile(ink, 0.25)))


def _try_papers(colours: np.ndarray) -> Iterator[tuple[np.ndarray, bool]]:
    """The ink (h, w) in colours (h, w, 3) by each notion of the paper, the stiffest first, and whether it agrees with
    the ink that is guessed to be bright or dark."""
    apart = colours - _fit_smooth_paper(colours)
    yield (ink := np.sqrt(np.einsum("ijk,ijk->ij", apart, apart) / 3)), True
    bright, grey, lighter = _is_ink_bright(colours), mean_colour(colours), mean_colour(apart)
    calmed = calm(grey)
    for is_bright in (bright, not bright):
        # What differs to the other side is light on the paper, or a shadow beside bright ink.
        yield np.where(lighter * (-1 if is_bright else 1) > MOSTLY * ink, 0, ink), is_bright == bright
        fill = open_grey if is_bright else close_grey
        for widest in WIDEST_STROKES:
            width = 2 * round(widest * max(grey.shape) / 2) + 1
            yield np.abs(grey - fill(calmed, width)), is_bright == bright


def mean_colour(colours: np.ndarray) -> np.ndarray:
    """The mean (h, w) of the three colours (h, w, 3)."""
    return np.asarray(colours @ np.full(3, 1 / 3, colours.dtype))


def _is_ink_bright(colours: np.ndarray) -> bool:
    """Whether what differs most from its surroundings, in colours (h, w, 3), is brighter than they are: the third
    moment tells, and a shadow's edge, bright on one side and dark on the other, has none."""
    step = 1 + max(colours.shape) // COARSE
    grey = mean_colour(colours[::step, ::step])
    apart = grey - blur(grey, SURROUNDINGS * max(grey.shape))
    return bool((apart**3).sum() > 0)


def _measure_flaws(ink: np.ndarray, threshold: float) -> float:
    """How far ink (h, w) is from strokes on even paper: the paper's upper quartile, which blurred strokes do not reach,
    as a fraction of the ink's mean; and the fraction of the variance that lies within ink and paper."""
    mask = ink >= threshold
    if mask.all():
        return np.inf
    on, off = ink[mask], ink[~mask]
    within = (on.var() * on.size + off.var() * off.size) / (ink.var() * ink.size)
    return float(quantile(off, 0.75) / on.mean() + within)


@lru_cache(maxsize=4)
def _surface_terms(height: int, width: int) -> np.ndarray:
    """The terms of a quadratic surface over a picture, float32 (6, h · w)."""
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j].reshape(2, -1)
    return np.stack([np.ones_like(x), x, y, x * x, x * y, y * y]).astype(np.float32)


def _fit_smooth_paper(colours: np.ndarray) -> np.ndarray:
    """A quadratic surface in each colour (h, w, 3) through what most pixels have: least squares, weighted anew up
    to ten times by the Cauchy function of the residuals, which takes the ink out of it."""
    terms = _surface_terms(*colours.shape[:2])
    step = 1 + terms.size // 60_000
    some_terms = terms[:, ::step].astype(np.float64)
    some_colours = colours.reshape(-1, 3)[::step].T.astype(np.float64)
    border = np.abs(some_terms[1:3]).max(axis=0) > 0.9
    residuals = some_colours - np.median(some_colours[:, border], axis=1)[:, None]
    surface = np.zeros((len(terms), 3))
    for _ in range(10):
        squares = (residuals[0] ** 2 + residuals[1] ** 2 + residuals[2] ** 2) / 3
        weighted = some_terms / (1 + squares / max(np.median(squares), 16))
        before, surface = surface, np.linalg.lstsq(weighted @ some_terms.T, weighted @ some_colours.T)[0]
        if np.abs(surface - before).max() < AT_REST:
            break
        residuals = some_colours - surface.T @ some_terms
    return np.asarray((terms.T @ surface.astype(np.float32)).reshape(colours.shape))


def quantile(values: np.ndarray, fraction: float) -> float:
    """The number of values below which this fraction of them is, of some SAMPLED values where there are more: sorting
    all pixels would take a third of the time of a reading."""
    return float(np.quantile(values.reshape(-1)[:: 1 + values.size // SAMPLED], fraction, method="lower"))


def otsu_threshold(values: np.ndarray) -> float:
    """Otsu's threshold (1979) of any numbers: the one that leaves the least variance within its two sides."""
    low, high = -1.0, float(values.max())
    step = (high - low) / BINS
    counts = np.bincount(np.minimum(((values - low) / step).astype(np.intp), BINS - 1).ravel(), minlength=BINS)
    below, sums = np.cumsum(counts)[:-1], np.cumsum(counts * (low + step * (np.arange(BINS) + 0.5)))
    between = (sums[-1] * below - sums[:-1] * values.size) ** 2 / np.maximum(below * (values.size - below), 1)
    return low + step * float(between.argmax() + 1)

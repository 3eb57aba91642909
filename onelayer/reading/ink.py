"""What is ink in a picture: what differs from the colour of the paper around it.

The paper is taken for smooth first, even or shaded as a lamp shades it; or for the brightest that is around each pixel
(the darkest, for bright ink), if ink and paper are then clearly more even, as at the edge of a shadow.
"""

from collections.abc import Iterator

import numpy as np
import scipy  # its ndimage, which takes 0.2 s, is loaded where it is first used

SMALLEST_CONTRAST = 20  # of 255: 14 to 20 read the same, 22 loses pencil on squares; less takes more blanks for digits
NOISE_FACTOR = 3  # noise alone: its ink is 2 times as far as its lower quartile; 2 to 7 read photographs alike
CLEARLY_BETTER = 0.05  # of the measure of flaws, 0 to 1 and more
MOSTLY = 0.7  # of the distance: ink of the paper's brightness differs in hue
SURROUNDINGS = 0.175  # of the picture's side: wider than thick strokes in a tight crop
WIDEST_STROKES = (0.35, 0.2, 0.11)  # of the picture's side, the widest first: thick ink in a tight crop down to a pen's


def find_ink(colours: np.ndarray) -> np.ndarray | None:
    """Each pixel's distance from the colour of the paper around it.

    Args:
        colours: float32 (h, w, 3), 0 to 255.

    Returns:
        (h, w), 0 to 255; None where the contrast is too small for ink.
    """
    best, least = None, np.inf
    for ink in _try_papers(colours):
        flaws = _measure_flaws(ink) if _is_written(ink) else np.inf
        if flaws < least - CLEARLY_BETTER:
            best, least = ink, flaws
    return best


def _is_written(ink: np.ndarray) -> bool:
    """Whether there is enough contrast in ink (h, w), and not only noise."""
    return bool(ink[ink >= otsu_threshold(ink)].mean() >= max(SMALLEST_CONTRAST, NOISE_FACTOR * np.quantile(ink, 0.25)))


def _try_papers(colours: np.ndarray) -> Iterator[np.ndarray]:
    """The ink (h, w) in colours (h, w, 3) by each notion of the paper, the stiffest first."""
    smooth, bright = _fit_smooth_paper(colours), _is_ink_bright(colours)
    yield (ink := _distance(colours, smooth))
    lighter = (colours - smooth).mean(axis=2) * (-1 if bright else 1)
    yield np.where(lighter > MOSTLY * ink, 0, ink)  # such is light on the paper, or a shadow beside bright ink
    calm = scipy.ndimage.median_filter(colours, (3, 3, 1))
    fill = scipy.ndimage.grey_opening if bright else scipy.ndimage.grey_closing
    for widest in WIDEST_STROKES:
        width = 2 * round(widest * max(colours.shape) / 2) + 1
        yield _distance(colours, fill(calm, (width, width, 1)))


def _distance(colours: np.ndarray, paper: np.ndarray) -> np.ndarray:
    """Of each pixel's colour from the paper's, (h, w), of colours (h, w, 3)."""
    return np.asarray(np.sqrt(((colours - paper) ** 2).mean(axis=2)))


def _is_ink_bright(colours: np.ndarray) -> bool:
    """Whether what differs most from its surroundings, in colours (h, w, 3), is brighter than they are: the third
    moment tells, and a shadow's edge, bright on one side and dark on the other, has none."""
    grey = colours.mean(axis=2)
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

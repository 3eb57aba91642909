"""Straight lines that are printed on paper: rules, squares, frames."""

import numpy as np

STEEPEST = 0.14  # of a rule that lies aslant: 8°
LONG = 0.6  # of a part's side
BORDER = 0.15  # of the picture's side


def measure_straightness(part: np.ndarray) -> float:
    """The fraction of a part's pixels, bool (h, w), that lie on straight lines, level or upright or nearly so, and at
    least LONG of its side long."""
    y, x = np.nonzero(part)
    straight = np.zeros(len(y), bool)
    for along, across, length in ((x, y, part.shape[1]), (y, x, part.shape[0])):
        if length < 0.25 * max(part.shape):
            continue
        steps = 2 * round(STEEPEST * length) + 1  # from one to the next a line's end moves by a pixel
        for slope in np.linspace(-STEEPEST, STEEPEST, steps):
            places = np.round(across - slope * (along - length / 2)).astype(int)
            places -= places.min()
            straight |= np.bincount(places)[places] >= LONG * length
    return float(straight.mean())


def lies_along_border(part: np.ndarray) -> bool:
    """Whether most of a part's pixels, bool (h, w) of the picture, lie near the picture's border."""
    margins = [max(1, round(BORDER * side)) for side in part.shape]
    return bool(part[margins[0] : -margins[0], margins[1] : -margins[1]].sum() < 0.5 * part.sum())

"""Where one connected part of the ink may hold two digits: seams from its top to its bottom that cross least ink."""

import numpy as np

WIDE = 0.5  # of H: narrower parts are not cut
ASIDE = 0.15  # the cost of a step aside, as that of so much ink
APART = 0.08  # of H: the least distance of two seams, and of a seam from the part's ends
SEAMS = 4.0  # for each H of the part's width
MOST = 24  # of a part


def find_pieces(ink: np.ndarray, height: float) -> np.ndarray:
    """Find the pieces between the seams through a part.

    Args:
        ink: (h, w), the part's ink in its box, 0 to 1.
        height: H, the height of the writing, in pixels of the ink.

    Returns:
        int (h, w), the number of the piece that each pixel belongs to, from left to right; 0 if there is no seam.
    """
    whole = np.zeros(ink.shape, np.intp)
    if ink.shape[1] <= WIDE * height or min(ink.shape) < 3:
        return whole
    cost = ink.astype(np.float64)
    down, up = _sum_down(cost), _sum_down(cost[::-1])[::-1]
    middle = len(cost) // 2
    through = down[middle] + up[middle] - cost[middle]
    columns = _least(through, APART * height, min(MOST, round(SEAMS * ink.shape[1] / height)))
    if not columns:
        return whole
    seams = np.stack([_trace(down, up, middle, column) for column in columns])  # (seams, h)
    return np.asarray((np.arange(ink.shape[1])[None, None, :] > seams[:, :, None]).sum(axis=0))


def _sum_down(cost: np.ndarray) -> np.ndarray:
    """The least cost of a path from the top to each place, with at most one step aside a row."""
    sums = cost.copy()
    for row in range(1, len(cost)):
        before = sums[row - 1]
        best = before.copy()
        np.minimum(best[1:], before[:-1] + ASIDE, out=best[1:])
        np.minimum(best[:-1], before[1:] + ASIDE, out=best[:-1])
        sums[row] += best
    return sums


def _least(values: np.ndarray, apart: float, most: int) -> list[int]:
    """The places of the least values that are minima and apart, from left to right."""
    framed = np.pad(values, 1, constant_values=np.inf)
    is_least = (values <= framed[:-2]) & (values <= framed[2:])
    chosen: list[int] = []
    margin = max(apart, 1.0)
    for place in np.argsort(values, kind="stable").tolist():
        inside = margin <= place <= len(values) - 1 - margin
        if is_least[place] and inside and all(abs(place - other) >= apart for other in chosen):
            chosen.append(place)
            if len(chosen) >= most:
                break
    return sorted(chosen)


def _trace(down: np.ndarray, up: np.ndarray, middle: int, column: int) -> np.ndarray:
    """The columns (h,) of the cheapest path through a column of the middle row."""
    columns = np.zeros(len(down), np.intp)
    columns[middle] = column
    for sums, rows in ((down, range(middle - 1, -1, -1)), (up, range(middle + 1, len(down)))):
        at = column
        for row in rows:
            nearby = range(max(at - 1, 0), min(at + 2, sums.shape[1]))
            at = min(nearby, key=lambda place: (sums[row, place] + ASIDE * abs(place - at), abs(place - at)))
            columns[row] = at
    return columns

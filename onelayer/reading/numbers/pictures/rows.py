"""Rows: which connected parts of the ink stand beside one another and make one number.

Two digits are of one row if they are neighbours from left to right and stand at about one height; so a row may be
aslant, and a digit above another one is of another row. What is much lower than a digit, such as the bar of a 5 that
does not touch it, belongs to the row of the digit that it is nearest to.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from onelayer.reading.parts import Parts, could_be_digits, find_written

MOST_PARTS = 400  # the parts with most ink; bounds the time
LEAST_HEIGHT = 6  # pixels of a digit that can be told from others
LEAST_PART = 0.1  # of the highest part: what is smaller is dust
TOGETHER = 0.45  # of the lower one's height, that two neighbours have in common
ALIKE = 0.4  # of the higher one's height: the lower one's
FARTHEST = 3.0  # of the higher one's height: the gap between two neighbours of a row
BAR = 0.5  # of a digit's height, of what belongs to it
NEAR = 0.35  # of a digit's height: how far that may be away
DUST = 0.06  # of the usual ink of a row's digits
LOWEST_ROW = 0.2  # of the highest row's height
UPRIGHT = 1.8  # height : width of a 1 alone that looks like a line
AS_HIGH = (0.6, 1.4)  # of the other digits' height: that of a digit of straight strokes
WIDEST = 1.2  # of its height: the width of such a digit
LINE = 0.8  # of the picture's height: a line alone that is as high is the paper's


@dataclass(frozen=True, eq=False)
class Row:
    """The parts of one number.

    Attributes:
        parts: all parts of the picture's ink.
        numbers: int (n,), those of the row, by their middles from left to right.
        height: of its highest part, in pixels of the ink.
    """

    parts: Parts
    numbers: np.ndarray
    height: float


def find_rows(ink: np.ndarray, threshold: float) -> list[Row]:
    """Find the rows of digits in ink (h, w), 0 to 255, from top to bottom, and from left to right those that stand at
    one height. What is below the threshold is paper."""
    parts, rules = find_written(ink, threshold)
    digits = _find_digits(parts, rules)
    if not len(digits):
        return []
    highest = parts.sizes[digits, 0].max()
    rows = _link(parts, digits)
    rows = _give_bars(parts, rows)
    found = []
    for row in rows:
        usual = np.median(parts.ink[row][parts.sizes[row, 0] >= BAR * parts.sizes[row, 0].max()])
        kept = row[parts.ink[row] >= DUST * usual]
        height = float(parts.sizes[kept, 0].max())
        if height >= max(LOWEST_ROW * highest, LEAST_HEIGHT):
            middles = (parts.starts[kept, 1] + parts.stops[kept, 1]) / 2
            found.append(Row(parts, kept[np.argsort(middles, kind="stable")], height))
    return _in_order(found)


def _find_digits(parts: Parts, rules: np.ndarray) -> np.ndarray:
    """The numbers of the parts that may be of digits: no lines of the paper, no specks, nothing that is cut off."""
    longer = parts.sizes.max(axis=1)
    long = could_be_digits(parts, least=LEAST_HEIGHT)
    written = long & ~rules
    cut = _are_cut_off(parts, long)
    whole = written & ~cut
    if not whole.any():
        whole = written if written.any() else rules & long & ~_are_lines(parts)
    if not whole.any():
        return np.zeros(0, np.intp)
    whole |= rules & long & ~cut & _are_like(parts, whole)
    whole &= longer >= LEAST_PART * longer[whole].max()
    numbers = np.flatnonzero(whole)
    return numbers[np.argsort(-parts.ink[numbers], kind="stable")[:MOST_PARTS]]


def _are_cut_off(parts: Parts, long: np.ndarray) -> np.ndarray:
    """Which parts, bool (n,), touch a side of the picture that the ink does not fill from one side to the other. The
    ink of a picture that was cut out tightly touches all its sides."""
    touched = parts.sides[long].any(axis=0)  # top, left, bottom, right
    across, along = bool(touched[[0, 2]].all()), bool(touched[[1, 3]].all())
    is_tight = np.array([across, across and along, across, across and along])
    return np.asarray((parts.sides & ~is_tight).any(axis=1))


def _are_like(parts: Parts, digits: np.ndarray) -> np.ndarray:
    """Which parts, bool (n,), stand beside digits, are as high as these and no wider than digits: no lines."""
    heights, widths = parts.sizes.T
    highest = np.flatnonzero(digits)[heights[digits].argmax()]
    top, bottom = parts.starts[highest, 0], parts.stops[highest, 0]
    shared = np.minimum(parts.stops[:, 0], bottom) - np.maximum(parts.starts[:, 0], top)
    alike = (heights >= AS_HIGH[0] * heights[highest]) & (heights <= AS_HIGH[1] * heights[highest])
    return np.asarray(alike & (widths <= WIDEST * heights) & (shared >= TOGETHER * heights))


def _are_lines(parts: Parts) -> np.ndarray:
    """Which straight parts, bool (n,), are the paper's even if there is nothing else: no ones."""
    high, wide = parts.sizes.T
    return np.asarray((high < UPRIGHT * wide) | (high >= LINE * parts.labels.shape[0]) | parts.sides.any(axis=1))


def _link(parts: Parts, digits: np.ndarray) -> list[np.ndarray]:
    """Link each digit with the nearest one on its right that stands at about its height."""
    starts, stops, heights = parts.starts[digits], parts.stops[digits], parts.sizes[digits, 0].astype(float)
    row_of = np.arange(len(digits))
    middles = (starts[:, 1] + stops[:, 1]) / 2
    for one in range(len(digits)):
        shared = np.minimum(stops[:, 0], stops[one, 0]) - np.maximum(starts[:, 0], starts[one, 0])
        lower, higher = np.minimum(heights, heights[one]), np.maximum(heights, heights[one])
        gaps = starts[:, 1] - stops[one, 1]
        beside = (shared >= TOGETHER * lower) & (lower >= ALIKE * higher) & (gaps <= FARTHEST * higher)
        beside &= (middles > middles[one]) | ((middles == middles[one]) & (np.arange(len(digits)) > one))
        if beside.any():
            other = int(np.where(beside, middles, np.inf).argmin())
            row_of[row_of == row_of[other]] = row_of[one]
    return [digits[row_of == row] for row in np.unique(row_of)]


def _give_bars(parts: Parts, rows: Sequence[np.ndarray]) -> list[np.ndarray]:
    """Give each row that is much lower than a digit near it to that digit's row."""
    ordered = sorted(rows, key=lambda row: -int(parts.sizes[row, 0].max()))
    found: list[np.ndarray] = []
    for row in ordered:
        first, last = parts.starts[row].min(axis=0), parts.stops[row].max(axis=0)
        height = float(parts.sizes[row, 0].max())
        for at, other in enumerate(found):
            heights = np.full(len(other), parts.sizes[other, 0].max())
            gaps = np.hypot(*np.maximum(parts.starts[other] - last, first - parts.stops[other]).clip(0).T)
            middle = (first[0] + last[0]) / 2
            beside = other[gaps <= heights]
            level = bool(len(beside)) and parts.starts[beside, 0].min() <= middle <= parts.stops[beside, 0].max()
            if (level & (height <= BAR * heights) & (gaps <= NEAR * heights)).any() or (
                (height <= BAR / 2 * heights) & (gaps <= NEAR * heights)
            ).any():
                found[at] = np.concatenate([other, row])
                break
        else:
            found.append(row)
    return found


def _in_order(rows: Sequence[Row]) -> list[Row]:
    """Order rows from top to bottom, those at one height from left to right."""
    left = sorted(rows, key=_top)
    ordered: list[Row] = []
    while left:
        first = left[0]
        level = [row for row in left if row is first or _shared(row, first) >= TOGETHER * min(row.height, first.height)]
        ordered += sorted(level, key=lambda row: float(row.parts.starts[row.numbers, 1].min()))
        left = [row for row in left if row not in level]
    return ordered


def _top(row: Row) -> float:
    return float(np.mean(row.parts.starts[row.numbers, 0]))


def _shared(one: Row, other: Row) -> float:
    """How many pixels of height two rows have in common, at their middles."""
    bottoms = [float(np.mean(row.parts.stops[row.numbers, 0])) for row in (one, other)]
    return min(bottoms) - max(_top(one), _top(other))

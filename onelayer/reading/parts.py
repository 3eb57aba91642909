"""Which connected parts of the ink make the one digit of a picture.

A part that touches the border is a line of the paper, a neighbour that is cut off, or a digit that fills its picture.
A part may be a stroke of the digit, a speck, or a second digit.
"""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from onelayer.reading.ink import otsu_threshold
from onelayer.reading.morphology import label_parts
from onelayer.reading.rules import BORDER, lies_along_border, measure_straightness

SPECK = 3.0  # strokes' widths long, as `widths` measures them: a disc is 2, a square 1.6, strokes are longer
BLOT = 3.5  # strokes' widths long, of what touches the border: a shadow's corner is short and thick
SMALLEST = 0.04  # of the picture's longer side
FILLS = 0.9  # of both the picture's sides
THIN = 0.07  # of the picture's longer side: a printed line is no thicker
STRAIGHT = 0.8  # of a part's ink: a rule or a lattice has hardly any other
DARKER = 1.9  # times the rules' ink; noise alone parts them, too
NARROW = 0.5  # of the picture's longer side: a picture so narrow may be a 1 that fills it
DUST = 0.1  # of the main part's ink: 0.04 and less keep specks, 0.06 to 0.15 lose no strokes
FAR_AWAY = 0.35  # of the digit's size: 0.2 to 0.7 read the same, 0.1 loses bars that do not touch
OVERLAP = 0.3  # of the smaller box's sides
SAME_COLUMN = 0.1  # of the narrower group's width: 0.05 to 0.2 are alike, 0.4 takes strokes for second digits
RIVAL_HEIGHT = 0.75  # of the other group's, side by side: the left stroke of an open 4 is lower
RIVAL_INK = 0.2  # of the other group's: little, as a 1 beside an 8 is light
RIVAL_SIZE = 0.6  # of the digit's, far from it
NEARLY_WHOLE = 0.85  # of the digit's size, at the border
STACKED_HEIGHT = 0.5  # of the other group's, one above the other: a bar that stands off is lower
STACKED_ASPECT = 1.75  # height : width of both together; one digit has less, or is a 1 or a pen that skipped
SMALL_GAP, WIDE_GAP = 0.75, 1.5  # pens' widths: a pen that skips leaves less than one
SOLID = 0.5  # of a group's height, of its highest part: less in dotted print


class Count(IntEnum):
    """How many digits there are."""

    ONE = 1
    PERHAPS_MANY = 2  # or one whose strokes are apart
    MANY = 3


@dataclass(frozen=True, eq=False)
class Parts:
    """The connected parts of a mask.

    Attributes:
        labels: int (h, w), their numbers from 1 on; 0 where there is none.
        starts: (n, 2), y and x.
        stops: (n, 2), y and x.
        ink: (n,), the sum.
        widths: (n,), of the strokes, in pixels.
        sides: bool (n, 4), which sides of the picture a part touches: top, left, bottom, right.
    """

    labels: np.ndarray
    starts: np.ndarray
    stops: np.ndarray
    ink: np.ndarray
    widths: np.ndarray
    sides: np.ndarray

    @property
    def sizes(self) -> np.ndarray:
        """Of their boxes, (n, 2), y and x."""
        return np.asarray(self.stops - self.starts)


def find_parts(ink: np.ndarray, mask: np.ndarray) -> Parts:
    """The connected parts of a mask (h, w), and how much of the ink (h, w) they have."""
    labels, starts, stops = label_parts(mask)
    count = len(starts)
    framed = np.pad(labels, 1)
    edges = np.zeros(count + 1)
    for one, other in ((framed[1:], framed[:-1]), (framed[:, 1:], framed[:, :-1])):
        differ = one != other
        edges += np.bincount(one[differ], minlength=count + 1) + np.bincount(other[differ], minlength=count + 1)
    area = np.bincount(labels.ravel(), minlength=count + 1)
    # A stroke of width w and length l has the area wl and edges of about 2l; on pixels edges count 4/π times.
    widths = 2 * area[1:] / (edges[1:] * np.pi / 4)
    sides = np.concatenate([starts <= 1, stops >= np.array(mask.shape) - 1], axis=1)
    weights = np.bincount(labels.ravel(), ink.ravel(), count + 1)[1:]
    return Parts(labels, starts, stops, weights, widths, sides)


def find_written(ink: np.ndarray, threshold: float) -> tuple[Parts, np.ndarray]:
    """The connected parts of ink (h, w), 0 to 255, and which of them, bool (n,), are lines of the paper. What is below
    the threshold is paper."""
    mask = ink >= threshold
    parts = find_parts(ink, mask)
    rules = _find_rules(parts)
    if rules.any():  # the paper may be ruled or squared: a second threshold parts the ink from paler rules
        dark = ink >= otsu_threshold(ink[mask])
        darker = find_parts(ink, dark)
        of_darker = _find_rules(darker)
        pale = ink[mask & ~dark]
        if not of_darker.any() and pale.size and ink[dark].mean() >= DARKER * pale.mean():
            return darker, of_darker
    return parts, rules


def find_digit(ink: np.ndarray, threshold: float, lines_are_strokes: bool = False) -> tuple[np.ndarray, Count] | None:
    """The mask (h, w) of the digit in ink (h, w), 0 to 255, and whether it is one; None if there is none. What is below
    the threshold is paper. Straight lines that may be the paper's are left out unless they are taken for strokes."""
    if lines_are_strokes:
        parts = find_parts(ink, ink >= threshold)
        rules = np.zeros(len(parts.ink), bool)
    else:
        parts, rules = find_written(ink, threshold)
    main = _find_main(parts, rules)
    if main is None:
        return None
    cut_off = _are_cut_off(parts, main)
    usable = ~rules & ~cut_off & (parts.ink >= DUST * parts.ink[main])
    usable[main] = True
    digit = _gather(parts, main, usable)
    count = Count.MANY if _has_rival(parts, digit, usable, cut_off & ~rules) else _count_groups(parts, digit)
    return np.append(False, digit)[parts.labels], count


def _are_cut_off(parts: Parts, main: int) -> np.ndarray:
    """Which parts, bool (n,), are of what the border cuts off: they touch it and are beside the main part, which does
    not fill the picture."""
    if parts.sides[main].sum() >= 2:
        return np.zeros(len(parts.ink), bool)
    return np.asarray(parts.sides.any(axis=1) & ~_overlap(parts, parts.starts[main], parts.stops[main]))


def _overlap(parts: Parts, start: np.ndarray, stop: np.ndarray) -> np.ndarray:
    """Whether each part's box and one from start to stop share a good part of the smaller one's height and width."""
    shared = np.minimum(parts.stops, stop) - np.maximum(parts.starts, start)
    return np.asarray((shared >= OVERLAP * np.minimum(parts.sizes, stop - start)).all(axis=1))


def _fills(parts: Parts) -> np.ndarray:
    """Whether each part's box is nearly the whole picture."""
    return np.asarray((parts.sizes >= FILLS * np.array(parts.labels.shape)).all(axis=1))


def could_be_digits(parts: Parts, least: float | None = None) -> np.ndarray:
    """Whether each part is longer than a speck, and than so many pixels; of None, as long as one digit of a picture."""
    longer = parts.sizes.max(axis=1)
    least = SMALLEST * max(parts.labels.shape) if least is None else least
    return np.asarray((longer >= SPECK * parts.widths) & (longer >= least))


def _find_rules(parts: Parts) -> np.ndarray:
    """Whether each part is a rule, a lattice of rules or a frame: thin and straight, and it touches the border, or has
    what may be a digit inside."""
    shape = np.array(parts.labels.shape)
    longer = parts.sizes.max(axis=1)
    long = np.flatnonzero(longer >= SMALLEST * shape.max())  # no other is around a digit: bounds memory
    starts, stops = parts.starts[long], parts.stops[long]
    inside = (starts[:, None] < starts) & (stops[:, None] > stops)  # (outer, inner, 2)
    around = np.zeros(len(longer), bool)
    around[long] = (inside.all(axis=2) & could_be_digits(parts)[long]).any(axis=1)
    strip = BORDER * shape
    beside_border = ((parts.stops <= strip) | (parts.starts >= shape - strip)).any(axis=1) & (
        longer >= 0.3 * shape.max()
    )
    suspects = parts.sides.any(axis=1) & (longer >= 0.1 * shape.max()) | around | beside_border
    suspects &= parts.widths <= THIN * shape.max()
    rules = np.zeros(len(longer), bool)
    for number in np.flatnonzero(suspects):
        rows, columns = (slice(*span) for span in zip(parts.starts[number], parts.stops[number], strict=True))
        rules[number] = measure_straightness(parts.labels[rows, columns] == number + 1) >= STRAIGHT
    return rules


def _find_main(parts: Parts, rules: np.ndarray) -> int | None:
    """The part that is the digit or most of it: the one with most ink that is whole, or fills the picture; else what is
    cut off; else a straight line that is hardly one of the paper's."""
    longer = parts.sizes.max(axis=1)
    cut = parts.sides.any(axis=1) & ~rules & ~_fills(parts)
    whole = ~rules & ~cut & could_be_digits(parts)
    for number in np.flatnonzero(cut & could_be_digits(parts)):
        whole &= (longer >= 0.15 * longer[number]) & ~_overlap(parts, parts.starts[number], parts.stops[number])
    for some in (whole, ~rules):
        if some.any():
            main = int(np.where(some, parts.ink, 0).argmax())
            blot = longer[main] < BLOT * parts.widths[main] and parts.sides[main].any()
            return None if blot else main
    alone = int(parts.ink.argmax())
    return None if _is_on_paper(parts, alone) else alone


def _is_on_paper(parts: Parts, rule: int) -> bool:
    """Whether a straight part is a line of the paper although there is no other ink."""
    sides, size, shape = parts.sides[rule], parts.sizes[rule], np.array(parts.labels.shape)
    if (size >= FILLS * shape).all():
        return bool(shape.min() > NARROW * shape.max())
    through = (sides[:2] & sides[2:]).any()
    return bool(through or size.max() < 0.4 * shape.max() or lies_along_border(parts.labels == rule + 1))


def _gather(parts: Parts, main: int, usable: np.ndarray) -> np.ndarray:
    """Which parts, bool (n,), make the digit: the main one, and usable ones near it."""
    near, digit = np.arange(len(usable)) == main, np.zeros(len(usable), bool)
    while (near & ~digit).any():
        digit |= near
        first, last = parts.starts[digit].min(axis=0), parts.stops[digit].max(axis=0)
        gaps = np.hypot(*np.maximum(parts.starts - last, first - parts.stops).clip(0).T)
        near = usable & (gaps <= FAR_AWAY * (last - first).max())
    return digit


def _has_rival(parts: Parts, digit: np.ndarray, usable: np.ndarray, cut_off: np.ndarray) -> bool:
    """Whether there is a second digit as large as the digit (n,): far from it, or at the border and nearly whole."""
    first, last = parts.starts[digit].min(axis=0), parts.stops[digit].max(axis=0)
    height, width = last - first
    far = usable & ~digit & (parts.sizes.max(axis=1) >= RIVAL_SIZE * max(height, width))
    seen = parts.sizes >= NEARLY_WHOLE * np.stack(
        [np.full(len(digit), height), np.maximum(width, 0.6 * parts.sizes[:, 0])], axis=1
    )
    level, upright = parts.sides[:, [0, 2]].any(axis=1), parts.sides[:, [1, 3]].any(axis=1)
    whole = (seen[:, 0] | ~level) & (seen[:, 1] | ~upright) & (parts.sizes[:, 0] >= RIVAL_SIZE * height)
    return bool((far | (cut_off & whole)).any())


def _count_groups(parts: Parts, digit: np.ndarray) -> Count:
    """Whether the parts of a digit (n,) fall into two groups, one beside or above the other, each a digit's size."""
    numbers = np.flatnonzero(digit)
    counts = [Count.ONE]
    for axis in (0, 1):
        order = numbers[np.argsort((parts.starts + parts.stops)[numbers, axis])]
        counts += [_compare(parts, order[:at], order[at:], axis) for at in range(1, len(order))]
    return max(counts)


def _compare(parts: Parts, one: np.ndarray, other: np.ndarray, axis: int) -> Count:
    """Whether two groups of parts, the first before the other along an axis, are two digits."""
    starts = np.stack([parts.starts[each].min(axis=0) for each in (one, other)])
    stops = np.stack([parts.stops[each].max(axis=0) for each in (one, other)])
    sizes, whole = stops - starts, stops.max(axis=0) - starts.min(axis=0)
    gap = starts[1, axis] - stops[0, axis]
    ink = np.array([parts.ink[each].sum() for each in (one, other)])
    alike = sizes[:, 0].min() / sizes[:, 0].max()
    both = np.concatenate([one, other])
    pen = np.average(parts.widths[both], weights=parts.ink[both])
    solid = all(
        parts.sizes[each, 0].max() >= SOLID * size for each, size in zip((one, other), sizes[:, 0], strict=True)
    )
    if ink.min() < RIVAL_INK * ink.max() or not solid:
        return Count.ONE
    if axis == 1:
        apart = gap >= -SAME_COLUMN * sizes[:, 1].min() and alike >= RIVAL_HEIGHT
        return Count.MANY if apart else Count.ONE
    if gap <= 0 or alike < STACKED_HEIGHT:
        return Count.ONE
    long = whole[0] >= STACKED_ASPECT * whole[1] and gap > SMALL_GAP * pen
    return Count.MANY if long or gap > WIDE_GAP * pen else Count.PERHAPS_MANY

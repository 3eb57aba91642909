"""Pictures of numbers, composed from single digits as a person might write them on paper and take a photograph or scan.

A digit's ink is its coverage, float32 (h, w), 0 for paper to 1 for ink, cut as tightly as its ink lets one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from onelayer.reading.drawing import Drawing
from onelayer.reading.morphology import bounds_of
from tools.composed_numbers import BASELINE, SIZES

Digit: TypeAlias = Drawing | tuple[np.ndarray, int]
"""A drawing with its label, or an image, uint8 (28, 28), white ink on black, with its label."""

HEIGHT = 72  # pixels of a digit, before the picture is brought to its size
FINE = 2  # steps to a pixel while a pen draws
PENS = (0.05, 0.16)  # the narrowest and the widest, as fractions of a digit's height
LEAST_APART = 3  # pixels between the boxes of digits that do not touch


@dataclass(frozen=True)
class PictureSpacing:
    """How digits follow one another in a picture.

    Attributes:
        name: for people.
        gaps: the smallest and the largest mean gap of a number, as fractions of a digit's height: between the boxes of
            two digits, or between their ink if they touch.
        by_ink: gaps are between the ink of two digits, row by row, and not between their boxes.
    """

    name: str
    gaps: tuple[float, float]
    by_ink: bool = False


TOUCHING = PictureSpacing("touching", (-0.06, 0.0), by_ink=True)
SPACINGS = (
    PictureSpacing("tight", (0.04, 0.1)),
    PictureSpacing("normal", (0.1, 0.35)),
    PictureSpacing("wide", (0.35, 1.0)),
    TOUCHING,
)


@dataclass(frozen=True)
class Paper:
    """What the paper and the camera do.

    Attributes:
        name: for people.
        ink, paper: their colours.
        shade: how much of the light one side of the picture lacks, 0 to 1.
        noise: standard deviation, of 255.
        blur: in pixels.
        rules: the distance of ruled lines as a fraction of a digit's height; 0 for none.
    """

    name: str
    ink: tuple[int, int, int] = (25, 25, 30)
    paper: tuple[int, int, int] = (255, 255, 255)
    shade: float = 0.0
    noise: float = 0.0
    blur: float = 0.0
    rules: float = 0.0


PAPERS = (
    Paper("scan", noise=2),
    Paper("photograph", (38, 44, 98), (228, 222, 212), shade=0.4, noise=5, blur=1.0),
    Paper("grey paper", (70, 70, 76), (188, 186, 180), shade=0.15, noise=8, blur=0.6),
    Paper("white on black", (245, 245, 240), (18, 20, 24), noise=3),
    Paper("ruled", (38, 44, 98), (240, 238, 230), shade=0.2, noise=3, blur=0.6, rules=1.7),
)
RULE = (170, 188, 220)  # the colour of ruled lines


def draw_digit(strokes: Sequence[np.ndarray], height: float, pen: float) -> np.ndarray:
    """The coverage of strokes (n, 2), this many pixels high or, if it is wider than that, wide; the pen is a fraction
    of the height."""
    points = [np.asarray(stroke, np.float64) for stroke in strokes]
    low = np.concatenate(points).min(axis=0)
    extent = np.ptp(np.concatenate(points), axis=0)
    width = max(1.0, height * pen) * FINE
    scale = (height * FINE - width) / max(float(extent.max()), 1e-6)
    across, down = (int(side) for side in np.ceil(extent * scale + 2 * width) + 2)
    sheet = Image.new("L", (across, down))
    pencil = ImageDraw.Draw(sheet)
    for stroke in points:
        at = (stroke - low) * scale + width
        pencil.line([tuple(point) for point in at.tolist()], fill=255, width=max(1, round(width)), joint="curve")
        for x, y in at.tolist():
            pencil.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=255)
    smaller = sheet.resize((max(1, across // FINE), max(1, down // FINE)), Image.Resampling.BOX)
    return _trim(np.asarray(smaller, np.float32) / 255)


def enlarge_digit(image: np.ndarray, height: float) -> np.ndarray:
    """The coverage of an image, uint8 (28, 28), white ink on black, with smooth edges, this many pixels high."""
    box = np.pad(_trim(image / np.float32(255)), 2)
    scale = height / (max(box.shape) - 4)
    size = max(1, round(box.shape[1] * scale)), max(1, round(box.shape[0] * scale))
    smooth = np.asarray(Image.fromarray(box).resize(size, Image.Resampling.BICUBIC))
    return _trim(np.clip((smooth - 0.5) * max(1.0, 0.35 * scale) + 0.5, 0, 1))


def set_row(digits: Sequence[np.ndarray], spacing: PictureSpacing, random: "np.random.Generator") -> np.ndarray:
    """The coverage of a row of digits, given by their coverages, one or more."""
    mean = random.uniform(*spacing.gaps)
    placed: list[tuple[np.ndarray, int, int]] = []
    for digit in digits:
        top = -len(digit) - round(HEIGHT * random.normal(0, BASELINE))
        left = 0
        if placed:
            gap = HEIGHT * random.normal(mean, 0.02 if spacing.by_ink else 0.25 * mean)
            before, before_top, before_left = placed[-1]
            left = before_left + before.shape[1]
            if spacing.by_ink:
                left += round(min(gap, 0.0)) - _room_between(before, digit, before_top, top)
            else:
                left += max(LEAST_APART, round(gap))
        placed.append((digit, top, left))
    return _lay(placed)


def photograph(
    coverage: np.ndarray, paper: Paper, random: "np.random.Generator", scale: float = 1.0, margin: float = 0.5
) -> Image.Image:
    """The picture of a coverage on paper: how many times as large, with this margin as a fraction of HEIGHT."""
    margins = [round(HEIGHT * margin * random.uniform(0.6, 1.6)) for _ in range(4)]
    share = np.pad(coverage, (margins[:2], margins[2:]))[:, :, None]
    colours = np.broadcast_to(np.array(paper.paper, np.float32), (*share.shape[:2], 3)).copy()
    if paper.rules:
        step = round(paper.rules * HEIGHT)
        for at in range(int(random.integers(step)), len(colours), step):
            colours[at : at + 2] = RULE
    colours = share * np.array(paper.ink, np.float32) + (1 - share) * colours
    y, x = np.mgrid[0 : share.shape[0], 0 : share.shape[1]] / max(share.shape)
    turn = random.uniform(0, 2 * np.pi)
    along = x * np.cos(turn) + y * np.sin(turn)
    light = 1 - paper.shade * (along - along.min()) / max(float(np.ptp(along)), 1e-6)
    picture = Image.fromarray(np.clip(colours * light[:, :, None], 0, 255).astype(np.uint8))
    size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    picture = picture.resize(size, Image.Resampling.BICUBIC if scale > 1 else Image.Resampling.BOX)
    if paper.blur:
        picture = picture.filter(ImageFilter.GaussianBlur(paper.blur * scale))
    noisy = np.asarray(picture, np.float32) + random.normal(0, paper.noise, (size[1], size[0], 3))
    return Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8))


@dataclass(frozen=True, eq=False)
class NumberPicture:
    """A picture of one number: its text, its picture, how its digits stand and what the paper is."""

    text: str
    picture: Image.Image
    spacing: str
    paper: str


def compose_pictures(
    writers: Sequence[Sequence[Digit]],
    count: int,
    random: "np.random.Generator",
    spacings: Sequence[PictureSpacing] = SPACINGS,
    lengths: Sequence[int] = range(1, 9),
) -> list[NumberPicture]:
    """Compose pictures of numbers: spacings, papers and lengths take turns, the digits of a number are one writer's.

    Args:
        writers: the digits of each.
        count: the number of pictures.
        random: the generator of random numbers.
        spacings: the spacings. A number of one digit does not touch another.
        lengths: the numbers of digits.
    """
    pictures = []
    for number in range(count):
        spacing = spacings[number % len(spacings)]
        paper = PAPERS[number // len(spacings) % len(PAPERS)]
        length = max(lengths[int(random.integers(len(lengths)))], 1 + spacing.by_ink)
        own = writers[int(random.integers(len(writers)))]
        digits = [own[at] for at in random.integers(len(own), size=length)]
        coverage = set_row(cover_digits(digits, random), spacing, random)
        scale = float(np.exp(random.uniform(np.log(0.6), np.log(3.0))))
        text = "".join(str(each.label if isinstance(each, Drawing) else each[1]) for each in digits)
        pictures.append(NumberPicture(text, photograph(coverage, paper, random, scale), spacing.name, paper.name))
    return pictures


def cover_digits(digits: Sequence[Digit], random: "np.random.Generator", height: float = HEIGHT) -> list[np.ndarray]:
    """The coverages of digits that one pen writes."""
    pen = float(np.exp(random.uniform(*np.log(PENS))))
    coverages = []
    for digit in digits:
        own = height * float(np.exp(random.normal(0, SIZES)))
        if isinstance(digit, Drawing):
            coverages.append(draw_digit(digit.strokes, own, pen))
        else:
            coverages.append(enlarge_digit(digit[0], own))
    return coverages


def _trim(coverage: np.ndarray) -> np.ndarray:
    inked = coverage > 0.5
    return np.asarray(coverage[bounds_of(inked)]) if inked.any() else coverage


def _room_between(left: np.ndarray, right: np.ndarray, left_top: int, right_top: int) -> int:
    """How many pixels the right one can move to the left from the left one's right end until their ink touches."""
    low, high = max(left_top, right_top), min(left_top + len(left), right_top + len(right))
    if low >= high:
        return 0
    one, other = left[low - left_top : high - left_top] > 0.5, right[low - right_top : high - right_top] > 0.5
    both = one.any(axis=1) & other.any(axis=1)
    if not both.any():
        return 0
    rooms = one[both, ::-1].argmax(axis=1) + other[both].argmax(axis=1)
    return int(min(rooms.min(), 0.4 * HEIGHT))


def _lay(placed: Sequence[tuple[np.ndarray, int, int]]) -> np.ndarray:
    """The coverage of coverages with their tops and lefts, cut tightly."""
    top, left = (min(each[at] for each in placed) for at in (1, 2))
    bottom = max(at + len(each) for each, at, _ in placed)
    right = max(at + each.shape[1] for each, _, at in placed)
    sheet = np.zeros((bottom - top, right - left), np.float32)
    for each, at, beside in placed:
        into = sheet[at - top : at - top + len(each), beside - left : beside - left + each.shape[1]]
        np.maximum(into, each, out=into)
    return sheet

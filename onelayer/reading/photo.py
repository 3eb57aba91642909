"""Photographs: any picture of a digit → the image that the sketchpad would have made of it.

The file is decoded and made small (here); what differs from the paper around it is ink (`ink.py`); the connected parts
of the ink that make one digit are found (`parts.py`), without lines of the paper (`rules.py`); the digit is brought to
the size, stroke width and place that MNIST's have (here).
"""

import contextlib
import math
import os
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import TypeVar

import numpy as np
from PIL import ExifTags, Image, ImageOps

from onelayer.reading.content import Box, Picture
from onelayer.reading.drawing import BOX, CENTRE_OF_MASS, PEN_WIDTH, SIDE
from onelayer.reading.ink import Ink, find_inks
from onelayer.reading.morphology import bounds_of, grow, label_parts, widen
from onelayer.reading.parts import Count, find_digit
from onelayer.reading.verdict import measure_strangeness

# What is said to be lost or read the same was measured on drawings of 30 people, made photographs of many kinds.
FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF", "AVIF", "HEIF")
MOST_FRAMES = 20  # of an animated picture that are looked at
MOST_PIXELS = 100_000_000  # decoded they take 0.4 GB; a phone's usual photographs have 12 to 50 million
WORKING_SIDE = 320  # pixels: a digit a tenth as large still has MNIST's size; 240 read as well, 160 lose thin pencil
THINNEST, THICKEST = 1.5, 3.6  # pixels of the image: evening all strokes loses 1 in 160, no thin ones 1 in 50
CLEAN, SPOTLESS = 0.15, 0.07  # flaws of an ink: no other is tried for a digit, nor for what is no digit or several
CLEARLY_CLEANER = 0.05  # fewer flaws
WELL_WITHIN = 0.8  # strangeness: what could be two digits, or wrong ink, must look more like one than a drawing must
STRANGEST = 1.2  # strangeness, in all turns: the edge of a shadow may have more, a digit has less
OF_LINES = 0.7  # strangeness: straight lines must look even more like one
CUTOUT_MARGIN = 0.2  # of the digit's longer side, on each
LYING = (5, 6, 7, 8)  # EXIF's orientations that exchange width and height
FINE = 5  # steps to a pixel of the image: 3 and 8 lose one photograph in 100


Found = TypeVar("Found")


class PhotoError(ValueError):
    """No one digit could be found in a picture; the message says why and what would help."""


class BlankPictureError(PhotoError):
    """A picture has no ink."""


@dataclass(frozen=True, eq=False)
class PhotoDigit:
    """The one digit of a picture.

    Attributes:
        image: uint8 (28, 28), white ink on black, as MNIST was made.
        cutout: uint8 (h, w, 3), the part of the picture that it was taken from, at most WORKING_SIDE long.
        box: left, top, right and bottom of its ink in the picture as it is shown, in pixels.
    """

    image: np.ndarray
    cutout: np.ndarray
    box: Box


def find_photo_digit(picture: Picture) -> PhotoDigit:
    """The one digit in a picture of any size, mode and polarity.

    Raises:
        PhotoError: the picture is too large or broken, or holds no digit, or more than one.
        OSError: there is no such file, or it cannot be read.
    """
    return find_in_picture(picture, _find_digit, WORKING_SIDE)


def find_in_picture(picture: Picture, find: Callable[[Image.Image, tuple[int, int]], Found], side: int) -> Found:
    """What is found in a picture.

    A file may be a stranger's: of an animated one the first frame that is not blank is read, and a file is refused if
    its kind would start another program, as PostScript does.

    Args:
        picture: the picture; a PIL image stays as it is.
        find: finds it in a picture with the width and height that it has in its file, or raises a PhotoError.
        side: the pixels of the longer side that `find` works with: a JPEG is decoded no larger than it needs.

    Raises:
        PhotoError: as `find` does, or the file is no picture of these kinds.
        OSError: there is no such file, or it cannot be read.
    """
    if isinstance(picture, Image.Image):
        return find(picture, picture.size)
    if isinstance(picture, str | os.PathLike):
        with open(picture, "rb") as file:
            return find_in_picture(file, find, side)
    _learn_heif()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # MOST_PIXELS is our own limit
            opened = Image.open(picture, formats=FORMATS)
    except (OSError, ValueError, SyntaxError, RuntimeError, Image.DecompressionBombError) as flaw:
        raise PhotoError(
            "The file is not a picture that can be opened. A PNG or JPEG of one digit is expected."
        ) from flaw
    with opened:
        return _find_in_first_written_frame(opened, find, side)


@cache
def _learn_heif() -> None:
    """Let Pillow read HEIC, the format of many phones; the library is loaded with the first picture."""
    from pillow_heif import register_heif_opener

    register_heif_opener(thumbnails=False)


def _find_in_first_written_frame(
    picture: Image.Image, find: Callable[[Image.Image, tuple[int, int]], Found], side: int
) -> Found:
    """What is found in the first frame that is not blank. Raises a PhotoError as `find` does."""
    size = picture.size
    if size[0] * size[1] <= MOST_PIXELS:
        picture.draft("RGB", (2 * side, 2 * side))  # lets a JPEG be decoded small
    try:
        return find(picture, size)
    except BlankPictureError as blank:
        for number in range(1, min(MOST_FRAMES, MOST_PIXELS // (size[0] * size[1]))):
            try:
                picture.seek(number)
            except (EOFError, OSError, ValueError, SyntaxError):
                break
            with contextlib.suppress(BlankPictureError):
                return find(picture, size)
        raise blank


def _find_digit(picture: Image.Image, size: tuple[int, int]) -> PhotoDigit:
    """The one digit in a picture that has this width and height in its file. Raises a PhotoError if there is none."""
    colours = load_colours(picture, *size)
    scale = find_scale(picture, size, colours)
    if is_image_already(colours):
        grey = colours[:, :, 0].astype(np.uint8)
        return PhotoDigit(grey, colours.astype(np.uint8), _find_box(grey > 0, scale))
    found = _find_most_digitlike(colours)
    if found is None:
        raise BlankPictureError(
            "No digit was found: the picture is blank, or its ink too faint. Write darker, or come closer."
        )
    if found.digit is None or _is_strange_in_all_turns(found):
        raise PhotoError(
            "No digit was found: there are only lines or shadows. Write one digit, or cut out the one to read."
        )
    if found.count is Count.MANY or (found.count is Count.PERHAPS_MANY and found.strangeness > WELL_WITHIN):
        raise PhotoError(
            "There seems to be more than one digit in the picture. Cut out the one to read, or read it as a number."
        )
    return PhotoDigit(found.image, _cut_out(colours, found.digit), _find_box(found.digit, scale))


def find_scale(picture: Image.Image, size: tuple[int, int], colours: np.ndarray) -> tuple[float, float]:
    """How many times as wide and as high a picture, of this size in its file, is as its colours (h, w, 3)."""
    width, height = size
    if picture.getexif().get(ExifTags.Base.Orientation, 1) in LYING:
        width, height = height, width
    return width / colours.shape[1], height / colours.shape[0]


def _find_box(digit: np.ndarray, scale: tuple[float, float]) -> Box:
    """The box of a digit's mask (h, w) in the picture, which is so many times as wide and as high."""
    rows, columns = bounds_of(digit)
    left, top = int(columns.start * scale[0]), int(rows.start * scale[1])
    return left, top, math.ceil(columns.stop * scale[0]), math.ceil(rows.stop * scale[1])


@dataclass(frozen=True, eq=False)
class _Candidate:
    """What one notion of the paper makes of a picture.

    Attributes:
        ink: the ink.
        digit: bool (h, w), the digit's mask; None if there are only lines.
        count: how many digits there are.
        image: uint8 (28, 28), of the digit.
        strangeness: of the image, as `measure_strangeness` gives it.
    """

    ink: Ink
    digit: np.ndarray | None = None
    count: Count = Count.ONE
    image: np.ndarray = field(default_factory=lambda: np.zeros((SIDE, SIDE), np.uint8))
    strangeness: float = np.inf

    @property
    def is_like_one(self) -> bool:
        """Whether it looks like one digit."""
        return self.count is not Count.MANY and self.strangeness <= WELL_WITHIN


def _find_most_digitlike(colours: np.ndarray) -> _Candidate | None:
    """The candidate of colours (h, w, 3) that looks like one digit on clean paper; if none does, that on the cleanest
    paper. None if there is no ink."""
    candidates = []
    for ink in find_inks(colours):
        candidates.append(candidate := _make_candidate(ink))
        clear_failure = candidate.digit is None or candidate.count is Count.MANY
        if (candidate.is_like_one and ink.flaws <= CLEAN) or (
            clear_failure and len(candidates) == 1 and ink.flaws <= SPOTLESS
        ):
            return candidate
    alike = [each for each in candidates if each.is_like_one]
    if alike:
        return min(alike, key=lambda each: each.ink.flaws + each.strangeness)
    best = None
    for candidate in candidates:  # the stiffest paper first
        if candidate.ink.probable and (best is None or candidate.ink.flaws < best.ink.flaws - CLEARLY_CLEANER):
            best = candidate
    singles = [each for each in candidates if each.count is Count.ONE and each.strangeness <= 1]
    if best is not None and STRANGEST < best.strangeness < np.inf and singles:
        return min(singles, key=lambda each: each.ink.flaws + each.strangeness)
    return best


def _is_strange_in_all_turns(candidate: _Candidate) -> bool:
    """Whether a candidate's image is nothing like a digit, although the picture may lie on its side."""
    return candidate.strangeness > STRANGEST and all(
        measure_strangeness(np.rot90(candidate.image, turns)) > STRANGEST for turns in (1, 2, 3)
    )


def _make_candidate(ink: Ink) -> _Candidate:
    """The digit that is found in an ink. If there seem to be only lines, several may be the strokes of one: of an open
    4, tightly cut."""
    candidate = _make_candidate_of(ink, find_digit(ink.values, ink.threshold))
    if candidate.digit is None:
        of_lines = _make_candidate_of(ink, find_digit(ink.values, ink.threshold, lines_are_strokes=True))
        several = of_lines.digit is not None and label_parts(of_lines.digit)[0].max() > 1
        if several and of_lines.count is Count.ONE and of_lines.strangeness <= OF_LINES:
            return of_lines
    return candidate


def _make_candidate_of(ink: Ink, found: tuple[np.ndarray, Count] | None) -> _Candidate:
    """The candidate of what was found in an ink."""
    if found is None:
        return _Candidate(ink)
    digit, count = found
    image = draw_as_mnist(np.where(widen(digit), ink.values, 0), digit)
    return _Candidate(ink, digit, count, image, measure_strangeness(image))


def _cut_out(colours: np.ndarray, digit: np.ndarray) -> np.ndarray:
    """The part, uint8 (h, w, 3), of colours (h, w, 3) around a digit's mask (h, w), with a margin."""
    rows, columns = bounds_of(digit)
    margin = round(CUTOUT_MARGIN * max(rows.stop - rows.start, columns.stop - columns.start))
    part = colours[
        max(0, rows.start - margin) : rows.stop + margin, max(0, columns.start - margin) : columns.stop + margin
    ]
    return np.round(part).astype(np.uint8)


def load_colours(picture: Image.Image, width: int, height: int, side: int = WORKING_SIDE) -> np.ndarray:
    """Colours, float32 (h, w, 3), 0 to 255, upright by EXIF, at most `side` long; what is transparent is paper.
    Raises a PhotoError if the picture, in its file of this width and height, is too large, empty or broken."""
    if width * height > MOST_PIXELS:
        raise PhotoError(
            f"The picture has {width:,} × {height:,} pixels; {MOST_PIXELS:,} are the most that are read. "
            "Make it smaller, or cut out the digit."
        )
    if not width or not height:
        raise PhotoError("The picture has no pixels. A picture of one digit is expected.")
    try:
        upright = ImageOps.exif_transpose(picture)
        if upright.mode.startswith(("I", "F")):  # 16 bits and more
            values = np.nan_to_num(np.asarray(upright, np.float64))
            fractions = (values - values.min()) / max(np.ptp(values), 1e-12)
            upright = Image.fromarray(np.round(255 * fractions).astype(np.uint8))
        reduced = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
        reduced.thumbnail((side, side), Image.Resampling.BOX)
    except (OSError, ValueError, SyntaxError, EOFError, RuntimeError, MemoryError) as flaw:
        raise PhotoError(f"The picture is broken and cannot be read ({flaw}). Save it again as PNG or JPEG.") from flaw
    colours = np.asarray(reduced, np.float32)
    return _put_on_paper(colours) if reduced.mode == "RGBA" else colours


def _put_on_paper(rgba: np.ndarray) -> np.ndarray:
    """Colours (h, w, 3) of RGBA (h, w, 4), 0 to 255: on black where the ink is bright, or else on white."""
    colours, opacity = rgba[:, :, :3], rgba[:, :, 3:] / 255
    ink = colours[opacity[:, :, 0] > 0.5]
    paper = 0 if opacity.min() < 1 and len(ink) and np.median(ink) > 127 else 255
    return colours * opacity + paper * (1 - opacity)


def is_image_already(colours: np.ndarray) -> bool:
    """Are colours (h, w, 3), 0 to 255, an image: grey, light on black, 28 × 28, its ink soft and in MNIST's box?"""
    grey = colours[:, :, 0]
    if grey.shape != (SIDE, SIDE) or not grey.any() or np.ptp(colours, axis=2).any():
        return False
    longer = np.ptp(np.argwhere(grey), axis=0).max() + 1
    return bool(abs(longer - BOX) <= 2 and (grey[grey > 0] < 255).mean() > 0.15)


def draw_as_mnist(ink: np.ndarray, digit: np.ndarray) -> np.ndarray:
    """The image, uint8 (28, 28), of a digit's ink and mask (h, w): box, stroke width, centre of mass as in MNIST."""
    fractions = _even_strokes(_fill_box(np.clip(ink / np.quantile(ink[digit], 0.75), 0, 1), digit))
    fractions = _fill_box(fractions, fractions > 0.5)
    places = (np.arange(side) + 0.5 for side in fractions.shape)
    centre = np.array([at @ fractions.sum(axis=1 - axis) for axis, at in enumerate(places)]) / fractions.sum()
    room = SIDE * FINE - np.array(fractions.shape)
    before = np.clip(np.round(CENTRE_OF_MASS * FINE - centre), 0, room).astype(int)
    canvas = np.pad(fractions, np.stack([before, room - before], axis=1))
    pixels = canvas.reshape(SIDE, FINE, SIDE, FINE).mean(axis=(1, 3))
    return np.asarray(np.round(255 * pixels), np.uint8)


def _fill_box(fractions: np.ndarray, digit: np.ndarray) -> np.ndarray:
    """The digit's box of fractions 0..1 (h, w), resampled so that its longer side is MNIST's 20 pixels of FINE each."""
    part = fractions[bounds_of(digit)].astype(np.float32)
    scale = BOX * FINE / max(part.shape)
    size = max(1, round(part.shape[1] * scale)), max(1, round(part.shape[0] * scale))
    resized = Image.fromarray(part).resize(size, Image.Resampling.BOX if scale < 1 else Image.Resampling.BICUBIC)
    return np.asarray(resized).clip(0, 1) / min(resized.getextrema()[1], 1)


def _even_strokes(fractions: np.ndarray) -> np.ndarray:
    """Fractions 0..1 (h, w), strokes far from the pen's width brought to it: grown or worn away evenly."""
    mask = np.pad(fractions > 0.5, SIDE)
    edges = sum(np.count_nonzero(np.diff(mask, axis=axis)) for axis in (0, 1))
    # A stroke of width w and length l has the area wl and edges of about 2l; on pixels edges count 4/π times.
    width = 2 * mask.sum() / (edges * np.pi / 4)
    if THINNEST <= width / FINE <= THICKEST:
        return fractions
    even = grow(mask, (PEN_WIDTH * FINE - width) / 2)
    return even.astype(float) if even.any() else fractions

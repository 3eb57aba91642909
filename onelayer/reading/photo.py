"""Photographs: any picture of a digit → the image that the sketchpad would have made of it.

Ink is what differs from the paper around it. The colour of the paper is estimated everywhere in the picture; the
distance from it is the ink, whatever the colours; a threshold and the connected parts above it find the digit.
"""

import warnings
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import scipy  # its ndimage, which takes 0.2 s, is loaded where it is first used
from PIL import Image, ImageOps

from onelayer.reading.drawing import BOX, CENTRE_OF_MASS, PEN_WIDTH, SIDE

# What is said to be lost or read the same was measured on drawings of 30 people, made photographs of many kinds.
FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF", "AVIF")
MOST_PIXELS = 100_000_000  # decoded they take 0.4 GB; a phone's usual photographs have 12 to 50 million
WORKING_SIDE = 320  # pixels: a digit a tenth as large still has MNIST's size; 240 read as well, 160 lose thin pencil
SMALLEST_CONTRAST = 20  # of 255: 14 to 20 read the same, 22 loses pencil on squares; less takes more blanks for digits
NOISE_FACTOR = 3  # noise alone: its ink is 2 times as far as its lower quartile; 2 to 7 read photographs alike
CLEARLY_MORE_EVEN = 0.05  # of the ink's mean: 0.01 to 0.06 read the same, 0.1 loses one photograph in 40
WIDEST_SHADED_STROKE = 0.11  # of the picture's side, twice a marker's: 0.06 to 0.15 read the same within one in 60
RUNS_THROUGH = 0.9  # of the picture's side: 0.8 loses digits that fill it, 0.95 and 1 keep rules that lie aslant
DUST = 0.1  # of the largest part's ink: 0.04 and less keep specks, 0.06 to 0.15 lose no strokes
FAR_AWAY = 0.35  # of the digit's size: 0.2 to 0.7 read the same, 0.1 loses bars that do not touch
SAME_COLUMN = 0.1  # of the narrower part's width: 0.05 to 0.2 are alike, 0.4 takes strokes for second digits
RIVAL_HEIGHT = 0.8  # of the digit's: 0.45 refuses 6 % of digits in separate strokes, 0.9 lets more pairs pass
RIVAL_INK = 0.3  # of the largest part's: 0.2 to 0.3 find 97 % of pairs (a 1 beside an 8 is light), 0.6 finds 89 %
THINNEST, THICKEST = 1.5, 3.6  # pixels of the image: evening all strokes loses 1 in 160, no thin ones 1 in 50
CUTOUT_MARGIN = 0.2  # of the digit's longer side, on each
FINE = 5  # steps to a pixel of the image: 3 and 8 lose one photograph in 100


class PhotoError(ValueError):
    """No one digit could be found in a picture; the message says why and what would help."""


@dataclass(frozen=True, eq=False)
class PhotoDigit:
    """The one digit of a picture.

    Attributes:
        image: uint8 (28, 28), white ink on black, as MNIST was made.
        cutout: uint8 (h, w, 3), the part of the picture that it was taken from, at most WORKING_SIDE long.
    """

    image: np.ndarray
    cutout: np.ndarray


def read_photo_file(path: Path) -> PhotoDigit:
    """The one digit in a picture file, as `find_photo_digit` finds it.

    The file may be a stranger's: of an animated one the first frame is read, and none is whose kind would start
    another program, as PostScript does.

    Raises:
        PhotoError: as `find_photo_digit` does, or the file is no picture of these kinds.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # MOST_PIXELS is our own limit
            picture = Image.open(path, formats=FORMATS)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as flaw:
        raise PhotoError(
            "The file is not a picture that can be opened. A PNG or JPEG of one digit is expected."
        ) from flaw
    with picture:
        return find_photo_digit(picture)


def find_photo_digit(picture: Image.Image) -> PhotoDigit:
    """The one digit in a picture of any size, mode and polarity.

    Raises:
        PhotoError: the picture is too large or broken, or holds no digit, or more than one.
    """
    colours = _load_colours(picture)
    if _is_image_already(colours):
        return PhotoDigit(colours[:, :, 0].astype(np.uint8), colours.astype(np.uint8))
    digit = _find_digit(ink := _find_ink(colours))
    image = _draw_as_mnist(np.where(scipy.ndimage.binary_dilation(digit, np.ones((3, 3))), ink, 0), digit)
    return PhotoDigit(image, _cut_out(colours, digit))


def _cut_out(colours: np.ndarray, digit: np.ndarray) -> np.ndarray:
    """The part, uint8 (h, w, 3), of colours (h, w, 3) around a digit's mask (h, w), with a margin."""
    rows, columns = scipy.ndimage.find_objects(digit.astype(int))[0]
    margin = round(CUTOUT_MARGIN * max(rows.stop - rows.start, columns.stop - columns.start))
    part = colours[
        max(0, rows.start - margin) : rows.stop + margin, max(0, columns.start - margin) : columns.stop + margin
    ]
    return np.round(part).astype(np.uint8)


def _load_colours(picture: Image.Image) -> np.ndarray:
    """Colours, float32 (h, w, 3), 0 to 255, upright by EXIF, at most WORKING_SIDE long; what is transparent is
    paper. Raises a PhotoError if the picture is too large, empty or broken."""
    width, height = picture.size
    if width * height > MOST_PIXELS:
        raise PhotoError(
            f"The picture has {width:,} × {height:,} pixels; {MOST_PIXELS:,} are the most that are read. "
            "Make it smaller, or cut out the digit."
        )
    if not width or not height:
        raise PhotoError("The picture has no pixels. A picture of one digit is expected.")
    try:
        picture.draft("RGB", (2 * WORKING_SIDE, 2 * WORKING_SIDE))  # lets a JPEG be decoded small
        upright = ImageOps.exif_transpose(picture)
        if upright.mode.startswith(("I", "F")):  # 16 bits and more
            values = np.nan_to_num(np.asarray(upright, np.float64))
            fractions = (values - values.min()) / max(np.ptp(values), 1e-12)
            upright = Image.fromarray(np.round(255 * fractions).astype(np.uint8))
        reduced = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
        reduced.thumbnail((WORKING_SIDE, WORKING_SIDE), Image.Resampling.BOX)
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError) as flaw:
        raise PhotoError(f"The picture is broken and cannot be read ({flaw}). Save it again as PNG or JPEG.") from flaw
    colours = np.asarray(reduced, np.float32)
    return _put_on_paper(colours) if reduced.mode == "RGBA" else colours


def _put_on_paper(rgba: np.ndarray) -> np.ndarray:
    """Colours (h, w, 3) of RGBA (h, w, 4), 0 to 255: on black where the ink is bright, or else on white."""
    colours, opacity = rgba[:, :, :3], rgba[:, :, 3:] / 255
    ink = colours[opacity[:, :, 0] > 0.5]
    paper = 0 if opacity.min() < 1 and len(ink) and np.median(ink) > 127 else 255
    return colours * opacity + paper * (1 - opacity)


def _is_image_already(colours: np.ndarray) -> bool:
    """Are colours (h, w, 3), 0 to 255, an image: grey, light on black, 28 × 28, its ink soft and in MNIST's box?"""
    grey = colours[:, :, 0]
    if grey.shape != (SIDE, SIDE) or not grey.any() or np.ptp(colours, axis=2).any():
        return False
    longer = np.ptp(np.argwhere(grey), axis=0).max() + 1
    return bool(abs(longer - BOX) <= 2 and (grey[grey > 0] < 255).mean() > 0.15)


def _find_ink(colours: np.ndarray) -> np.ndarray:
    """Each pixel's distance from the colour of the paper around it, (h, w), 0 to 255.
    The paper is taken for smooth, even or shaded as a lamp shades it; or for what is bright close by, if that leaves
    it clearly more even, as at the edge of a shadow. Raises a PhotoError where the contrast is too small for ink.
    """
    width = 2 * round(WIDEST_SHADED_STROKE * max(colours.shape) / 2) + 1
    closed = scipy.ndimage.grey_closing(scipy.ndimage.median_filter(colours, (3, 3, 1)), (width, width, 1))
    smooth, shaded = (np.sqrt(((colours - paper) ** 2).mean(axis=2)) for paper in (_fit_smooth_paper(colours), closed))
    ink = shaded if _measure_unevenness(shaded) < _measure_unevenness(smooth) - CLEARLY_MORE_EVEN else smooth
    if ink[ink >= _otsu_threshold(ink)].mean() >= max(SMALLEST_CONTRAST, NOISE_FACTOR * np.quantile(ink, 0.25)):
        return ink
    raise PhotoError("No digit was found: the picture is blank, or its ink too faint. Write darker, or come closer.")


def _measure_unevenness(ink: np.ndarray) -> float:
    """The paper's upper quartile of ink (h, w), which blurred strokes do not reach, as a fraction of the ink's mean."""
    mask = ink >= _otsu_threshold(ink)
    blank = mask.all() or ink.max() < SMALLEST_CONTRAST
    return np.inf if blank else float(np.quantile(ink[~mask], 0.75) / ink[mask].mean())


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
    return terms @ surface


def _otsu_threshold(values: np.ndarray) -> float:
    """Otsu's threshold (1979) of any numbers: the one that leaves the least variance within its two sides."""
    counts, edges = np.histogram(values, 128, (-1, values.max()))
    below, sums = np.cumsum(counts)[:-1], np.cumsum(counts * (edges[:-1] + edges[1:]) / 2)
    between = (sums[-1] * below - sums[:-1] * values.size) ** 2 / np.maximum(below * (values.size - below), 1)
    return float(edges[between.argmax() + 1])


def _find_parts(mask: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """The connected parts of a mask (h, w): their numbers from 1 on, int (h, w); where each starts and stops, (n, 2)
    each, y and x; and whether it runs through the whole picture, (n,), as rules and frames do but hardly a digit."""
    labels, _ = scipy.ndimage.label(mask, np.ones((3, 3)))
    spans = np.array([[(span.start, span.stop) for span in part] for part in scipy.ndimage.find_objects(labels)])
    starts, stops = spans[:, :, 0], spans[:, :, 1]
    return labels, starts, stops, (stops - starts > RUNS_THROUGH * np.array(mask.shape)).any(axis=1)


def _find_digit(ink: np.ndarray) -> np.ndarray:
    """The mask (h, w) of the digit in ink (h, w): the part with the most ink, and what is near it and no dust.
    Raises a PhotoError if there is a second digit beside it."""
    mask = ink >= _otsu_threshold(ink)
    labels, starts, stops, through = _find_parts(mask)
    if through.any():  # the paper may be ruled or squared: a second threshold parts the ink from paler rules
        darker = _find_parts(ink >= _otsu_threshold(ink[mask]))
        labels, starts, stops, through = (labels, starts, stops, through) if darker[3].any() else darker
    weights = scipy.ndimage.sum_labels(ink, labels, np.arange(1, len(starts) + 1))
    weights[through & ~through.all()] = 0
    main = weights.argmax()
    near, digit = np.arange(len(starts)) == main, np.zeros(len(starts), bool)
    while (near & ~digit).any():
        digit |= near
        first, last = starts[digit].min(axis=0), stops[digit].max(axis=0)
        gaps = np.hypot(*np.maximum(starts - last, first - stops).clip(0).T)
        near = (gaps <= FAR_AWAY * (last - first).max()) & (weights >= DUST * weights[main])
    common = np.minimum(stops, stops[main])[:, 1] - np.maximum(starts, starts[main])[:, 1]
    rivals = common < SAME_COLUMN * np.minimum(stops - starts, stops[main] - starts[main])[:, 1]
    rivals &= (stops - starts)[:, 0] >= RIVAL_HEIGHT * (last - first)[0]
    if (rivals & (weights >= RIVAL_INK * weights[main])).any():
        raise PhotoError("There seems to be more than one digit in the picture. Cut out the one to read.")
    return np.append(False, digit)[labels]


def _draw_as_mnist(ink: np.ndarray, digit: np.ndarray) -> np.ndarray:
    """The image, uint8 (28, 28), of a digit's ink and mask (h, w): box, stroke width, centre of mass as in MNIST."""
    fractions = _even_strokes(_fill_box(np.clip(ink / np.quantile(ink[digit], 0.75), 0, 1), digit))
    fractions = _fill_box(fractions, fractions > 0.5)
    centre = np.array(scipy.ndimage.center_of_mass(fractions)) + 0.5
    room = SIDE * FINE - np.array(fractions.shape)
    before = np.clip(np.round(CENTRE_OF_MASS * FINE - centre), 0, room).astype(int)
    canvas = np.pad(fractions, np.stack([before, room - before], axis=1))
    return np.round(255 * canvas.reshape(SIDE, FINE, SIDE, FINE).mean(axis=(1, 3))).astype(np.uint8)


def _fill_box(fractions: np.ndarray, digit: np.ndarray) -> np.ndarray:
    """The digit's box of fractions 0..1 (h, w), resampled so that its longer side is MNIST's 20 pixels of FINE each."""
    part = fractions[scipy.ndimage.find_objects(digit.astype(int))[0]].astype(np.float32)
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
    outside, inside = scipy.ndimage.distance_transform_edt(~mask), scipy.ndimage.distance_transform_edt(mask)
    even = outside - inside <= (PEN_WIDTH * FINE - width) / 2
    return even.astype(float) if even.any() else fractions

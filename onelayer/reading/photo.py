"""The photo road: any picture of a digit → the image that the sketchpad would have made of it.

Ink is what differs from the paper around it. So the paper is estimated first, everywhere in the picture; the distance
from it, whatever the colours, is the ink; a threshold and its connected parts find the digit.
"""

from collections.abc import Callable

import numpy as np
from PIL import Image, ImageOps

from onelayer.reading.drawing import BOX, CENTRE_OF_MASS, PEN_WIDTH, SIDE

MOST_PIXELS = 100_000_000
WORKING_SIDE = 320  # pixels of the longer side that a picture is reduced to
SMALLEST_CONTRAST = 24.0  # of 255 (in each of three channels), below which a picture is blank
SMALLEST_PART = 0.06  # of the largest part's ink: less is dust
FAR_AWAY = 0.35  # of the digit's size: a small part farther than that from the rest is dust as well
SAME_COLUMN = 0.2  # common share of two parts' widths, from which they may belong to one digit
RIVAL_SIZE = 0.45  # of the largest part's height and ink: a part as large as that beside it is a second digit
WIDEST_PHOTO_STROKE = 0.11  # of the picture's side, where a shadow falls on it
MOST_INK = 0.4  # share of the picture's pixels that a digit may cover
MOST_INK_ON_BORDER = 0.15  # share of the border's pixels
LINE_THICKNESS = 0.016  # of the picture's side: thicker is no rule
LINE_LENGTH = 0.85  # of the picture's side: straight thin ink that long is a rule of the paper
FINE = 5  # parts of a pixel, in each direction, that strokes are evened at
MOST_WORN = 0.4  # of a stroke's width: more would break it where it is thin
THICK, THIN = 3.6, 1.5  # pixels of the image: strokes outside of these are brought to the pen's width


class PhotoError(ValueError):
    """No one digit could be found in a picture; the message says why and what would help."""


def read_photo(picture: Image.Image) -> np.ndarray:
    """The image, uint8 (28, 28), white ink on black, of the one digit in a picture of any size, mode and polarity.

    Raises:
        PhotoError: the picture is too large or broken, or holds no digit, or more than one.
    """
    colours = _load(picture)
    if max(colours.shape[:2]) <= SIDE and _is_mnist_like(colours):
        return colours[:, :, 0].astype(np.uint8)
    ink = _find_ink(colours)
    mask = ink >= _threshold(ink)
    mask = _without_rules(mask)
    digit = _find_digit(mask, ink)
    return _as_mnist(np.where(_grown(digit, 1), ink, 0), digit)


def _load(picture: Image.Image) -> np.ndarray:
    """Colours, float32 (h, w, 3) in 0..255, upright by EXIF and reduced to the working size; transparent is paper."""
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
            upright = _to_8_bits(upright)
        has_alpha = "A" in upright.getbands() or "transparency" in upright.info
        rgba = upright.convert("RGBA" if has_alpha else "RGB")
        rgba.thumbnail((WORKING_SIDE, WORKING_SIDE), Image.Resampling.BOX)
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError) as error:
        raise PhotoError(
            f"The picture is broken and cannot be read ({error}). Save it again as PNG or JPEG."
        ) from error
    array = np.asarray(rgba, np.float32)
    return _without_alpha(array) if has_alpha else array


def _to_8_bits(picture: Image.Image) -> Image.Image:
    values = np.nan_to_num(np.asarray(picture, np.float64))
    low, high = float(values.min()), float(values.max())
    return Image.fromarray(np.round((values - low) * (255 / max(high - low, 1e-12))).astype(np.uint8))


def _without_alpha(rgba: np.ndarray) -> np.ndarray:
    """Put (h, w, 4) on white paper, or on black where the ink is bright; ink that only alpha shows is kept."""
    share = rgba[:, :, 3:] / 255
    visible = rgba[:, :, :3][rgba[:, :, 3] > 127]
    if share.min() > 0.99 or not len(visible):
        return rgba[:, :, :3]
    paper = 0.0 if float(np.median(visible)) > 127 else 255.0
    return rgba[:, :, :3] * share + paper * (1 - share)


def _is_mnist_like(colours: np.ndarray) -> bool:
    """Is it white on black, 28 × 28, with ink that fits MNIST's box: an image already?"""
    grey = colours[:, :, 0]
    if grey.shape != (SIDE, SIDE) or float(np.ptp(colours, axis=2).max()) > 0 or grey.max() < 128:
        return False
    border = np.concatenate([grey[:2].ravel(), grey[-2:].ravel(), grey[:, :2].ravel(), grey[:, -2:].ravel()])
    rows, columns = np.nonzero(grey.sum(axis=1))[0], np.nonzero(grey.sum(axis=0))[0]
    longer = max(np.ptp(rows), np.ptp(columns)) + 1
    centre = np.array([np.arange(SIDE) @ grey.sum(axis=1), np.arange(SIDE) @ grey.sum(axis=0)]) / grey.sum()
    softness = float(((grey > 0) & (grey < 255)).mean() / (grey > 0).mean())
    return bool(border.mean() < 16 and 18 <= longer <= 22 and np.abs(centre - 14).max() < 1.5 and softness > 0.15)


def _find_ink(colours: np.ndarray) -> np.ndarray:
    """Distance of each pixel's colour from the paper around it, (h, w), 0 to about 255.

    The paper is first taken for smooth: even, or shaded as a lamp shades it. Where that leaves more than a digit's
    worth of ink there is the edge of a shadow, and the paper is taken to be what is bright close by.
    """
    ink = _distance(colours, _smooth_paper(colours))
    dark = ink >= _threshold(ink)
    border = np.concatenate([dark[0], dark[-1], dark[:, 0], dark[:, -1]])
    if dark.mean() > MOST_INK or border.mean() > MOST_INK_ON_BORDER:
        ink = _distance(colours, _local_paper(colours))
    return ink


def _distance(colours: np.ndarray, paper: np.ndarray) -> np.ndarray:
    return np.sqrt(((colours - paper) ** 2).mean(axis=2))


def _smooth_paper(colours: np.ndarray) -> np.ndarray:
    """A quadratic surface in each colour, fitted to what most pixels have (h, w, 3): least squares, weighted anew ten
    times by the Cauchy function of the residuals, which takes the ink out of it."""
    height, width = colours.shape[:2]
    y, x = np.meshgrid(np.linspace(-1, 1, height), np.linspace(-1, 1, width), indexing="ij")
    terms = np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], axis=-1).reshape(-1, 6)
    step = max(1, len(terms) // 10_000)
    some_terms, some_colours = terms[::step], colours.reshape(-1, 3)[::step]
    border = np.concatenate([colours[0], colours[-1], colours[:, 0], colours[:, -1]])
    residuals = some_colours - np.median(border, axis=0)
    for _ in range(10):
        distance = np.sqrt((residuals**2).mean(axis=1))
        spread = max(float(np.median(distance)), 4.0)
        weights = 1 / (1 + (distance / spread) ** 2)
        weighted = some_terms * weights[:, None]
        ridge = 1e-6 * len(some_terms) * np.eye(6)
        surface = np.linalg.solve(weighted.T @ some_terms + ridge, weighted.T @ some_colours)
        residuals = some_colours - some_terms @ surface
    return (terms @ surface).reshape(height, width, 3)


def _local_paper(colours: np.ndarray) -> np.ndarray:
    """The closing of the picture (h, w, 3): the brightest of each neighbourhood, then the darkest of those. Dark ink
    that is thinner than the neighbourhood goes, the edge of a shadow stays where it is."""
    reach = round(WIDEST_PHOTO_STROKE * max(colours.shape[:2]) / 2)
    smooth = _extreme(_extreme(colours, 1, np.median), 1, np.median)  # single noisy pixels are not the paper
    return _extreme(_extreme(smooth, reach, np.max), reach, np.min)


def _extreme(colours: np.ndarray, reach: int, choose: Callable[..., np.ndarray]) -> np.ndarray:
    """The maximum, minimum or median in a square of ±reach around each pixel, one direction after the other."""
    for axis in (0, 1):
        margin = [(0, 0)] * 3
        margin[axis] = (reach, reach)
        framed = np.pad(colours, margin, mode="edge")
        colours = choose(np.lib.stride_tricks.sliding_window_view(framed, 2 * reach + 1, axis=axis), axis=-1)
    return colours


def _threshold(ink: np.ndarray) -> float:
    """Otsu's threshold (1979): the one that leaves the least variance within the two sides.

    Raises:
        PhotoError: there is too little contrast for ink.
    """
    counts, edges = np.histogram(ink, 128)
    centres = (edges[:-1] + edges[1:]) / 2
    below, total = np.cumsum(counts), counts.sum()
    sum_below = np.cumsum(counts * centres)
    above = total - below
    with np.errstate(divide="ignore", invalid="ignore"):
        mean_below, mean_above = sum_below / below, (sum_below[-1] - sum_below) / above
        between = np.nan_to_num(below * above * (mean_below - mean_above) ** 2)
    best = int(between.argmax())
    paper_part = ink[ink < edges[best + 1]]
    noise = float(paper_part.std()) if paper_part.size else 0.0
    if float(mean_above[best] - mean_below[best]) < max(SMALLEST_CONTRAST, 3 * noise):
        raise PhotoError(
            "No digit was found: the picture is blank, or its ink too faint. Write darker, or come closer."
        )
    return float(edges[best + 1])


def _without_rules(mask: np.ndarray) -> np.ndarray:
    """The mask without the straight thin lines of ruled or squared paper; strokes that cross them stay."""
    cleaned = mask
    for turned in (False, True):
        part = cleaned.T if turned else cleaned
        thickness = max(2, round(LINE_THICKNESS * max(mask.shape)))
        rules = _long_runs(_grown_down(part, 1), round(LINE_LENGTH * part.shape[1])) & part
        thin = rules & ~_long_runs(part.T, thickness + 1).T
        if thin.any():
            without = part & ~thin
            # What a rule had cut is mended: ink directly above and below it.
            bridge = thin & _grown_down(without, thickness)
            part = without | (bridge & _shifted_both(without, thickness))
        cleaned = part.T if turned else part
    return cleaned


def _long_runs(mask: np.ndarray, length: int) -> np.ndarray:
    """The pixels of a mask that lie in a horizontal run of at least so many."""
    runs = np.zeros_like(mask)
    for row in np.nonzero(mask.any(axis=1))[0]:
        edges = np.flatnonzero(np.diff(np.concatenate([[0], mask[row].astype(np.int8), [0]])))
        for start, end in edges.reshape(-1, 2):
            if end - start >= length:
                runs[row, start:end] = True
    return runs


def _grown_down(mask: np.ndarray, reach: int) -> np.ndarray:
    """The mask and what lies up to `reach` pixels above or below it."""
    grown = mask.copy()
    for step in range(1, reach + 1):
        grown[step:] |= mask[:-step]
        grown[:-step] |= mask[step:]
    return grown


def _shifted_both(mask: np.ndarray, reach: int) -> np.ndarray:
    """Pixels with ink within `reach` both above and below."""
    above, below = np.zeros_like(mask), np.zeros_like(mask)
    for step in range(1, reach + 1):
        above[step:] |= mask[:-step]
        below[:-step] |= mask[step:]
    return above & below


def _grown(mask: np.ndarray, reach: int) -> np.ndarray:
    """The mask and its neighbours within `reach`, diagonal ones too."""
    return _grown_down(_grown_down(mask, reach).T, reach).T


def _label_parts(mask: np.ndarray) -> np.ndarray:
    """Connected parts (8 neighbours) numbered from 1, 0 elsewhere (h, w): union of overlapping runs, row by row."""
    labels = np.zeros(mask.shape, np.int32)
    parents = [0]

    def root(label: int) -> int:
        while parents[label] != label:
            parents[label] = parents[parents[label]]
            label = parents[label]
        return label

    for row in range(mask.shape[0]):
        edges = np.flatnonzero(np.diff(np.concatenate([[0], mask[row].astype(np.int8), [0]])))
        for start, end in edges.reshape(-1, 2):
            above = labels[row - 1, max(0, start - 1) : end + 1] if row else labels[:0, 0]
            roots = {root(int(label)) for label in np.unique(above[above > 0])}
            if not roots:
                parents.append(len(parents))
                roots = {len(parents) - 1}
            label = min(roots)
            for other in roots:
                parents[other] = label
            labels[row, start:end] = label
    resolved = np.array([root(label) for label in range(len(parents))], np.int32)
    return resolved[labels]


def _find_digit(mask: np.ndarray, ink: np.ndarray) -> np.ndarray:
    """The mask of the digit's parts: the largest, and what is near it and no dust.

    Raises:
        PhotoError: there is none, or there are two.
    """
    labels = _label_parts(mask)
    weights = np.bincount(labels.ravel(), ink.ravel() * (labels.ravel() > 0))
    if weights.size < 2 or not weights.any():
        raise PhotoError("No digit was found in the picture. Write one digit, dark on light paper or light on dark.")
    boxes = {label: _box(labels == label) for label in np.flatnonzero(weights >= SMALLEST_PART * weights.max())}
    # A frame, or the edge of a shadow, runs through the whole picture; a digit hardly does.
    height, width = mask.shape
    for label, (top, left, bottom, right) in list(boxes.items()):
        if len(boxes) > 1 and ((bottom - top) > 0.97 * height or (right - left) > 0.97 * width):
            del boxes[label]
    main = max(boxes, key=lambda label: weights[label])
    chosen = {main}
    group = boxes[main]
    while near := [
        label for label in boxes if label not in chosen and _gap(group, boxes[label]) <= FAR_AWAY * _size(group)
    ]:
        chosen |= set(near)
        group = _union([group, *(boxes[label] for label in near)])
    tallest = max(boxes[label][2] - boxes[label][0] for label in chosen)
    for label in boxes:
        box = boxes[label]
        beside = _overlap(box[1], box[3], boxes[main][1], boxes[main][3]) < SAME_COLUMN
        as_tall = box[2] - box[0] >= RIVAL_SIZE * tallest
        if label != main and beside and as_tall and weights[label] >= RIVAL_SIZE * weights[main]:
            raise PhotoError("There seems to be more than one digit in the picture. Cut out the one to read.")
    return np.isin(labels, list(chosen))


Box = tuple[int, int, int, int]  # top, left, bottom, right


def _box(mask: np.ndarray) -> Box:
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return int(rows[0]), int(columns[0]), int(rows[-1]) + 1, int(columns[-1]) + 1


def _size(box: Box) -> int:
    return max(box[2] - box[0], box[3] - box[1])


def _gap(one: Box, other: Box) -> float:
    """Pixels between two boxes, 0 where they touch."""
    down = max(one[0] - other[2], other[0] - one[2], 0)
    across = max(one[1] - other[3], other[1] - one[3], 0)
    return float(np.hypot(down, across))


def _union(boxes: list[Box]) -> Box:
    tops, lefts, bottoms, rights = zip(*boxes, strict=True)
    return min(tops), min(lefts), max(bottoms), max(rights)


def _overlap(start: int, end: int, other_start: int, other_end: int) -> float:
    """What two intervals have in common, as a fraction of the shorter."""
    return max(0, min(end, other_end) - max(start, other_start)) / min(end - start, other_end - other_start)


def _as_mnist(ink: np.ndarray, digit: np.ndarray) -> np.ndarray:
    """The image of the ink (h, w) of a digit: its box, stroke width and centre of mass as MNIST has them."""
    full = np.quantile(ink[digit], 0.75)
    shares = np.clip(ink / full, 0, 1)
    shares = _even_strokes(_in_box(shares, digit))
    top, left, bottom, right = _box(shares > 0.5)
    shares = _in_box(shares[top:bottom, left:right], np.ones((bottom - top, right - left), bool))
    height, width = shares.shape
    mass = shares.sum()
    centre = np.array([np.arange(height) @ shares.sum(axis=1), np.arange(width) @ shares.sum(axis=0)]) / mass + 0.5
    room = np.array([SIDE * FINE - height, SIDE * FINE - width])
    corner = np.clip(np.round(CENTRE_OF_MASS * FINE - centre), 0, room).astype(np.intp)
    canvas = np.zeros((SIDE * FINE, SIDE * FINE))
    canvas[corner[0] : corner[0] + height, corner[1] : corner[1] + width] = shares
    image = canvas.reshape(SIDE, FINE, SIDE, FINE).mean(axis=(1, 3))
    return np.round(255 * image).astype(np.uint8)


def _in_box(shares: np.ndarray, digit: np.ndarray) -> np.ndarray:
    """The digit's part of shares 0..1, resampled so that its longer side is MNIST's 20 pixels of FINE each."""
    top, left, bottom, right = _box(digit)
    part = shares[top:bottom, left:right].astype(np.float32)
    scale = BOX * FINE / max(part.shape)
    size = max(1, round(part.shape[1] * scale)), max(1, round(part.shape[0] * scale))
    filtered = Image.fromarray(part).resize(size, Image.Resampling.BOX if scale < 1 else Image.Resampling.BICUBIC)
    return np.clip(np.asarray(filtered), 0, 1)


def _even_strokes(shares: np.ndarray) -> np.ndarray:
    """Strokes that are far thicker or thinner than the pen's, brought to its width: grown or worn away evenly."""
    mask = shares > 0.5
    padded = np.pad(mask, 1)
    edge_length = (np.diff(padded.astype(np.int8), axis=0) != 0).sum() + (
        np.diff(padded.astype(np.int8), axis=1) != 0
    ).sum()
    # A stroke of width w and length l has the area wl and edges of about 2l; on pixels edges count 4/π times.
    width = 2 * mask.sum() / (edge_length * np.pi / 4) / FINE
    if THIN <= width <= THICK:
        return shares
    reach = (PEN_WIDTH - width) / 2 * FINE
    if reach > 0:
        margin = int(np.ceil(reach)) + 1
        return (_distance_to(np.pad(mask, margin), reach + 1) <= reach).astype(np.float64)
    reach = min(-reach, MOST_WORN * width * FINE)
    inside = _distance_to(np.pad(~mask, 1, constant_values=True), reach + 1)[1:-1, 1:-1] > reach
    return inside.astype(np.float64) if inside.any() else shares


def _distance_to(mask: np.ndarray, most: float) -> np.ndarray:
    """Each pixel's distance to the nearest one of the mask, up to `most`; farther ones have infinity."""
    nearest = np.where(mask, 0.0, np.inf)
    steps = int(np.ceil(most))
    for down in range(-steps, steps + 1):
        for across in range(-steps, steps + 1):
            length = float(np.hypot(down, across))
            if 0 < length <= most:
                rolled = np.roll(mask, (down, across), axis=(0, 1))
                nearest = np.where(rolled, np.minimum(nearest, length), nearest)
    return nearest

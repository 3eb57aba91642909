"""Pictures of digits as people send them: ten digits as strokes, drawn and spoiled in many ways."""

import base64
import io
from collections.abc import Callable, Sequence

import numpy as np
import scipy
from PIL import Image, ImageDraw, ImageFilter, ImageFont

Stroke = list[tuple[float, float]]
Colour = tuple[int, int, int]

WHITE, BLACK = (255, 255, 255), (0, 0, 0)
PAPER, BLUE_INK, PENCIL, RULE = (238, 234, 226), (38, 44, 98), (132, 132, 138), (150, 172, 214)


def arc(centre: tuple[float, float], radius: tuple[float, float], start: float, end: float) -> Stroke:
    """Split of an ellipse, in turns from the top, clockwise."""
    turns = np.linspace(start, end, 24) * 2 * np.pi
    return [
        (float(centre[0] + radius[0] * np.sin(turn)), float(centre[1] - radius[1] * np.cos(turn))) for turn in turns
    ]


DIGITS: list[list[Stroke]] = [
    [arc((0.5, 0.5), (0.24, 0.4), 0, 1)],
    [[(0.5, 0.1), (0.5, 0.9)]],
    [[*arc((0.5, 0.32), (0.24, 0.22), -0.25, 0.35), (0.26, 0.9), (0.76, 0.9)]],
    [arc((0.48, 0.3), (0.22, 0.2), -0.15, 0.5), arc((0.48, 0.7), (0.25, 0.2), 0, 0.65)],
    [[(0.36, 0.1), (0.26, 0.55), (0.76, 0.55)], [(0.66, 0.1), (0.64, 0.9)]],
    [[(0.34, 0.1), (0.31, 0.45), *arc((0.47, 0.66), (0.24, 0.24), -0.07, 0.62)], [(0.34, 0.1), (0.72, 0.1)]],
    [[(0.6, 0.1), (0.42, 0.3), (0.3, 0.6), *arc((0.5, 0.7), (0.2, 0.2), -0.25, 0.75)]],
    [[(0.26, 0.12), (0.74, 0.12), (0.56, 0.5), (0.44, 0.9)]],
    [arc((0.5, 0.3), (0.18, 0.19), 0.5, 1.5), arc((0.5, 0.7), (0.22, 0.21), 0, 1)],
    [arc((0.48, 0.32), (0.2, 0.21), 0.25, 1.25), [(0.68, 0.32), (0.66, 0.6), (0.6, 0.9)]],
]


def drawn(
    strokes: list[Stroke], size: tuple[int, int], box: tuple[float, float, float], pen: int, ink: Colour, paper: Colour
) -> Image.Image:
    """The digit in a box (left, top, side) of a picture, in pixels."""
    picture = Image.new("RGB", size, paper)
    return write(picture, strokes, box, pen, ink)


def write(
    picture: Image.Image, strokes: list[Stroke], box: tuple[float, float, float], pen: int, ink: Colour
) -> Image.Image:
    """Write the digit on a picture."""
    left, top, side = box
    draw = ImageDraw.Draw(picture)
    for stroke in strokes:
        points = [(left + side * x, top + side * y) for x, y in stroke]
        draw.line(points, fill=ink, width=pen, joint="curve")
        if pen > 1:
            for x, y in points:
                draw.ellipse((x - pen / 2, y - pen / 2, x + pen / 2, y + pen / 2), fill=ink)
    return picture


def ruled_paper(side: int, squared: bool) -> Image.Image:
    """Paper with a blue rule every 60 pixels, in both directions if squared."""
    picture = Image.new("RGB", (side, side), PAPER)
    draw = ImageDraw.Draw(picture)
    for at in range(20, side, 60):
        draw.line((0, at, side, at), fill=RULE, width=2)
        if squared:
            draw.line((at, 0, at, side), fill=RULE, width=2)
    return picture


def photographed(picture: Image.Image, shadow: bool = False) -> Image.Image:
    """As a phone takes it: lit from one side, a little blurred, noisy, JPEG; with the edge of a shadow on request."""
    colours = np.asarray(picture, np.float64)
    height, width = colours.shape[:2]
    y, x = np.mgrid[0:height, 0:width] / max(height, width)
    light = 1 - 0.45 * x - 0.2 * y
    if shadow:
        light = light * np.where(x + 0.3 * y > 0.6, 0.62, 1.0)
    noise = np.random.default_rng(0).normal(0, 5, colours.shape)
    taken = Image.fromarray(np.clip(colours * light[:, :, None] + noise, 0, 255).astype(np.uint8))
    return through_file(taken.filter(ImageFilter.GaussianBlur(1.2)), "JPEG", quality=70)


def through_file(picture: Image.Image, kind: str, **options: object) -> Image.Image:
    """The picture as it is opened again from a file."""
    content = io.BytesIO()
    picture.save(content, kind, **options)
    return Image.open(content)


def ink_in_alpha(strokes: list[Stroke]) -> Image.Image:
    """Black everywhere; only the alpha channel tells ink from nothing."""
    alpha = drawn(strokes, (300, 300), (50, 50, 200), 14, WHITE, BLACK).convert("L")
    picture = Image.new("RGBA", alpha.size, (0, 0, 0, 0))
    picture.putalpha(alpha)
    return picture


def turned_by_exif(strokes: list[Stroke]) -> Image.Image:
    """Stored lying on its side, with the note that says how to turn it."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by 90° clockwise to see it
    lying = drawn(strokes, (400, 300), (100, 50, 200), 14, BLACK, WHITE).rotate(90, expand=True)
    return through_file(lying, "JPEG", exif=exif)


def dusty(strokes: list[Stroke]) -> Image.Image:
    """With specks that are no part of the digit."""
    picture = drawn(strokes, (400, 400), (100, 100, 200), 16, BLACK, WHITE)
    draw = ImageDraw.Draw(picture)
    for x, y in ((20, 30), (370, 60), (30, 380), (350, 350)):
        draw.ellipse((x, y, x + 5, y + 5), fill=BLACK)
    return picture


KINDS: dict[str, Callable[[list[Stroke]], Image.Image]] = {
    "dark on light": lambda digit: drawn(digit, (300, 300), (50, 50, 200), 14, BLACK, WHITE),
    "light on dark": lambda digit: drawn(digit, (300, 300), (50, 50, 200), 14, WHITE, BLACK),
    "blue on yellow": lambda digit: drawn(digit, (300, 300), (50, 50, 200), 14, (30, 60, 190), (250, 240, 200)),
    "red on green of one brightness": lambda digit: drawn(
        digit, (300, 300), (50, 50, 200), 14, (170, 110, 110), (120, 140, 120)
    ),
    "ink in alpha only": ink_in_alpha,
    "photo with shading": lambda digit: photographed(drawn(digit, (1200, 900), (350, 200, 420), 16, BLUE_INK, PAPER)),
    "photo with the edge of a shadow": lambda digit: photographed(
        drawn(digit, (1200, 900), (350, 200, 420), 16, BLUE_INK, PAPER), shadow=True
    ),
    "pencil": lambda digit: photographed(drawn(digit, (1200, 900), (350, 200, 420), 7, PENCIL, PAPER)),
    "ruled paper": lambda digit: photographed(write(ruled_paper(900, False), digit, (240, 200, 420), 16, BLUE_INK)),
    "squared paper": lambda digit: photographed(write(ruled_paper(900, True), digit, (240, 200, 420), 16, BLUE_INK)),
    "one-pixel lines at 28 × 28": lambda digit: drawn(digit, (28, 28), (2, 2, 24), 1, BLACK, WHITE),
    "marker": lambda digit: drawn(digit, (400, 400), (70, 70, 260), 44, BLACK, WHITE),
    "in a corner": lambda digit: drawn(digit, (1600, 1200), (1380, 980, 190), 10, BLACK, WHITE),
    "turned by EXIF": turned_by_exif,
    "dust": dusty,
    "12 megapixels": lambda digit: drawn(digit, (4000, 3000), (1000, 700, 1500), 70, BLUE_INK, WHITE),
}

# A digit's coverage: float32 (h, w), 0 for paper to 1 for ink, cut as tightly as its ink lets one. Pictures of one or
# several are put together from it, so that what is digit and what is not is known to the pixel.


def trim(coverage: np.ndarray) -> np.ndarray:
    """A coverage without the paper around it."""
    rows, columns = (np.flatnonzero((coverage > 0.5).any(axis=axis)) for axis in (1, 0))
    return coverage[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def enlarge(image: np.ndarray, height: int) -> np.ndarray:
    """The coverage, about `height` pixels high, of an image (28, 28): smooth curves instead of its pixels."""
    box = trim(np.pad(image, 2) / np.float32(255))
    scale = height / box.shape[0]
    size = round(scale * (box.shape[1] + 4)), round(scale * (box.shape[0] + 4))
    smooth = Image.fromarray(np.pad(box, 2)).resize(size, Image.Resampling.BICUBIC)
    sharpness = max(1.0, 0.35 * scale)
    return trim(np.clip((np.asarray(smooth, np.float32) - 0.5) * sharpness + 0.5, 0, 1))


def cover(strokes: Sequence[np.ndarray] | list[Stroke], height: int, pen: float) -> np.ndarray:
    """The coverage, about `height` pixels high, of strokes; the pen's width is a fraction of the height."""
    points = [np.asarray(stroke, np.float64) for stroke in strokes]
    every = np.concatenate(points)
    scale = height * (1 - pen) / max(np.ptp(every[:, 1]), 0.05)
    width = max(1, round(height * pen))
    low, high = every.min(axis=0), every.max(axis=0)
    across, down = (int(side) + 2 * width + 4 for side in scale * (high - low))
    at = [[tuple(point) for point in scale * (stroke - low) + width + 2] for stroke in points]
    picture = write(Image.new("RGB", (across, down), BLACK), at, (0, 0, 1), width, WHITE)
    return trim(np.asarray(picture.convert("L"), np.float32) / 255)


def print_digit(digit: int, height: int) -> np.ndarray:
    """The coverage, about `height` pixels high, of a digit in the typeface that Pillow brings."""
    picture = Image.new("L", (3 * height, 3 * height))
    ImageDraw.Draw(picture).text((height, height), str(digit), 255, ImageFont.load_default(round(1.4 * height)))
    return trim(np.asarray(picture, np.float32) / 255)


def lay(size: tuple[int, int], *placed: tuple[np.ndarray, int, int]) -> np.ndarray:
    """The coverage (h, w) of coverages that are placed with their upper left corners (y, x); the rest is cut off."""
    sheet = np.zeros(size, np.float32)
    for coverage, top, left in placed:
        rows, columns = np.arange(coverage.shape[0]) + top, np.arange(coverage.shape[1]) + left
        inside = np.ix_((rows >= 0) & (rows < size[0]), (columns >= 0) & (columns < size[1]))
        into = np.ix_(rows[(rows >= 0) & (rows < size[0])], columns[(columns >= 0) & (columns < size[1])])
        sheet[into] = np.maximum(sheet[into], coverage[inside])
    return sheet


def frame(coverage: np.ndarray, margin: float) -> np.ndarray:
    """The coverage with a margin on each side, a fraction of its height."""
    return np.pad(coverage, round(margin * coverage.shape[0]))


def stack(first: np.ndarray, second: np.ndarray, gap: int, beside: bool, margin: float = 0.3) -> np.ndarray:
    """The coverage of two above one another, or side by side, with a gap in pixels; their middles are in line."""
    if beside:
        return stack(first.T, second.T, gap, beside=False, margin=margin).T
    width = max(first.shape[1], second.shape[1])
    size = first.shape[0] + gap + second.shape[0], width
    tops = (first, 0), (second, first.shape[0] + gap)
    sheet = lay(size, *((each, top, (width - each.shape[1]) // 2) for each, top in tops))
    return np.pad(sheet, round(margin * first.shape[0]))


def with_neighbour(coverage: np.ndarray, other: np.ndarray, side: str, gap: int, seen: float) -> np.ndarray:
    """The coverage of a whole digit, and of another at one side, a fraction of which is seen; the rest is cut off."""
    if side in ("left", "right"):
        return with_neighbour(coverage.T, other.T, {"left": "top", "right": "bottom"}[side], gap, seen).T
    if side == "top":
        return with_neighbour(coverage[::-1], other[::-1], "bottom", gap, seen)[::-1]
    margin, visible = round(0.2 * max(coverage.shape)), max(2, round(seen * other.shape[0]))
    width = max(coverage.shape[1], other.shape[1]) + 2 * margin
    size = margin + coverage.shape[0] + gap + visible, width
    middle = (width - coverage.shape[1]) // 2, (width - other.shape[1]) // 2
    return lay(size, (coverage, margin, middle[0]), (other, margin + coverage.shape[0] + gap, middle[1]))


def with_specks(coverage: np.ndarray, random: np.random.Generator, count: int = 4) -> np.ndarray:
    """With round specks, each 2 to 3 % of the picture's longer side, on the paper and apart from the ink."""
    side = max(coverage.shape)
    speckled = coverage.copy()
    y, x = np.indices(coverage.shape)
    for _ in range(count):
        radius = side * random.uniform(0.01, 0.015)
        free = np.argwhere(~scipy.ndimage.binary_dilation(coverage > 0.1, iterations=round(2 * radius) + 2))
        if len(free):
            at = free[random.integers(len(free))]
            speckled = np.maximum(speckled, np.hypot(y - at[0], x - at[1]) <= radius)
    return speckled


def with_gap(coverage: np.ndarray, at: float, gap: int) -> np.ndarray:
    """The digit as a pen that skips leaves it: its part below a height, a fraction from the top, is moved down."""
    row = round(at * coverage.shape[0])
    return np.insert(coverage, [row] * gap, 0, axis=0)


def line_pieces(size: int, random: np.random.Generator, count: int, thickness: int) -> np.ndarray:
    """The coverage of a blank cell, cut out so that pieces of its border lines are seen along some sides."""
    sheet = np.zeros((size, size), np.float32)
    for side in random.permutation(4)[:count]:
        off = random.integers(0, size // 12)
        turned = np.rot90(sheet, side)
        start = 0 if random.random() < 0.6 else random.integers(0, size // 2)
        turned[start:, off : off + thickness] = 1
        sheet = np.ascontiguousarray(np.rot90(turned, -side))
    lines = Image.fromarray(sheet).rotate(random.uniform(-2, 2), Image.Resampling.BICUBIC)
    return np.asarray(lines)


def paint(coverage: np.ndarray, ink: Colour, paper: Colour, light: np.ndarray | float = 1.0) -> Image.Image:
    """The picture of a coverage: ink on paper under a light, (h, w) of about 1."""
    share = coverage[:, :, None]
    lit = np.broadcast_to(light, coverage.shape)[:, :, None]
    colours = (share * np.array(ink) + (1 - share) * np.array(paper)) * lit
    return Image.fromarray(np.clip(colours, 0, 255).astype(np.uint8))


def shadow_edge(size: tuple[int, int], random: np.random.Generator) -> np.ndarray:
    """Light (h, w) with the edge of a shadow somewhere across it, in any direction, a few pixels soft."""
    y, x = np.indices(size) / max(size)
    turn = random.uniform(0, 2 * np.pi)
    along = (x - random.uniform(0.25, 0.75) * size[1] / max(size)) * np.cos(turn) + (
        y - random.uniform(0.25, 0.75) * size[0] / max(size)
    ) * np.sin(turn)
    depth, soft = random.uniform(0.25, 0.45), random.uniform(0.003, 0.02)
    return np.asarray(1 - depth / (1 + np.exp(-np.clip(along / soft, -50, 50))))


def take_photo(picture: Image.Image, random: np.random.Generator, noise: float = 5.0) -> Image.Image:
    """As a camera takes it: a little blurred, noisy, JPEG."""
    blurred = np.asarray(picture.filter(ImageFilter.GaussianBlur(max(picture.size) / 900)), np.float64)
    noisy = np.clip(blurred + random.normal(0, noise, blurred.shape), 0, 255)
    return through_file(Image.fromarray(noisy.astype(np.uint8)), "JPEG", quality=int(random.integers(60, 95)))


# A 3, black on white, 120 × 120, as a phone stores it: HEIC, which can be read here and not written.
HEIC_OF_A_THREE = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAVZtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAA"
    "ACJpbG9jAAAAAERAAAEAAQAAAAABegABAAAAAAAAAZkAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABodmMxAAAAAA5waXRt"
    "AAAAAAABAAAA1mlwcnAAAAC3aXBjbwAAAHhodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMA"
    "AAMAHroCQGEAAQArQgEBA3AAAAMAkAAAAwAAAwAeoDyB5ZbqSSmubgIaDAgAAAMAyAAAAwAIQGIAAQAHRAHBcrAiQAAAABNjb2xy"
    "bmNseAABAA0ABoAAAAAUaXNwZQAAAAAAAAB4AAAAeAAAABBwaXhpAAAAAAMICAgAAAAXaXBtYQAAAAAAAAABAAEEgQIDBAAAAaFt"
    "ZGF0AAABlSgBrwtgZ///+drCnXPrvrFSh7+j8L7pLD9UuT2WmRlavA7iIHdLqMlqH9UExgqZIM+KvSPxE0WLGu70QVA+3HWGOluY"
    "5oynAV8G6jRebtPzqRmYYMn3xSxCdtsFm02Zqgp6003F/SqRgBqmzugGu+gcB9oK8gUdmVtufNUjNNbX0Yad8yz1OTwEIDi2H1tB"
    "/p36KhM63f3gvseSkds9RABAcx6eEY/8YlHqwA/Vi4R5U+WSg/8jelSgTOnZWOWU21AxNOlIcAGSVGUqEQZLNoP6jdaehwuiP6Rs"
    "CVi4Wvi/bSth16TX7Hh5sBk8ruhiKAtrfgN4pTtc41/BgZy/u0zAWZvYcKBL4nQkAxnoZ4OM2XpN51c4c1KMUanC0rn+aSEcYdlC"
    "WwwM602Bn+pUV+d7YsM1BbEFYTRvoQIsCZhdC7X4Zaq9vCmAXZDhNTINf2gz5UnPO8uaSgAAWUXBLfBpwnvHLlBFixvU74CSuuEl"
    "7dE3nee0pG6YN7hf94NoIt3kQq2ZCsEQtYdpjtlFhoHRlAAISA=="
)

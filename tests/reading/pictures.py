"""Pictures of digits as people send them: ten digits as strokes, drawn and spoiled in many ways."""

import io
from collections.abc import Callable

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

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

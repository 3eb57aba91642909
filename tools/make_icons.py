"""Make assets/icons/: the page's icon, as SVG and as PNG for browsers that install the page; and the
picture that a link to the page is shown with.

    python tools/make_icons.py

The icon shows a light seven on dark ground, and below it ten bars. All of it lies inside the circle that a phone may
cut out.
"""

import sys
from pathlib import Path

from PIL import Image, ImageDraw

from onelayer.server.http.installable import ICON_SIZES, ICONS

SIDE = 512  # of the icon; the lengths below are in the same unit
INK, PAPER, QUIET, ACCENT = "#22304f", "#fffefb", "#9aa6bf", "#f59a4c"
SEVEN = [(184, 112), (328, 112), (268, 196), (236, 292)]
PEN = 40
BASELINE, BAR_WIDTH, BAR_STEP, FIRST_BAR = 404, 16, 24, 140
BARS = [18, 30, 22, 36, 18, 24, 18, 88, 30, 40]  # the height of each digit's bar
PREVIEW_SIZE = (1200, 630)  # pixels, as chats and networks show it
PAGE, WASH = "#f8f6f0", "#e6e3da"
SMOOTHING = 4  # a picture is drawn this many times larger and then shrunk


def bar_boxes() -> list[tuple[int, int, int, int]]:
    """Return left, top, right and bottom of each bar."""
    lefts = [FIRST_BAR + BAR_STEP * digit for digit in range(len(BARS))]
    return [(left, BASELINE - height, left + BAR_WIDTH, BASELINE) for left, height in zip(lefts, BARS, strict=True)]


def bar_colour(digit: int) -> str:
    """Return the colour of a digit's bar; the longest bar has the accent colour."""
    return ACCENT if BARS[digit] == max(BARS) else QUIET


def make_svg() -> str:
    """Draw the icon as SVG, with round corners, as a browser's tab shows it."""
    bars = "\n".join(
        f'  <rect x="{left}" y="{top}" width="{BAR_WIDTH}" height="{bottom - top}" rx="5" fill="{bar_colour(digit)}"/>'
        for digit, (left, top, _, bottom) in enumerate(bar_boxes())
    )
    points = " ".join(f"{x},{y}" for x, y in SEVEN)
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}">
  <rect width="{SIDE}" height="{SIDE}" rx="96" fill="{INK}"/>
  <polyline points="{points}" fill="none" stroke="{PAPER}" stroke-width="{PEN}"
    stroke-linecap="round" stroke-linejoin="round"/>
{bars}
</svg>
"""


def make_png(size: int) -> Image.Image:
    """Draw the icon with `size` pixels a side, without round corners: phones cut out their own shape."""
    scale = size * SMOOTHING / SIDE
    image = Image.new("RGB", (size * SMOOTHING, size * SMOOTHING), INK)
    pen = ImageDraw.Draw(image)
    pen.line([(x * scale, y * scale) for x, y in SEVEN], PAPER, round(PEN * scale), joint="curve")
    for x, y in SEVEN:
        pen.circle((x * scale, y * scale), PEN / 2 * scale, PAPER)
    for digit, box in enumerate(bar_boxes()):
        pen.rounded_rectangle([side * scale for side in box], 5 * scale, bar_colour(digit))
    return image.resize((size, size), Image.Resampling.LANCZOS)


def make_preview() -> Image.Image:
    """What a link to the page is shown with: the seven on paper, and the bars of its answer beside it."""
    width, height = PREVIEW_SIZE
    image = Image.new("RGB", (width * SMOOTHING, height * SMOOTHING), PAGE)
    pen = ImageDraw.Draw(image)

    def box(left: float, top: float, right: float, bottom: float, radius: float, colour: str) -> None:
        pen.rounded_rectangle([side * SMOOTHING for side in (left, top, right, bottom)], radius * SMOOTHING, colour)

    box(65, 65, 565, 565, 32, PAPER)
    points = [((65 + 500 * (x - 110) / 292) * SMOOTHING, (65 + 500 * (y - 56) / 292) * SMOOTHING) for x, y in SEVEN]
    pen.line(points, INK, 56 * SMOOTHING, joint="curve")
    for x, y in points:
        pen.circle((x, y), 28 * SMOOTHING, INK)
    for digit, amount in enumerate(BARS):
        top = 74 + 49 * digit
        box(640, top, 1135, top + 26, 8, WASH)
        box(640, top, 640 + (495 if amount == max(BARS) else amount), top + 26, 8, bar_colour(digit))
    return image.resize(PREVIEW_SIZE, Image.Resampling.LANCZOS)


def main(folder: Path = ICONS) -> int:
    """Draw the icons and save them in a folder."""
    folder.mkdir(exist_ok=True)
    (folder / "icon.svg").write_text(make_svg())
    for size in ICON_SIZES:
        make_png(size).save(folder / f"icon-{size}.png", optimize=True)
    make_preview().save(folder / "preview.png", optimize=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

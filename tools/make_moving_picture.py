"""Make assets/reading.webp, the README's moving picture, from the real page: two digits are drawn and read.

python tools/make_moving_picture.py
"""

import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, ViewportSize

from onelayer.assets import ASSETS
from onelayer.data.styles import STYLES
from tools.install_browser import open_browser
from tools.served_app import served_app

PICTURE = ASSETS / "reading.webp"
WINDOW: ViewportSize = {"width": 1280, "height": 920}
WIDTH = 900  # pixels of the picture
DIGITS = (3, 7)
SIZE = 0.7  # of the digit, as a fraction of the pad's side
FRAME, REST, END = 60, 350, 2200  # milliseconds that a frame is shown: while the pen moves, lifted, at a digit's end
QUALITY = 60

Frame = tuple[Image.Image, int]


def main() -> None:
    """Record the page and write the picture."""
    with served_app() as (address, _), open_browser() as browser:
        page = browser.new_page(viewport=WINDOW)
        page.goto(address)
        page.locator("#answer .answer").wait_for()
        frames = [frame for digit in DIGITS for frame in record_digit(page, digit)]
    write_picture(PICTURE, frames)
    print(f"{PICTURE}: {len(frames)} frames, {PICTURE.stat().st_size / 1000:.0f} kB")


def record_digit(page: Page, digit: int) -> list[Frame]:
    """Draw a digit with the mouse on the empty pad, and take a picture of the page after each step of the pen."""
    pad = page.locator("#pad canvas")
    pad.hover()
    box = pad.bounding_box()
    assert box
    clear = page.get_by_role("button", name="Clear", exact=True)
    if clear.is_enabled():
        clear.click()
    frames = [take(page, REST)]
    for stroke in next(style.strokes for style in STYLES if style.digit == digit):
        places = [
            (box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in (1 - SIZE) / 2 + SIZE * stroke
        ]
        page.mouse.move(*places[0])
        page.mouse.down()
        for place in places[1:]:
            page.mouse.move(*place, steps=2)
            frames.append(take(page, FRAME))
        page.mouse.up()
        frames.append(take(page, REST))
    page.mouse.move(0, 0)
    return [*frames, take(page, END)]


def take(page: Page, milliseconds: int) -> Frame:
    """Take a picture of the window, which is shown for so long."""
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    height = round(WIDTH * picture.height / picture.width)
    return picture.resize((WIDTH, height), Image.Resampling.LANCZOS), milliseconds


def write_picture(path: Path, frames: list[Frame]) -> None:
    """Write an animated WebP that repeats for ever."""
    pictures, durations = [frame for frame, _ in frames], [duration for _, duration in frames]
    pictures[0].save(
        path, save_all=True, append_images=pictures[1:], duration=durations, loop=0, quality=QUALITY, method=6
    )


if __name__ == "__main__":
    main()

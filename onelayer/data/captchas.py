"""Captchas of digits, made by the Python package `captcha`: warped glyphs side by side, noise dots and a curve.

The package takes its random numbers from the operating system. Here it gets them from a seed, so that a captcha can be
made again, and it says where each glyph is, so that a network can be trained on them.
"""

import random
import reprlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import metadata, util
from types import ModuleType
from typing import Any, Literal, get_args

import numpy as np
from PIL import Image, ImageFont

from onelayer.extras import MissingExtraError
from onelayer.reading.content import Box

Font = Literal["droid", "aileron"]
Noise = Literal["none", "default", "strong"]
FONTS: tuple[Font, ...] = get_args(Font)
NOISES: tuple[Noise, ...] = get_args(Noise)
LENGTHS = (4, 5, 6)
WIDTH, HEIGHT = 160, 60  # pixels, the package's own
FONT_SIZES = (42, 50, 56)  # pixels, the package's own
NOISE: dict[Noise, tuple[int, int]] = {"none": (0, 0), "default": (30, 1), "strong": (80, 3)}
"""The numbers of dots and of curves; `default` is the package's own."""
MOST_SEED = 2**31 - 1


class CaptchaError(ValueError):
    """No such captchas can be made; the message says what was expected."""


@dataclass(frozen=True, eq=False)
class Captcha:
    """A captcha, and what it says.

    Attributes:
        picture: uint8 (60, 160, 3), colours.
        text: its digits.
        boxes: of each digit left, top, right and bottom of its ink in the picture, in pixels.
    """

    picture: np.ndarray
    text: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True)
class CaptchaSettings:
    """How captchas look.

    Attributes:
        fonts: of FONTS, one or more: each glyph is in one of them. `droid` is the package's own, `aileron` Pillow's.
        noise: `default` is the package's own, 30 dots and a curve; `none`; or `strong`, 80 dots and 3 curves.
        lengths: of LENGTHS, one or more: each captcha has one of these numbers of digits.

    Raises:
        CaptchaError: there is no such font, noise or length.
    """

    fonts: tuple[Font, ...] = ("droid",)
    noise: Noise = "default"
    lengths: tuple[int, ...] = LENGTHS

    def __post_init__(self) -> None:
        for name, values, allowed in (
            ("font", self.fonts, FONTS),
            ("noise", (self.noise,), NOISES),
            ("length", self.lengths, LENGTHS),
        ):
            if not values or any(value not in allowed for value in values):
                wrong = ", ".join(map(reprlib.repr, values)) or "nothing"
                raise CaptchaError(f"A captcha's {name} is one of {', '.join(map(str, allowed))}, not {wrong}.")


def make_captchas(settings: CaptchaSettings, count: int, seed: int | str) -> Iterator[Captcha]:
    """Make captchas, one after the other. The same settings and seed give the same captchas.

    Args:
        settings: how they look.
        count: how many.
        seed: 0 to MOST_SEED, or a text: of a text the captchas are others.

    Yields:
        The captchas.
    """
    secrets = _SeededSecrets(seed)
    maker = _make_maker(settings, secrets)
    for _ in range(count):
        length = secrets.choice(settings.lengths)
        yield maker.make("".join(secrets.choice("0123456789") for _ in range(length)))


class _SeededSecrets(random.Random):
    """Stands in for the module `secrets` in the package, and remembers the last numbers below an end that it gave."""

    def __init__(self, seed: int | str) -> None:
        super().__init__(seed)
        self.given: list[int] = []

    def randbelow(self, end: int) -> int:
        self.given.append(self.randrange(end))
        return self.given[-1]

    randbits = random.Random.getrandbits


def _make_maker(settings: CaptchaSettings, secrets: _SeededSecrets) -> Any:
    """A maker of the package whose random numbers come from `secrets`. It has the package's module for itself: others
    may make captchas meanwhile."""
    package = load_package()
    package.secrets = secrets  # type: ignore[attr-defined]
    fonts = [font for name in settings.fonts for font in load_fonts(name)]
    dots, curves = NOISE[settings.noise]

    class Maker(package.ImageCaptcha):  # type: ignore[name-defined, misc]
        """The package's maker, with these settings; it remembers each glyph's box."""

        truefonts = property(lambda self: fonts)

        def make(self, text: str) -> Captcha:
            self.glyphs: list[tuple[str, Image.Image]] = []
            picture = self.generate_image(text)
            return Captcha(np.asarray(picture), text, tuple(self.boxes))

        def _draw_character(self, c: str, draw: Any, color: Any) -> Any:
            glyph = super()._draw_character(c, draw, color)
            self.glyphs.append((c, glyph))
            return glyph

        def create_captcha_image(self, chars: str, color: Any, background: Any) -> Any:
            image = super().create_captcha_image(chars, color, background)
            self.boxes = _find_boxes(self.glyphs, secrets.given[-len(self.glyphs) :], len(chars))
            secrets.given.clear()
            return image

        def create_noise_dots(self, image: Image.Image, color: Any) -> Any:
            return package.ImageCaptcha.create_noise_dots(image, color, number=dots)

        def create_noise_curve(self, image: Image.Image, color: Any) -> Any:
            for _ in range(curves):
                package.ImageCaptcha.create_noise_curve(image, color)
            return image

    return Maker(WIDTH, HEIGHT)


def load_package() -> ModuleType:
    """The package's module, loaded anew, for one maker alone. By its file: a script may have the package's name.

    Raises:
        MissingExtraError: the package is not installed.
    """
    try:
        file = str(metadata.distribution("captcha").locate_file("captcha/image.py"))
    except metadata.PackageNotFoundError as error:
        raise MissingExtraError(
            "Making captchas needs captcha, which is not installed. Run: pip install 'one-layer[train]'"
        ) from error
    spec = util.spec_from_file_location("captcha.image", file)
    assert spec
    assert spec.loader
    package = util.module_from_spec(spec)
    spec.loader.exec_module(package)
    return package


@cache
def load_fonts(name: Font) -> tuple[ImageFont.FreeTypeFont | ImageFont.ImageFont, ...]:
    """A font in each of FONT_SIZES."""
    if name == "aileron":
        return tuple(ImageFont.load_default(size) for size in FONT_SIZES)
    return tuple(ImageFont.truetype(load_package().DEFAULT_FONTS[0], size) for size in FONT_SIZES)


def _find_boxes(glyphs: Sequence[tuple[str, Image.Image]], steps_back: Sequence[int], length: int) -> list[Box]:
    """The boxes of the digits' ink in the captcha.

    The package puts glyphs and spaces side by side, each next one a random number of pixels back, and squeezes what is
    wider than the captcha.
    """
    whole = sum(glyph.width for _, glyph in glyphs)
    squeeze = WIDTH / max(WIDTH, whole)
    offset = int(int(whole / length) * 0.1)
    boxes: list[Box] = []
    for (character, glyph), back in zip(glyphs, steps_back, strict=True):
        if character != " ":
            left, top, right, bottom = glyph.getbbox() or (0, 0, *glyph.size)
            down = int((HEIGHT - glyph.height) / 2)
            sides = (int((offset + left) * squeeze), min(WIDTH, round((offset + right) * squeeze)))
            boxes.append((sides[0], max(0, down + top), sides[1], min(HEIGHT, down + bottom)))
        offset += glyph.width - back
    return boxes

import contextlib
import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from onelayer.data.mnist import load_mnist
from onelayer.files.network_file import load_shipped_network
from onelayer.reading.drawing import draw_image
from onelayer.reading.photo import MOST_PIXELS, PhotoError, find_photo_digit
from onelayer.reading.reading import read
from tests.reading.pictures import (
    BLACK,
    BLUE_INK,
    DIGITS,
    HEIC_OF_A_THREE,
    KINDS,
    PAPER,
    WHITE,
    Colour,
    Stroke,
    cover,
    drawn,
    enlarge,
    frame,
    line_pieces,
    paint,
    photographed,
    ruled_paper,
    shadow_edge,
    stack,
    take_photo,
    through_file,
    with_gap,
    with_neighbour,
    with_specks,
    write,
)


def read_photo(picture: Image.Image) -> np.ndarray:
    """The image of the one digit in a picture."""
    return find_photo_digit(picture).image


def read_digit(image: np.ndarray) -> int:
    return read(image, load_shipped_network("more-hands").network).digit


def image_of_strokes(digit: int) -> np.ndarray:
    return draw_image([np.array(stroke, np.float32) for stroke in DIGITS[digit]])


def test_the_digits_themselves_are_read_right() -> None:
    assert [read_digit(image_of_strokes(digit)) for digit in range(10)] == list(range(10))


@pytest.mark.slow
@pytest.mark.parametrize("step", [3, pytest.param(1, marks=pytest.mark.long)])
def test_pictures_give_the_image_that_the_sketchpad_gives_and_nearly_all_are_read_right(step: int) -> None:
    """Of each kind every third digit, of the next kind the next ones; or all."""
    right = []
    for at, (kind, make) in enumerate(KINDS.items()):
        for digit in range(at % step, 10, step):
            image = read_photo(make(DIGITS[digit]))
            assert image.shape == (28, 28)
            assert image.dtype == np.uint8
            likeness = np.corrcoef(image.ravel(), image_of_strokes(digit).ravel())[0, 1]
            assert likeness > 0.7, f"{kind} {digit}: {likeness:.2f}"
            right.append(read_digit(image) == digit)
    assert np.mean(right) >= 0.98


def test_mnists_own_images_come_through() -> None:
    test = load_mnist("test")
    direct, by_photo = 0, 0
    for image, label in zip(test.images[:300], test.labels[:300], strict=True):
        direct += read_digit(image) == label
        by_photo += read_digit(read_photo(through_file(Image.fromarray(image), "PNG"))) == label
    assert by_photo >= direct - 3


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "CMYK", "I;16", "I", "F", "RGBA"])
def test_any_mode_is_read(mode: str) -> None:
    picture = drawn(DIGITS[3], (200, 200), (30, 30, 140), 12, BLACK, WHITE)
    if mode in ("I;16", "I", "F"):
        wide = np.asarray(picture.convert("L"), np.uint16) * 200
        converted = Image.fromarray(wide if mode == "I;16" else wide.astype({"I": np.int32, "F": np.float32}[mode]))
    else:
        converted = picture.convert(mode)
    assert read_digit(read_photo(converted)) == 3


@pytest.mark.parametrize("colour", [WHITE, BLACK, (200, 30, 90)])
def test_a_blank_picture_has_no_digit(colour: tuple[int, int, int]) -> None:
    with pytest.raises(PhotoError, match="No digit was found"):
        read_photo(Image.new("RGB", (200, 150), colour))


def test_noise_is_no_digit() -> None:
    noise = np.random.default_rng(0).normal(128, 12, (300, 300, 3)).clip(0, 255).astype(np.uint8)
    with pytest.raises(PhotoError, match="No digit was found"):
        read_photo(Image.fromarray(noise))


def test_two_digits_are_one_too_many() -> None:
    picture = drawn(DIGITS[4], (500, 300), (30, 50, 200), 14, BLACK, WHITE)
    write(picture, DIGITS[2], (270, 50, 200), 14, BLACK)
    with pytest.raises(PhotoError, match="more than one digit"):
        read_photo(picture)


@pytest.mark.parametrize(
    ("digit", "strokes"),
    [
        (5, [DIGITS[5][0], [(0.4, 0.02), (0.75, 0.02)]]),
        (4, [[(0.3, 0.1), (0.22, 0.5), (0.5, 0.52)], [(0.66, 0.1), (0.62, 0.9)]]),
    ],
)
def test_a_digit_of_two_strokes_that_do_not_touch_is_one(digit: int, strokes: list[Stroke]) -> None:
    assert read_digit(read_photo(drawn(strokes, (300, 300), (50, 50, 200), 12, BLACK, WHITE))) == digit


def covers() -> list[np.ndarray]:
    """The ten digits, 100 to 300 pixels high, with pens of many widths."""
    return [
        cover(strokes, height, pen)
        for strokes, height, pen in zip(DIGITS, range(100, 300, 20), np.linspace(0.06, 0.12, 10), strict=True)
    ]


@pytest.mark.parametrize("shadow", [False, True])
@pytest.mark.parametrize("margin", [0, 0.04, 0.15, 0.6])
def test_a_digit_that_fills_its_picture_is_read_beside_specks_and_shadows(margin: float, shadow: bool) -> None:
    random, right, count = np.random.default_rng(1), 0, 0
    for digit, coverage in enumerate(covers()):
        if digit == 1 and margin == 0:
            continue  # an upright stroke without paper beside it
        speckled = with_specks(frame(coverage, margin), random)
        light = shadow_edge(speckled.shape, random) if shadow else 1.0
        picture = paint(speckled, BLUE_INK, PAPER, light)
        count += 1
        with contextlib.suppress(PhotoError):
            right += read_digit(read_photo(take_photo(picture, random) if shadow else picture)) == digit
    assert right >= count - 1


@pytest.mark.parametrize(("ink", "paper"), [(BLACK, WHITE), (WHITE, BLACK)])
def test_a_bold_upright_1_that_covers_most_of_its_picture_is_ink(ink: Colour, paper: Colour) -> None:
    assert read_digit(read_photo(paint(frame(cover(DIGITS[1], 200, 0.2), 0.05), ink, paper))) == 1


def test_an_open_4_that_fills_its_picture_is_no_border_of_a_cell() -> None:
    strokes = [[(0.3, 0.1), (0.22, 0.55), (0.5, 0.57)], [(0.7, 0.1), (0.68, 0.9)]]
    assert read_digit(read_photo(paint(cover(strokes, 200, 0.04), BLACK, WHITE))) == 4


def test_the_edge_of_a_shadow_is_no_digit() -> None:
    y, x = np.indices((200, 260))
    light = np.where(x + 0.3 * y > 170, 0.6, 1.0)
    with pytest.raises(PhotoError, match="No digit was found"):
        read_photo(paint(np.zeros(light.shape, np.float32), BLACK, PAPER, light))


@pytest.mark.parametrize("beside", [False, True])
@pytest.mark.parametrize("gap", [20, 60])
def test_two_digits_are_too_many_above_one_another_as_well(beside: bool, gap: int) -> None:
    train = load_mnist("train")
    one, other = ([enlarge(image, 120) for image in train.images[start : start + 10]] for start in (50_000, 50_010))
    refused = 0
    for first, second in zip(one, other, strict=True):
        with contextlib.suppress(PhotoError):
            read_photo(paint(stack(first, second, gap, beside), BLACK, WHITE))
            continue
        refused += 1
    assert refused >= 9


@pytest.mark.parametrize("side", ["left", "right", "top", "bottom"])
def test_a_neighbour_that_the_border_cuts_off_is_no_ink(side: str) -> None:
    right = 0
    for digit, coverage in enumerate(covers()):
        other = cover(DIGITS[(digit + 3) % 10], coverage.shape[0], 0.1)
        right += read_digit(read_photo(paint(with_neighbour(coverage, other, side, 25, 0.4), BLACK, WHITE))) == digit
    assert right >= 9


def test_a_blank_cell_with_pieces_of_its_border_has_no_digit() -> None:
    random, refused = np.random.default_rng(2), 0
    for _ in range(20):
        cell = line_pieces(160, random, count=int(random.integers(1, 4)), thickness=5)
        with contextlib.suppress(PhotoError):
            read_photo(paint(cell, BLACK, WHITE))
            continue
        refused += 1
    assert refused >= 18


def test_a_pen_that_skips_and_dotted_print_leave_one_digit() -> None:
    skipped = [read_photo(paint(frame(with_gap(each, 0.4, 4), 0.2), BLACK, WHITE)) for each in covers()]
    dots = np.hypot(*(np.indices((400, 400)) % 12 - 6)) < 5
    dotted = [
        read_photo(paint(frame(each * dots[: each.shape[0], : each.shape[1]], 0.2), BLACK, WHITE))
        for each in (cover(strokes, 240, 0.12) for strokes in DIGITS)
    ]
    for images in (skipped, dotted):
        assert sum(read_digit(image) == digit for digit, image in enumerate(images)) >= 9


@pytest.mark.parametrize("scale", [2, 4, 10])
def test_an_enlarged_image_is_read_although_its_edges_are_soft(scale: int) -> None:
    test = load_mnist("test")
    pictures = [
        Image.fromarray(image).resize((28 * scale,) * 2, Image.Resampling.BICUBIC) for image in test.images[:50]
    ]
    right = [read_digit(read_photo(picture)) == label for picture, label in zip(pictures, test.labels, strict=False)]
    assert np.mean(right) >= 0.94


def test_a_frame_around_the_picture_is_no_ink() -> None:
    for digit, strokes in enumerate(DIGITS):
        picture = drawn(strokes, (400, 400), (60, 60, 280), 34, BLACK, WHITE)
        ImageDraw.Draw(picture).rectangle((0, 0, 399, 399), outline=(128, 128, 128), width=3)
        assert read_digit(read_photo(picture)) == digit


@pytest.mark.slow
def test_rules_that_lie_aslant_are_no_ink() -> None:
    right = []
    for digit, strokes in enumerate(DIGITS):
        picture = write(ruled_paper(900, squared=digit % 2 == 1), strokes, (240, 200, 420), 16, BLUE_INK)
        aslant = picture.rotate(3, Image.Resampling.BICUBIC, fillcolor=PAPER)
        right.append(read_digit(read_photo(photographed(aslant, shadow=True))) == digit)
    assert sum(right) >= 9


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "CMYK", "1"])
@pytest.mark.parametrize("size", [(1, 7), (5, 2), (40, 1), (17, 30), (250, 2)])
def test_whatever_the_pixels_are_an_image_or_a_photo_error_comes(mode: str, size: tuple[int, int]) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (5, size[1], size[0], 3))
    checked = np.indices(size[::-1]).sum(axis=0)[:, :, None].repeat(3, axis=2) % 2 * 255
    for content in (*pixels, checked, pixels[0] // 128 * 255):
        picture = Image.fromarray(content.astype(np.uint8)).convert(mode)
        try:
            assert read_photo(picture).any()
        except PhotoError:
            continue


def test_a_huge_picture_is_refused_before_it_is_decoded() -> None:
    picture = Image.new("1", (20_000, MOST_PIXELS // 20_000 + 1))
    with pytest.raises(PhotoError, match="100,000,000 are the most"):
        read_photo(picture)


def test_a_truncated_file_is_said_to_be_broken() -> None:
    content = io.BytesIO()
    drawn(DIGITS[0], (300, 300), (50, 50, 200), 14, BLACK, WHITE).save(content, "JPEG")
    with pytest.raises(PhotoError, match="broken"):
        read_photo(Image.open(io.BytesIO(content.getvalue()[:2000])))


@pytest.mark.parametrize("size", [(1, 1), (1, 500), (500, 1), (3, 2)])
def test_tiny_pictures_are_no_trouble(size: tuple[int, int]) -> None:
    with pytest.raises(PhotoError):
        read_photo(Image.new("RGB", size, WHITE))


def test_a_phones_heic_is_read(tmp_path: Path) -> None:
    path = tmp_path / "three.heic"
    path.write_bytes(HEIC_OF_A_THREE)
    assert read_digit(find_photo_digit(path).image) == 3
    path.write_bytes(HEIC_OF_A_THREE[:400])
    with pytest.raises(PhotoError):
        find_photo_digit(path)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_of_an_animated_picture_the_first_frame_that_is_not_blank_is_read(kind: str, tmp_path: Path) -> None:
    path, blank = tmp_path / "picture", Image.new("RGB", (200, 200), WHITE)
    frames = [drawn(DIGITS[digit], (200, 200), (30, 30, 140), 12, BLACK, WHITE) for digit in (3, 7)]
    blank.save(path, kind, save_all=True, append_images=frames)
    assert read_digit(find_photo_digit(path).image) == 3

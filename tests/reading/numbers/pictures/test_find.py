"""Numbers in pictures: what is read, where, and what is refused."""

import contextlib
import io

import numpy as np
import pytest
from PIL import Image

from onelayer.files.network_file import load_shipped_network
from onelayer.reading.numbers.number import NumberReading
from onelayer.reading.numbers.pictures.find import read_number_picture
from onelayer.reading.photo import BlankPictureError, PhotoError
from tests.reading.pictures import BLACK, DIGITS, WHITE, write
from tools.composed_numbers import by_writer, write_styles
from tools.composed_pictures import PAPERS, SPACINGS, compose_pictures

NETWORK = load_shipped_network("more-hands").network


def page(*placed: tuple[int, float, float], size: tuple[int, int] = (420, 160), side: float = 100) -> Image.Image:
    """A white page with digits in boxes with their left and top."""
    picture = Image.new("RGB", size, WHITE)
    for digit, left, top in placed:
        write(picture, DIGITS[digit], (left, top, side), 8, BLACK)
    return picture


def read(picture: Image.Image) -> list[NumberReading]:
    return read_number_picture(picture, NETWORK)


def test_digits_side_by_side_are_a_number_with_boxes_in_the_pictures_pixels() -> None:
    (reading,) = read(page((2, 20, 30), (0, 110, 30), (6, 200, 30), (8, 290, 30)))
    assert reading.text == "2068"
    for at, digit in enumerate(reading.digits):
        left, top, right, bottom = digit.reading.box or (0, 0, 0, 0)
        assert 20 + 90 * at < left < right < 20 + 90 * at + 100
        assert 30 <= top < bottom <= 130
        assert not digit.strokes


def test_the_size_of_the_picture_makes_no_difference_to_the_text() -> None:
    small = page((3, 20, 30), (1, 110, 30), (7, 200, 30))
    large = small.resize((2100, 800), Image.Resampling.BICUBIC)
    assert [each.text for each in read(large)] == [each.text for each in read(small)] == ["317"]
    assert read(large)[0].digits[1].box.left == pytest.approx(5 * read(small)[0].digits[1].box.left, abs=12)


def test_rows_are_numbers_from_top_to_bottom() -> None:
    found = read(page((3, 30, 20), (8, 120, 26), (6, 30, 150), (2, 125, 150), size=(260, 280)))
    assert [each.text for each in found] == ["38", "62"]


@pytest.mark.slow
def test_most_composed_pictures_with_digits_apart_are_read() -> None:
    random = np.random.default_rng(3)
    writers = by_writer(write_styles(6, random))
    pictures = compose_pictures(writers, 20, random, SPACINGS[1:3], lengths=[2, 3, 4])
    assert {each.paper for each in pictures} == {paper.name for paper in PAPERS}
    right = [[reading.text for reading in read(each.picture)] == [each.text] for each in pictures]
    assert np.mean(right) >= 0.8


def test_an_image_is_read_as_it_is() -> None:
    image = read(page((3, 20, 30), size=(140, 160)))[0].digits[0].reading.image
    (reading,) = read(Image.fromarray(image))
    assert reading.text == "3"
    np.testing.assert_array_equal(reading.digits[0].reading.image, image)


def test_a_file_is_read_and_an_exif_note_is_followed() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by 90° clockwise to see it
    file = io.BytesIO()
    page((3, 20, 30), (8, 110, 30)).rotate(90, expand=True).save(file, "JPEG", exif=exif)
    (reading,) = read_number_picture(io.BytesIO(file.getvalue()), NETWORK)
    assert reading.text == "38"
    assert reading.digits[1].box.left > 100


def test_blank_pictures_and_no_pictures_are_refused() -> None:
    with pytest.raises(BlankPictureError, match="blank"):
        read(Image.new("RGB", (300, 100), WHITE))
    with pytest.raises(PhotoError, match="not a picture"):
        read_number_picture(io.BytesIO(b"2026"), NETWORK)
    with pytest.raises(PhotoError, match="Make it smaller"):
        read_number_picture(Image.new("1", (20_000, 5_001)), NETWORK)


@pytest.mark.parametrize("size", [(1, 1), (1, 200), (200, 1), (2, 2), (3000, 4)])
def test_tiny_and_thin_pictures_are_refused_or_read(size: tuple[int, int]) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (size[1], size[0], 3), dtype=np.uint8)
    for picture in (Image.new("RGB", size, BLACK), Image.fromarray(noise)):
        with contextlib.suppress(PhotoError):
            assert all(each.text.isdigit() for each in read(picture))


def test_noise_and_specks_are_bounded_work() -> None:
    random = np.random.default_rng(0)
    noise = random.integers(0, 256, (300, 400, 3), dtype=np.uint8)
    specks = np.full((300, 400), 255, np.uint8)
    for y, x in zip(random.integers(0, 298, 1000), random.integers(0, 398, 1000), strict=True):
        specks[y : y + 2, x : x + 2] = 0
    for pixels in (noise, specks):
        with contextlib.suppress(PhotoError):
            assert sum(len(each.arcs) for each in read(Image.fromarray(pixels))) < 4000

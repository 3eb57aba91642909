"""What whole numbers are read in."""

import io
from pathlib import Path

import numpy as np
import pytest

import onelayer
from onelayer.reading.content import NoInkError
from onelayer.reading.drawing import DrawingError, draw_image
from onelayer.reading.numbers.answer import format_number
from onelayer.reading.photo import PhotoError
from tests.support.paper import on_paper

SEVEN = [np.array([[0.28, 0.2], [0.72, 0.2], [0.45, 0.85]], np.float32)]


def test_pictures_of_all_kinds_are_read(tmp_path: Path) -> None:
    picture, path = on_paper(draw_image(SEVEN)), tmp_path / "seven.png"
    picture.save(path)
    pixels = np.asarray(picture)
    for what in (path, str(path), io.BytesIO(path.read_bytes()), picture, pixels, np.stack([pixels] * 3, axis=2)):
        assert onelayer.read_number(what).text == "7"
    assert [each.text for each in onelayer.read_numbers(SEVEN)] == ["7"]


def test_several_rows_are_several_numbers_and_no_one_number() -> None:
    page = on_paper(draw_image(SEVEN), height=340)
    page.paste(on_paper(draw_image(SEVEN)).crop((0, 30, 200, 170)), (0, 180))
    assert [each.text for each in onelayer.read_numbers(page)] == ["7", "7"]
    with pytest.raises(PhotoError, match="2 numbers"):
        onelayer.read_number(page)


@pytest.mark.parametrize("pixels", [np.zeros((5, 5)), np.zeros((5, 5, 2), np.uint8), np.zeros(5, np.uint8)])
def test_an_array_of_something_else_is_refused(pixels: np.ndarray) -> None:
    with pytest.raises(DrawingError, match="uint8"):
        onelayer.read_number(pixels)


def test_no_ink_is_said_so() -> None:
    with pytest.raises(NoInkError, match="no ink"):
        onelayer.read_number(np.zeros((28, 28), np.uint8))


def test_a_missing_file_is_said_so() -> None:
    with pytest.raises(FileNotFoundError):
        onelayer.read_number("no-such-picture.png")


def test_an_answer_is_json_of_text_and_boxes() -> None:
    answer = format_number(onelayer.read_number(SEVEN))
    assert (answer["number"], answer["sure"]) == ("7", True)
    assert answer["box"] == answer["digits"][0]["box"] == pytest.approx([0.28, 0.2, 0.72, 0.85], abs=0.001)

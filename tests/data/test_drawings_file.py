import gzip
import io
import json
import zipfile
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from onelayer.data.drawings_file import (
    DrawingsFileError,
    format_arrays,
    format_drawings,
    format_pictures,
    parse_drawings,
    without_copies,
)
from onelayer.data.mnist import MNIST_FILE
from onelayer.reading.drawing import Drawing, draw_image
from tests.hands import stubborn_hand

SEVEN = {"label": 7, "writer": "Zoë", "strokes": [[[0.25, 0.2], [0.75, 0.2], [0.5, 0.85]]]}


def lines(*fields: object) -> bytes:
    return "\n".join(json.dumps(each, ensure_ascii=False) for each in fields).encode()


def test_what_is_written_is_read_again() -> None:
    read = parse_drawings(lines(SEVEN, {"label": 1, "strokes": [[[0.5, 0.1], [0.5, 0.9]], [[0.3, 0.9], [0.7, 0.9]]]}))
    again = parse_drawings(format_drawings(read.drawings))
    assert not read.problems
    assert not again.problems
    assert [(drawing.label, drawing.writer) for drawing in again.drawings] == [(7, "Zoë"), (1, None)]
    for first, second in zip(read.drawings, again.drawings, strict=True):
        for stroke, same in zip(first.strokes, second.strokes, strict=True):
            np.testing.assert_allclose(stroke, same, atol=1e-4)


def test_a_gzipped_file_is_read_too() -> None:
    assert len(parse_drawings(gzip.compress(lines(SEVEN, SEVEN))).drawings) == 2


def test_bad_lines_are_skipped_and_said_by_number() -> None:
    content = b"\n".join(
        [
            lines(SEVEN),
            b"",
            b"{not json",
            lines({**SEVEN, "label": 12}),
            lines({**SEVEN, "label": True}),
            lines({**SEVEN, "writer": 5}),
            json.dumps({**SEVEN, "writer": "\ud800"}).encode(),
            lines({"label": 3, "strokes": [[[0.5, 2]]]}),
            lines({"label": 3, "strokes": []}),
            b"[1, 2]",
            lines(SEVEN),
        ]
    )
    read = parse_drawings(content)
    assert len(read.drawings) == 2
    assert [problem.split(":")[0] for problem in read.problems] == [f"Line {number}" for number in range(3, 11)]
    assert "0 to 9" in read.problems[1]
    assert "outside the sketchpad" in read.problems[5]
    assert "no more ink than a dot" in read.problems[6]


def test_too_many_drawings_are_cut_off_with_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onelayer.data.drawings_file.MOST_DRAWINGS", 2)
    read = parse_drawings(lines(*[SEVEN] * 5))
    assert len(read.drawings) == 2
    assert read.problems == ["Line 3 and all after it: 2 drawings are the most that are taken."]


def test_what_is_no_drawings_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DrawingsFileError, match="not text in UTF-8"):
        parse_drawings(b"\xff\xfe\x00")
    with pytest.raises(DrawingsFileError, match="gzip file is broken"):
        parse_drawings(gzip.compress(lines(SEVEN))[:-9])
    monkeypatch.setattr("onelayer.data.drawings_file.MOST_BYTES", 1000)
    with pytest.raises(DrawingsFileError, match="larger than 1,000 bytes"):
        parse_drawings(gzip.compress(b" " * 100_000))


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_content_is_read_or_refused(content: bytes) -> None:
    labels: list[int | None] = []
    with suppress(DrawingsFileError):
        labels = [drawing.label for drawing in parse_drawings(content).drawings]
    assert set(labels) <= set(range(10))


def test_drawings_leave_as_a_folder_of_pictures(tmp_path: Path) -> None:
    drawings = stubborn_hand(1)
    with zipfile.ZipFile(io.BytesIO(format_pictures(drawings))) as folder:
        names = folder.namelist()
        assert names[7] == "digits/7_0008.png"
        picture = Image.open(io.BytesIO(folder.read(names[7])))
        assert (picture.size, picture.mode) == ((28, 28), "L")
        np.testing.assert_array_equal(np.asarray(picture), draw_image(drawings[7].strokes))


def test_drawings_leave_as_arrays_in_the_keys_of_mnist() -> None:
    drawings = stubborn_hand(2)
    with np.load(io.BytesIO(format_arrays(drawings)), allow_pickle=False) as file, np.load(MNIST_FILE) as mnist:
        assert set(file.files) == set(mnist.files)
        assert (file["x_train"].shape, file["x_train"].dtype) == ((20, 28, 28), np.uint8)
        assert file["y_train"].tolist() == [drawing.label for drawing in drawings]
        assert (file["x_test"].shape, file["y_test"].shape) == ((0, 28, 28), (0,))


def test_equal_drawings_are_one_whatever_their_writers() -> None:
    stroke = np.array([[0.1, 0.2], [0.3, 0.4]], np.float32)
    first = Drawing((stroke,), 1, "Ada")
    nearly = Drawing((stroke + np.float32(1e-6),), 1)
    others = [Drawing((stroke,), 7), Drawing((stroke + np.float32(0.001),), 1), Drawing((stroke, stroke), 1)]
    assert without_copies([first, nearly, *others, first]) == [first, *others]

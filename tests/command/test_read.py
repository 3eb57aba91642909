"""`onelayer read`."""

import gzip
import io
import json
import sys
from pathlib import Path

import pytest
from PIL import Image

from onelayer.command.main import main
from onelayer.data.drawings_file import format_drawings
from tests.command.conftest import picture_of
from tests.hands import stubborn_hand


def read(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    """The exit status, and the lines that were printed."""
    status = main(["read", *arguments])
    return status, capsys.readouterr().out.splitlines()


def give(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the command a standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))


@pytest.mark.usefixtures("folder")
def test_a_picture_is_a_row_and_its_status_says_that_it_is_sure(capsys: pytest.CaptureFixture[str]) -> None:
    status, lines = read("seven.jpg", capsys=capsys)
    assert status == 0
    assert len(lines) == 1
    assert lines[0].split()[:2] == ["seven.jpg", "7"]
    assert lines[0].endswith(" %  sure")


@pytest.mark.usefixtures("folder")
def test_what_is_not_sure_and_what_is_not_read_are_told_and_change_the_status(
    capsys: pytest.CaptureFixture[str],
) -> None:
    two_ones = {"label": 1, "strokes": [[[0.2, 0.1], [0.2, 0.9]], [[0.8, 0.1], [0.8, 0.9]]]}
    Path("two.jsonl").write_text(json.dumps(two_ones))
    Image.new("L", (50, 50), 255).save("blank.png")
    status, lines = read("seven.jpg", "two.jsonl", capsys=capsys)
    assert (status, lines[-2]) == (1, "2 in all: 1 sure, 1 not sure, 0 not read")
    assert "looks like two digits" in lines[1]
    status, lines = read("seven.jpg", "blank.png", "no.png", capsys=capsys)
    assert (status, lines[-1]) == (2, "3 in all: 1 sure, 0 not sure, 2 not read")
    assert "the picture is blank" in lines[1]
    assert "No such file or directory. The path of a picture, a drawings file or a folder is expected." in lines[2]


@pytest.mark.usefixtures("folder")
def test_json_has_a_line_for_each(capsys: pytest.CaptureFixture[str]) -> None:
    status, lines = read("--json", "three.png", "no.png", capsys=capsys)
    three, none = map(json.loads, lines)
    assert status == 2
    assert (three["file"], three["digit"], three["sure"], three["looks_like"]) == ("three.png", 3, True, [3])
    assert len(three["probabilities"]) == 10
    assert sum(three["probabilities"]) == pytest.approx(1, abs=1e-4)
    left, top, right, bottom = three["box"]
    assert 40 <= left < right <= 152
    assert 40 <= top < bottom <= 152
    assert set(none) == {"file", "error"}


@pytest.mark.usefixtures("folder")
def test_folders_may_be_labels(capsys: pytest.CaptureFixture[str]) -> None:
    status, lines = read("digits", capsys=capsys)
    assert (status, lines[-1]) == (0, "2 in all: 2 sure, 0 not sure, 0 not read")
    picture_of(7).save("digits/4/another.png")
    status, lines = read("--folder", "labels", "digits", "seven.jpg", capsys=capsys)
    assert lines[-1] == "2 of 3 with a label are right: 66.67%"
    assert any(line.endswith("sure, but it is a 4") for line in lines)
    Path("empty").mkdir()
    status, lines = read("empty", capsys=capsys)
    assert status == 2
    assert "The folder has no pictures and no drawings files." in lines[0]


@pytest.mark.usefixtures("folder")
def test_drawings_are_rows_with_their_labels_and_wrong_lines_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    content = format_drawings(stubborn_hand(1)) + b"{broken\n"
    Path("hand.jsonl.gz").write_bytes(gzip.compress(content))
    status, lines = read("hand.jsonl.gz", capsys=capsys)
    assert status == 2
    assert [line.split()[0] for line in lines[:10]] == [f"hand.jsonl.gz:{number}" for number in range(1, 11)]
    assert "Line 11: that is not JSON" in lines[10]
    assert " of 10 with a label are right: " in lines[-1]


@pytest.mark.usefixtures("folder")
def test_standard_input_is_a_picture_or_drawings(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    give(Path("three.png").read_bytes(), monkeypatch)
    status, lines = read("-", capsys=capsys)
    assert (status, lines[0].split()[:2]) == (0, ["-", "3"])
    for content in (Path("drawings.jsonl").read_bytes(), gzip.compress(Path("drawings.jsonl").read_bytes())):
        give(content, monkeypatch)
        _, lines = read("-", capsys=capsys)
        assert lines[-1].split()[1:3] == ["of", "20"]
    give(b"", monkeypatch)
    status, lines = read("-", capsys=capsys)
    assert status == 2
    assert "A PNG or JPEG of one digit is expected" in lines[0]


@pytest.mark.usefixtures("folder")
def test_more_than_one_chunk_is_read_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    digits = [number % 10 for number in range(70)]
    hand = stubborn_hand(1)
    Path("many.jsonl").write_bytes(format_drawings([hand[digit] for digit in digits]))
    _, lines = read("--json", "many.jsonl", capsys=capsys)
    found = [json.loads(line) for line in lines]
    assert [each["file"] for each in found] == [f"many.jsonl:{number}" for number in range(1, 71)]
    assert [each["label"] for each in found] == digits
    assert [each["digit"] for each in found[:10]] == [each["digit"] for each in found[60:]]


@pytest.mark.usefixtures("folder")
def test_numbers_have_a_row_each(capsys: pytest.CaptureFixture[str]) -> None:
    seven, page = picture_of(7), Image.new("L", (340, 340), 255)
    for left, top in ((0, 0), (140, 0), (0, 160)):
        page.paste(seven.crop((30, 30, 170, 170)), (20 + left, 20 + top))
    page.save("rows.png")
    status, lines = read("--numbers", "rows.png", "no-such.png", capsys=capsys)
    assert status == 2
    assert [line.split()[:2] for line in lines[:2]] == [["rows.png", "77"], ["7", lines[1].split()[1]]]
    assert "No such file" in lines[2]
    assert "2 in all" in lines[3]
    status, (line,) = read("--numbers", "--json", "rows.png", capsys=capsys)
    answer = json.loads(line)
    assert [each["number"] for each in answer["numbers"]] == ["77", "7"]
    assert answer["label"] is None
    assert len(answer["numbers"][0]["digits"]) == 2

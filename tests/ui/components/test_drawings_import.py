"""Drawings files as the visitor brings them."""

import gzip
import json

from onelayer.data.drawings_file import format_drawings, parse_drawings
from onelayer.ui.components.drawings_import import DrawingsImport, PickedFile, find_drawings
from tests.hands import stubborn_hand


def test_files_of_several_people_keep_their_writers() -> None:
    anna, ben, holiday = find_drawings(
        [
            PickedFile("anna.jsonl", format_drawings(stubborn_hand(1))),
            PickedFile("ben.jsonl.gz", gzip.compress(format_drawings(stubborn_hand(1)) + b"{broken}\n")),
            PickedFile("holiday.png", b"\x89PNG"),
        ]
    )
    assert {drawing.writer for drawing in anna.drawings} == {"anna"}
    assert {drawing.writer for drawing in ben.drawings} == {"ben"}
    assert (len(anna.drawings), anna.problem, len(ben.drawings)) == (10, "", 10)
    assert ben.problem.startswith("1 line skipped: Line 11: that is not JSON")
    assert holiday.problem.startswith("The file is not text in UTF-8")
    assert not holiday.drawings


def test_one_file_of_ones_own_gets_no_writer() -> None:
    (found,) = find_drawings([PickedFile("drawings.jsonl", format_drawings(stubborn_hand(1)))])
    assert {drawing.writer for drawing in found.drawings} == {None}


def test_only_so_many_problems_are_said() -> None:
    (found,) = find_drawings([PickedFile("drawings.jsonl", b"{broken}\n" * 7)])
    assert found.problem.startswith("7 lines skipped: ")
    assert found.problem.endswith("…")
    assert "Line 6" not in found.problem


def test_the_page_gets_no_more_than_there_can_be_room_for_and_the_count_of_all() -> None:
    found = find_drawings([PickedFile("many.jsonl", format_drawings(stubborn_hand(1) * 150))])
    (file,) = json.loads(DrawingsImport(label="", accept="", note_id="n").postprocess(found))["files"]
    assert file["count"] == 1500
    assert len(parse_drawings(file["drawings"].encode()).drawings) == 1000

"""What the page says of a lesson, and of files that are brought."""

import gzip

import numpy as np
import pytest

from onelayer.data.drawings_file import format_drawings
from onelayer.storage import load_shipped_network
from onelayer.training.teaching import STRENGTHS, Lesson
from onelayer.ui.components.file_picker import PickedFile
from onelayer.ui.drawing_collection import DrawingCollection
from onelayer.ui.tabs.handwriting import add_files
from onelayer.ui.views.drawings_view import render_prompt
from onelayer.ui.views.lesson import format_lesson, format_lesson_end, render_lesson
from tests.hands import stubborn_hand

NETWORK = load_shipped_network("upright").network


def lesson_of(accuracies: tuple[float, float] | None) -> Lesson:
    line = None if accuracies is None else np.linspace(*accuracies, len(STRENGTHS))
    return Lesson(NETWORK, NETWORK, 30, 30 if accuracies else 0, line, np.linspace(0.975, 0.97, len(STRENGTHS)), 0.5)


def test_a_lesson_shows_both_accuracies_at_the_strength() -> None:
    lesson = lesson_of((0.8, 1.0))
    html = render_lesson(lesson, 0.5)
    assert html.count("lesson-row") == 2
    for percent in ("80.0 %", "90.0 %", "97.5 %", "97.2 %"):
        assert percent in html
    assert "taught without it" in format_lesson(lesson, 0.5)
    assert "0.25 points of MNIST are forgotten" in format_lesson(lesson, 0.5)
    assert "nothing of MNIST is forgotten" in format_lesson(lesson, 0)


def test_a_lesson_that_made_things_worse_says_so_and_leaves_the_network_as_it_was() -> None:
    lesson = lesson_of((0.9, 0.8))
    assert "fewer of your drawings than before" in format_lesson(lesson, 0.8)
    assert "stays as it was (weight 0)" in format_lesson_end(lesson)
    assert lesson.best_strength == 0


def test_too_few_drawings_are_said() -> None:
    lesson = lesson_of(None)
    assert "Too few drawings" in format_lesson(lesson, 0.8)
    assert render_lesson(lesson, 0.8).count("lesson-row") == 1
    assert "Nothing learned yet" in render_lesson(None, 0.8)


def test_the_prompt_counts() -> None:
    collection, _ = DrawingCollection().add_all(stubborn_hand(3))
    assert "1 of 30: write a 3" in render_prompt(DrawingCollection())
    assert "3 of each are there" in render_prompt(collection)


def test_files_of_several_people_keep_their_writers() -> None:
    files = [
        PickedFile("anna.jsonl", format_drawings(stubborn_hand(1))),
        PickedFile("ben.jsonl.gz", gzip.compress(format_drawings(stubborn_hand(1)) + b"{broken}\n")),
        PickedFile("holiday.png", b"\x89PNG"),
    ]
    collection, text = add_files(DrawingCollection(), files)
    assert len(collection) == 20
    assert {drawing.writer for drawing in collection.drawings} == {"anna", "ben"}
    assert "**anna.jsonl**: 10 drawings taken." in text
    assert "1 line skipped: Line 11: that is not JSON" in text
    assert "**holiday.png**: nothing taken. The file is not text in UTF-8" in text


def test_one_file_of_ones_own_gets_no_writer() -> None:
    collection, _ = add_files(DrawingCollection(), [PickedFile("drawings.jsonl", format_drawings(stubborn_hand(1)))])
    assert {drawing.writer for drawing in collection.drawings} == {None}


@pytest.mark.parametrize("count", [1001, 1500])
def test_what_has_no_place_is_said(count: int) -> None:
    content = format_drawings((stubborn_hand(1) * 200)[:count])
    collection, text = add_files(DrawingCollection(), [PickedFile("many.jsonl", content)])
    assert len(collection) == 1000
    assert f"For {count - 1000:,} more there was no place" in text

"""What the page says of a lesson, and of files that are brought."""

import gzip

import numpy as np
import pytest

from onelayer.handwriting import format_drawings
from onelayer.storage import load_shipped_network
from onelayer.teaching import WEIGHTS, Lesson
from onelayer.ui.components.file_picker import PickedFile
from onelayer.ui.hand import Hand
from onelayer.ui.handwriting_tab import import_into, learned_in_words, prompt_html
from onelayer.ui.views.lesson import in_words, lesson_html
from tests.test_teaching import stubborn_hand

NETWORK = load_shipped_network("upright").network


def lesson_of(own: tuple[float, float] | None) -> Lesson:
    line = None if own is None else np.linspace(*own, len(WEIGHTS))
    return Lesson(NETWORK, NETWORK, 30, 30 if own else 0, line, np.linspace(0.975, 0.97, len(WEIGHTS)), 0.5)


def test_a_lesson_shows_both_accuracies_at_the_weight() -> None:
    lesson = lesson_of((0.8, 1.0))
    html = lesson_html(lesson, 0.5)
    assert html.count("lesson-row") == 2
    for figure in ("80.0 %", "90.0 %", "97.5 %", "97.2 %"):
        assert figure in html
    assert "taught without it" in in_words(lesson, 0.5)
    assert "0.25 points of MNIST are forgotten" in in_words(lesson, 0.5)
    assert "nothing of MNIST is forgotten" in in_words(lesson, 0)


def test_a_lesson_that_made_things_worse_says_so_and_keeps_the_network() -> None:
    lesson = lesson_of((0.9, 0.8))
    assert "fewer of your drawings than before" in in_words(lesson, 0.8)
    assert "stays as it was (weight 0)" in learned_in_words(lesson)
    assert lesson.weight == 0


def test_too_few_drawings_are_said() -> None:
    lesson = lesson_of(None)
    assert "Too few drawings" in in_words(lesson, 0.8)
    assert lesson_html(lesson, 0.8).count("lesson-row") == 1
    assert "Nothing learned yet" in lesson_html(None, 0.8)


def test_the_prompt_counts() -> None:
    hand, _ = Hand().add_all(stubborn_hand(3))
    assert "1 of 30: write a 3" in prompt_html(Hand())
    assert "3 of each are there" in prompt_html(hand)


def test_files_of_several_people_keep_their_writers() -> None:
    files = [
        PickedFile("anna.jsonl", format_drawings(stubborn_hand(1))),
        PickedFile("ben.jsonl.gz", gzip.compress(format_drawings(stubborn_hand(1)) + b"{broken}\n")),
        PickedFile("holiday.png", b"\x89PNG"),
    ]
    hand, text = import_into(Hand(), files)
    assert len(hand) == 20
    assert {drawing.writer for drawing in hand.drawings} == {"anna", "ben"}
    assert "**anna.jsonl**: 10 drawings taken." in text
    assert "1 line skipped: Line 11: that is not JSON" in text
    assert "**holiday.png**: nothing taken. The file is not text in UTF-8" in text


def test_one_file_of_ones_own_gets_no_writer() -> None:
    hand, _ = import_into(Hand(), [PickedFile("drawings.jsonl", format_drawings(stubborn_hand(1)))])
    assert {drawing.writer for drawing in hand.drawings} == {None}


@pytest.mark.parametrize("count", [1001, 1500])
def test_what_has_no_place_is_said(count: int) -> None:
    content = format_drawings((stubborn_hand(1) * 200)[:count])
    hand, text = import_into(Hand(), [PickedFile("many.jsonl", content)])
    assert len(hand) == 1000
    assert f"For {count - 1000:,} more there was no place" in text

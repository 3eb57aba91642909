"""What the page says of a lesson."""

from dataclasses import replace

import numpy as np

from onelayer.storage import load_shipped_network
from onelayer.training.teaching import STRENGTHS, Lesson, WriterAccuracy
from onelayer.ui.views.lesson import format_lesson, format_lesson_end, render_lesson

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


def test_a_lesson_that_made_things_worse_says_so() -> None:
    lesson = lesson_of((0.9, 0.8))
    assert "fewer of your drawings than before" in format_lesson(lesson, 0.8)
    assert "nothing was gained: fewer of those held out are read than before" in format_lesson_end(lesson)


def test_a_lesson_that_gains_nothing_says_so() -> None:
    lesson = lesson_of((1.0, 1.0))
    assert lesson.gains_nothing
    assert "nothing was gained: those held out were read as well before" in format_lesson_end(lesson)
    assert "Your hand reads now" in format_lesson_end(lesson_of((0.9, 1.0)))
    assert not lesson_of(None).gains_nothing, "nobody knows"


def test_each_of_several_writers_has_a_line() -> None:
    line = np.linspace(0.5, 1, len(STRENGTHS))
    writers = tuple(WriterAccuracy(name, 4, line) for name in ("", "<b>Ada</b>"))
    html = render_lesson(replace(lesson_of((0.8, 1.0)), writers=writers), 0.5)
    assert html.count("<tr>") == 3
    assert "&lt;b&gt;Ada&lt;/b&gt;" in html
    assert "no name" in html
    assert "75.0 %" in html
    assert "<table" not in render_lesson(lesson_of((0.8, 1.0)), 0.5)


def test_too_few_drawings_are_said() -> None:
    lesson = lesson_of(None)
    assert "Too few drawings" in format_lesson(lesson, 0.8)
    assert render_lesson(lesson, 0.8).count("lesson-row") == 1
    assert "Nothing learned yet" in render_lesson(None, 0.8)

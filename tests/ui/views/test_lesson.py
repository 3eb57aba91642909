"""What the page says of a lesson."""

from dataclasses import replace

import numpy as np
import pytest

from onelayer.storage import load_shipped_network
from onelayer.training.teaching import STRENGTHS, Lesson, WriterAccuracy
from onelayer.ui.views.lesson import format_lesson, format_lesson_end, format_mnist_change, render_lesson

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
    assert "that had not learned it" in format_lesson(lesson, 0.5)
    assert "25 of MNIST’s 10,000 test digits are no longer read." in format_lesson(lesson, 0.5)
    assert "as many of MNIST’s 10,000 test digits are read as before." in format_lesson(lesson, 0)


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (0.9947, 0.9927, "20 of MNIST’s 10,000 test digits are no longer read"),
        (0.9947, 0.9946, "1 of MNIST’s 10,000 test digits is no longer read"),
        (0.9947, 0.9947, "as many of MNIST’s 10,000 test digits are read as before"),
        (0.9946, 0.9947, "1 more of MNIST’s 10,000 test digits is read than before"),
        (0.8, 0.9947, "1,947 more of MNIST’s 10,000 test digits are read than before"),
    ],
)
def test_a_change_on_mnist_is_said_in_digits(before: float, after: float, sentence: str) -> None:
    assert format_mnist_change(before, after) == sentence


def test_a_lesson_that_made_things_worse_says_so() -> None:
    lesson = lesson_of((0.9, 0.8))
    assert "fewer of your drawings than before" in format_lesson(lesson, 0.8)
    assert "nothing was gained: it reads fewer of the drawings held out than before" in format_lesson_end(lesson)


def test_a_lesson_that_gains_nothing_says_so() -> None:
    lesson = lesson_of((1.0, 1.0))
    assert lesson.gains_nothing
    assert "nothing was gained: it reads as many drawings as before" in format_lesson_end(lesson)
    assert "Your hand reads now" in format_lesson_end(lesson_of((0.9, 1.0)))
    assert not lesson_of(None).gains_nothing, "nobody knows"


def test_each_of_several_writers_has_a_line() -> None:
    line = np.linspace(0.5, 1, len(STRENGTHS))
    writers = tuple(WriterAccuracy(name, 4, line) for name in ("", "<b>Ada</b>"))
    html = render_lesson(replace(lesson_of((0.8, 1.0)), writers=writers), 0.5)
    assert html.count("<tr>") == 4, "the head, the two, and both together"
    assert 'Ada&lt;/b&gt;</th><td>4</td><td>2</td><td class="after">3</td></tr>' in html
    assert 'All</th><td>8</td><td>4</td><td class="after">6</td></tr>' in html
    assert "tabindex" not in html
    assert "&lt;b&gt;Ada&lt;/b&gt;" in html
    assert "You (no name)" in html
    assert "<table" not in render_lesson(lesson_of((0.8, 1.0)), 0.5)


def test_too_few_drawings_are_said() -> None:
    lesson = lesson_of(None)
    assert "too few drawings" in format_lesson(lesson, 0.8)
    assert render_lesson(lesson, 0.8).count("lesson-row") == 1
    assert render_lesson(None, 0.8) == ""


def test_the_table_of_a_class_scrolls_also_by_keys() -> None:
    line = np.linspace(0.5, 1, len(STRENGTHS))
    writers = tuple(WriterAccuracy(f"Pupil {number}", 30, line) for number in range(30))
    html = render_lesson(replace(lesson_of((0.8, 1.0)), writers=writers), 1)
    assert 'tabindex="0"' in html
    assert 'All</th><td>900</td><td>450</td><td class="after">900</td>' in html

"""The visitor's drawings as the page sends them to the events that need them."""

import json
from contextlib import suppress
from typing import Any

import gradio as gr
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onelayer.data.drawings_file import format_drawings
from onelayer.ui.components.labelled_drawings import LIMITS, LabelledDrawings
from tests.hands import stubborn_hand


def line(points: int = 3, strokes: int = 1) -> str:
    stroke = [[i / points, 0.5] for i in range(points)]
    return json.dumps({"label": 1, "strokes": [stroke] * strokes}) + "\n"


def test_what_the_page_has_arrives() -> None:
    drawings = LabelledDrawings().preprocess(format_drawings(stubborn_hand(2)).decode())
    assert [drawing.label for drawing in drawings] == [drawing.label for drawing in stubborn_hand(2)]


@pytest.mark.parametrize("payload", [None, "", "\n\n"])
def test_no_drawings_are_none(payload: Any) -> None:
    assert LabelledDrawings().preprocess(payload) == ()


@pytest.mark.parametrize(
    "payload", [3, True, [], {}, "{", "[]", "null", "[" * 100_000, "\ud800", line() + "{}", " " * 5_000_000]
)
def test_what_is_no_drawings_is_refused_in_words(payload: Any) -> None:
    with pytest.raises(gr.Error) as refused:
        LabelledDrawings().preprocess(payload)
    assert len(refused.value.message) < 1000


def test_more_than_the_page_would_keep_is_refused() -> None:
    full = line() * LIMITS["drawings"]
    assert len(LabelledDrawings().preprocess(full)) == LIMITS["drawings"]
    many_strokes, many_points = line(strokes=500) * 11, line(points=20_000) * 6
    for payload, beyond in ((full + line(), "1,001 drawings"), (many_strokes, "5,500 strokes")):
        with pytest.raises(gr.Error, match=f"too much: {beyond}"):
            LabelledDrawings().preprocess(payload)
    with pytest.raises(gr.Error, match="120,000 points"):
        LabelledDrawings().preprocess(many_points)


def test_as_much_as_the_page_keeps_can_be_sent() -> None:
    stroke = [[0.1234, 0.5678]] * 19 + [[0.8765, 0.4321]]
    drawing = json.dumps({"label": 1, "writer": "x" * 100, "strokes": [stroke] * 5}) + "\n"
    assert len(LabelledDrawings().preprocess(drawing * 1000)) == 1000


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), lambda each: st.lists(each)
                    | st.dictionaries(st.sampled_from(["label", "writer", "strokes"]), each)))  # fmt: skip
def test_nothing_breaks_it(value: Any) -> None:
    for payload in (value, json.dumps(value)):
        with suppress(gr.Error):
            assert isinstance(LabelledDrawings().preprocess(payload), tuple)

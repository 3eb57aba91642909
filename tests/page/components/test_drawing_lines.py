"""Labelled drawings as the page reads and writes them against the server: what the page keeps, the server takes."""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onelayer.data.drawings_file import format_drawings, parse_drawings
from onelayer.data.labelled_drawings import parse_labelled
from tests.hands import stubborn_hand

SCRIPT = Path(__file__).with_name("drawing_lines_road.js")
Keep = Callable[[str], dict[str, Any]]

coordinates = st.floats(0, 1) | st.floats(0.5, 0.5202) | st.integers(-1, 2) | st.floats(-0.1, 1.1) | st.none()
strokes = st.lists(st.lists(st.lists(coordinates, min_size=1, max_size=3), max_size=4), max_size=3)
small_strokes = st.lists(st.lists(st.lists(st.floats(0.5, 0.5202), min_size=2, max_size=2), max_size=4), max_size=3)
writers = st.none() | st.text() | st.text(min_size=99, max_size=102) | st.integers()
drawings = st.fixed_dictionaries(
    {"label": st.integers(-1, 10) | st.booleans(), "strokes": strokes | small_strokes}, optional={"writer": writers}
)


@pytest.fixture(scope="module")
def keep() -> Iterator[Keep]:
    """What the page keeps of a text, in a process of Node's."""
    node = shutil.which("node")
    assert node, "Node is needed: make test installs it"
    with subprocess.Popen([node, str(SCRIPT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        asked, answered = process.stdin, process.stdout

        def ask(text: str) -> dict[str, Any]:
            asked.write(json.dumps(text) + "\n")
            asked.flush()
            answer: dict[str, Any] = json.loads(answered.readline())
            return answer

        yield ask
        asked.close()


def test_what_was_stored_before_comes_back_as_it_was(keep: Keep) -> None:
    text = format_drawings(stubborn_hand(2)).decode()
    kept = keep(text)
    assert (kept["count"], kept["skipped"]) == (20, 0)
    assert format_drawings(list(parse_labelled(kept["text"]))).decode() == text


@pytest.mark.slow
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(drawings | st.none() | st.integers(), max_size=4))
def test_both_take_the_same_lines_and_the_server_takes_what_the_page_keeps(keep: Keep, lines: list[Any]) -> None:
    text = "\n".join(map(json.dumps, lines))
    kept = keep(text)
    assert len(parse_labelled(kept["text"])) == kept["count"]
    assert kept["count"] + kept["skipped"] == len(lines)
    rounded = "\n".join(json.dumps(_rounded(line)) for line in lines)
    assert kept["count"] == len(parse_drawings(rounded.encode()).drawings)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text())
def test_no_text_breaks_it(keep: Keep, text: str) -> None:
    assert keep(text)["count"] == 0


def _rounded(value: Any) -> Any:
    """Numbers from 0 to 1 with four decimals, as the page has them."""
    if isinstance(value, dict):
        return {name: _rounded(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_rounded(each) for each in value]
    return int(value * 10_000 + 0.5) / 10_000 if isinstance(value, float) and 0 <= value <= 1 else value

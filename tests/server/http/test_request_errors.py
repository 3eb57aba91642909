"""Requests that do not fit: each is answered with a sentence, and is a line in the log."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from onelayer.limits import TOLD_BACK
from onelayer.processes.training_processes import TrainingProcesses
from onelayer.server.app import build_app, launch_options
from onelayer.server.http import request_errors
from onelayer.server.http.request_errors import FAILED, Page, one_line

LONG = "Q" * 5000
LONGEST_ANSWER = 600  # characters


def pick(choice: str, number: float) -> str:
    if number == 1:
        raise gr.Error("Two is the least." + " " * TOLD_BACK, print_exception=False)
    return {"a": "A"}[choice]


def client_of(page: gr.Blocks) -> TestClient:
    """Speaks to a page as the app serves it, without a network."""
    app = gr.mount_gradio_app(FastAPI(), page, "/sub", app_kwargs=launch_options()["app_kwargs"], show_error=True)
    return TestClient(app, base_url="http://test/sub/gradio_api", raise_server_exceptions=True)


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with Page(analytics_enabled=False) as page:
        choice, number, text = gr.Radio(["a", "b"]), gr.Slider(0, 9), gr.Textbox()
        choice.input(pick, [choice, number], text, api_name="pick")
    with client_of(page) as client:
        yield client


@pytest.fixture(scope="module")
def whole_page(idle_processes: TrainingProcesses) -> Iterator[TestClient]:
    with client_of(build_app(idle_processes)) as client:
        yield client


def assert_short(text: str) -> None:
    assert len(text) < LONGEST_ANSWER
    assert "Q" * (TOLD_BACK + 1) not in text
    assert "Traceback" not in text


def assert_one_line_each(caplog: pytest.LogCaptureFixture, requests: int) -> None:
    records = [record for record in caplog.records if record.name == request_errors.__name__]
    assert len(records) == requests
    for record in records:
        assert "\n" not in record.getMessage()
        assert len(record.getMessage()) < LONGEST_ANSWER
        assert record.exc_info is None


@pytest.mark.parametrize(
    "data", [[], ["a"], [LONG], [LONG, 1], [None, LONG], ["a", {LONG: LONG}], [[LONG], [LONG]], [{"path": LONG}, 0]]
)
def test_values_that_do_not_fit_are_a_sentence_and_a_line(
    client: TestClient, data: Any, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = client.post("/run/pick", json={"data": data})
    assert answer.status_code == 500
    assert answer.json()["error"]
    assert_short(answer.text)
    assert_one_line_each(caplog, 1)
    assert capsys.readouterr() == ("", "")


def test_a_handlers_own_sentence_is_told_whole_and_is_no_line(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    answer = client.post("/run/pick", json={"data": ["a", 1]})
    assert answer.json()["error"] == "Two is the least." + " " * TOLD_BACK
    assert_one_line_each(caplog, 0)


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"5", b"\xff\xfe", b'{"data": "' + LONG.encode() + b'"}', b'{"' + LONG.encode() + b'": 1}'],
    ids=["nothing", "no JSON", "no object", "no text", "a text for a list", "another field"],
)
@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data; boundary=x"])
def test_what_is_no_message_is_refused_without_repeating_it(client: TestClient, content: bytes, kind: str) -> None:
    for path in ("/run/pick", "/call/pick", "/queue/join", "/cancel", "/reset", "/component_server"):
        answer = client.post(path, content=content, headers={"content-type": kind})
        assert answer.status_code in (400, 422, 500)
        assert set(answer.json()) <= {"detail", "error"}
        assert_short(answer.text)


@pytest.mark.parametrize(
    ("path", "status"), [(f"/file/{LONG}", 403), (f"/file={LONG}", 403), (f"/call/pick/{LONG}", 200), (f"/{LONG}", 404)]
)
def test_an_address_that_leads_nowhere_is_not_repeated(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert_short(answer.text)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        (f"/run/{LONG[:300]}", {"data": []}),
        (f"/call/v2/{LONG[:300]}", {}),
        ("/run/predict", {"data": [], "fn_index": 10**6}),
        ("/call/v2/pick", {LONG: 1}),
    ],
)
def test_what_fails_outside_of_a_listener_is_a_sentence_and_a_line(
    client: TestClient, path: str, body: Any, caplog: pytest.LogCaptureFixture
) -> None:
    answer = client.post(path, json=body)
    assert answer.status_code == 500
    assert answer.json() == {"error": FAILED}
    assert_one_line_each(caplog, 1)


def test_our_own_mistake_is_traced_once_and_then_a_line(
    client: TestClient, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(request_errors, "PACKAGE", Path(__file__).parent)
    monkeypatch.setattr(request_errors, "already_traced", set())
    for _ in range(3):
        answer = client.post("/run/pick", json={"data": ["b", 2]})
        assert answer.json()["error"] == FAILED
    levels = [(record.levelno, record.exc_info is not None) for record in caplog.records if "pick" in record.msg]
    assert levels == [(logging.ERROR, True), (logging.WARNING, False), (logging.WARNING, False)]


@pytest.mark.slow
# Outside the queue, where the page never asks for a lesson, Gradio makes a Python warning of a message to the visitor.
@pytest.mark.filterwarnings("ignore:There is nothing to learn from:UserWarning")
def test_no_listener_of_the_page_takes_what_does_not_fit_for_a_mistake_of_its_own(
    whole_page: TestClient, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    listeners = [event for event in whole_page.get("/../config").json()["dependencies"] if event["backend_fn"]]
    assert len(listeners) > 10
    for listener in listeners:
        inputs = len(listener["inputs"])
        for data in ([], [LONG] * inputs, [None] * inputs, [{"x": LONG}] * inputs):
            body = {"data": data, "fn_index": listener["id"], "session_hash": "odd", "event_data": {"index": LONG}}
            answer = whole_page.post("/run/predict", json=body)
            assert answer.status_code in (200, 500)
            if answer.status_code == 500:
                assert_short(answer.text)
    assert not [record for record in caplog.records if record.exc_info]
    assert "Traceback" not in "".join(capsys.readouterr())


def test_one_line_is_short_and_holds_nothing_that_a_terminal_obeys() -> None:
    assert one_line("a\n  b\x1b[2J\tc") == "a b?[2J c"
    assert one_line(LONG) == "Q" * (TOLD_BACK - 1) + "…"

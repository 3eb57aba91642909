"""How the server ends when it is asked to."""

import contextlib
import json
import signal
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from onelayer.server.shutdown import SENTENCE, TakeNoNewWork, ending
from tests.support.server_process import Server


def say_hello(request: Any) -> PlainTextResponse:
    return PlainTextResponse("Hello.")


def test_a_server_that_ends_takes_no_new_work(monkeypatch: pytest.MonkeyPatch) -> None:
    routes = [Route(path, say_hello, methods=["GET", "POST"]) for path in ("/alive", "/sub/alive", "/other")]
    client = TestClient(TakeNoNewWork(Starlette(routes=routes)))
    asked = [("GET", "/alive"), ("GET", "/sub/alive"), ("POST", "/other"), ("GET", "/other")]
    assert [client.request(*each).status_code for each in asked] == [200, 200, 200, 200]
    monkeypatch.setattr(ending, "is_set", lambda: True)
    assert [client.request(*each).status_code for each in asked] == [503, 503, 503, 200]
    assert client.post("/other").text == SENTENCE


@pytest.fixture
def app() -> Iterator[Server]:
    server = Server(training="endless")
    yield server
    server.stop()


@pytest.mark.slow
def test_an_idle_server_ends(app: Server) -> None:
    app.process.send_signal(signal.SIGTERM)
    assert app.process.wait(timeout=600) == 0


@pytest.mark.slow
def test_a_server_ends_in_the_middle_of_a_run_and_what_it_had_reported_is_the_pages(app: Server) -> None:
    with httpx.Client(base_url=app.address, timeout=600) as client:
        call = {"data": [{"epochs": 5}, "", True, ""]}
        event = client.post("/gradio_api/call/train", json=call).json()["event_id"]
        lines, told = [], False
        stopped = contextlib.suppress(httpx.RemoteProtocolError)  # in the middle of its answer
        with stopped, client.stream("GET", f"/gradio_api/call/train/{event}") as stream:
            for line in stream.iter_lines():
                lines.append(line)
                if "reports" in line and not told:
                    app.process.send_signal(signal.SIGTERM)  # once: a second one ends it at once
                    told = True
    (first, *_) = [json.loads(line.removeprefix("data: ")) for line in lines if "reports" in line]
    assert first[0]["reports"][0]["network"]
    assert "event: complete" not in lines
    assert app.process.wait(timeout=600) == 0

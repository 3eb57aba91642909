"""How the server ends when it is asked to."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from onelayer.assets import ASSETS
from onelayer.server.shutdown import SENTENCE, TakeNoNewWork, ending


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


PATIENT_APP = """
from onelayer.command.serve import run
from onelayer.server import shutdown

shutdown.LONGEST_END = 3600.0
if __name__ == "__main__":
    run("app.py")
"""


class App:
    """The app as `python app.py` serves it, on a port of its own. As it ends it has an hour for what is given seconds
    otherwise, so that it is never cut short on a busy machine."""

    def __init__(self) -> None:
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            port = int(listener.getsockname()[1])
        self.address = f"http://127.0.0.1:{port}"
        environment = {**os.environ, "GRADIO_SERVER_PORT": str(port), "PYTHONUNBUFFERED": "1"}
        self.process = subprocess.Popen(
            [sys.executable, "-c", PATIENT_APP], cwd=ASSETS.parent, env=environment, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout
        assert any("public link" in line for line in self.process.stdout), "the app did not start"

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        assert self.process.stdout
        self.process.stdout.close()


@pytest.fixture
def app() -> Iterator[App]:
    app = App()
    yield app
    app.kill()


@pytest.mark.slow
def test_an_idle_server_ends(app: App) -> None:
    app.process.send_signal(signal.SIGTERM)
    assert app.process.wait(timeout=600) == 0


@pytest.mark.slow
def test_a_server_ends_in_the_middle_of_a_run_and_what_it_had_reported_is_the_pages(app: App) -> None:
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

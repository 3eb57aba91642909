"""How the server ends when it is asked to."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from onelayer.ui.stop_flags import StopFlags, stop_everybody

from onelayer.assets import ASSETS
from onelayer.ui import stop_flags
from onelayer.ui.forgotten_sessions import SESSION_HEADER
from onelayer.ui.shutdown import QUIET, SENTENCE, Doors, wait_until_quiet


def request(path: str, method: str = "POST", session: str = "") -> dict[str, Any]:
    headers = [(SESSION_HEADER.lower().encode(), session.encode())] if session else []
    return {"type": "http", "method": method, "path": path, "headers": headers}


def test_closed_doors_let_only_those_in_who_wait_for_what_was_learned() -> None:
    doors = Doors()
    assert doors.let_in(request("/gradio_api/queue/join", session="other"))
    doors.close(frozenset({"trains"}))
    assert doors.let_in(request("/gradio_api/queue/join", session="trains"))
    assert doors.let_in(request("/gradio_api/queue/data", "GET"))
    assert not doors.let_in(request("/gradio_api/queue/join", session="other"))
    assert not doors.let_in(request("/gradio_api/queue/join"))
    assert not doors.let_in(request("/alive", "GET"))
    assert not doors.let_in(request("/sub/alive", "GET"))


def test_everybody_is_told_to_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stop_flags, "everybody", threading.Event())
    flags = StopFlags()
    assert not flags.is_set("anyone")
    stop_everybody()
    flags.clear("anyone")
    assert flags.is_set("anyone")


def test_waiting_ends_when_nothing_has_run_for_a_moment_or_there_is_no_time_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = iter(0.1 * step for step in range(1000))
    monkeypatch.setattr("onelayer.ui.shutdown.time.monotonic", lambda: next(clock))
    monkeypatch.setattr("onelayer.ui.shutdown.time.sleep", lambda _: None)
    asked = 0

    def busy_at_first() -> bool:
        nonlocal asked
        asked += 1
        return asked < 20

    wait_until_quiet(busy_at_first)
    assert 20 < asked < 40
    asked = -1000
    wait_until_quiet(busy_at_first)
    assert -1000 < asked < -900


PATIENT_APP = """
import sys, app
from onelayer.ui import shutdown

shutdown.QUIET = float(sys.argv[1])
shutdown.LONGEST_WAIT = shutdown.LONGEST_END = 3600.0
if __name__ == "__main__":
    app.main()
"""


class App:
    """The app as `python app.py` serves it, on a port of its own. As it ends it has an hour for what is given seconds
    otherwise, so that it is never cut short on a busy machine. quiet: its shutdown.QUIET."""

    def __init__(self, quiet: float) -> None:
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            port = int(listener.getsockname()[1])
        self.address = f"http://127.0.0.1:{port}"
        environment = {**os.environ, "GRADIO_SERVER_PORT": str(port), "PYTHONUNBUFFERED": "1"}
        root = ASSETS.parent
        self.process = subprocess.Popen(
            [sys.executable, "-c", PATIENT_APP, str(quiet)],
            cwd=root,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout
        assert any("public link" in line for line in self.process.stdout), "the app did not start"

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        assert self.process.stdout
        self.process.stdout.close()


@pytest.fixture
def app(request: pytest.FixtureRequest) -> Iterator[App]:
    app = App(request.param)
    yield app
    app.kill()


@pytest.mark.slow
@pytest.mark.parametrize("app", [QUIET], indirect=True)
def test_an_idle_server_ends(app: App) -> None:
    app.process.send_signal(signal.SIGTERM)
    assert app.process.wait(timeout=600) == 0


def train_in_slow_motion(client: httpx.Client) -> tuple[int, int]:
    """Press Train; the numbers of that listener and of the one that takes the run."""
    config = client.get("/config").json()
    values = {part["id"]: part["props"].get("value") for part in config["components"]}
    slow = next(part["id"] for part in config["components"] if part["props"].get("elem_id") == "slow")
    epochs = next(part["id"] for part in config["components"] if part["props"].get("label") == "Epochs")
    train = next(event for event in config["dependencies"] if event["api_name"] == "train")
    take = next(event for event in config["dependencies"] if event["api_name"] == "take_run")
    chosen = {**values, slow: True, epochs: 50}
    data = [chosen[key] for key in train["inputs"]]
    body = {"data": data, "fn_index": train["id"], "session_hash": "trains"}
    assert client.post("/gradio_api/queue/join", json=body).status_code == 200
    return train["id"], take["id"]


@pytest.mark.slow
@pytest.mark.parametrize("app", [3600.0], indirect=True)  # however long the page takes to ask for the run
def test_a_going_run_ends_with_its_report_and_its_page_takes_it(app: App) -> None:
    headers = {SESSION_HEADER: "trains"}
    with httpx.Client(base_url=app.address, timeout=600, headers=headers) as client:
        _, take = train_in_slow_motion(client)
        told = ""
        with client.stream("GET", "/gradio_api/queue/data?session_hash=trains") as stream:
            for line in stream.iter_lines():
                told += line
                if re.search(r"Epoch \d+ of 50", line) and "SIGTERM" not in told:
                    app.process.send_signal(signal.SIGTERM)
                    told += "SIGTERM"
        after = told.split("SIGTERM")[1]
        assert "What was learned is kept." in after
        assert '"msg":"process_completed"' in after
        body = {"data": [None, None], "fn_index": take, "session_hash": "trains"}
        assert client.post("/gradio_api/queue/join", json=body).status_code == 200
        with client.stream("GET", "/gradio_api/queue/data?session_hash=trains") as stream:
            taken = "".join(stream.iter_lines())
        assert "Run 1" in json.dumps(taken), "the page has the network, for its browser to keep"
        others = httpx.post(
            f"{app.address}/gradio_api/queue/join", json=body, headers={SESSION_HEADER: "other"}, timeout=600
        )
        assert (others.status_code, others.text) == (503, SENTENCE)
    app.process.send_signal(signal.SIGTERM)
    assert app.process.wait(timeout=600) == -signal.SIGTERM, "asked again, it ends at once"

"""A server of its own, which is sent what no page sends."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from onelayer.assets import ASSETS
from tests.hostile.messages import MARK
from tools.served_app import free_port

LONGEST_TOLD = 200  # characters of what a client sent that the log and an answer may repeat
LONGEST_LINE = 700  # characters of the log


@dataclass
class HostileServer:
    """A process that serves the app."""

    address: str
    log: Path
    process: subprocess.Popen[bytes]
    uploads: Path

    def config(self) -> Any:
        """Gradio's configuration of the page."""
        return httpx.get(f"{self.address}/config", timeout=120).json()

    def assert_is_well(self) -> None:
        """It runs, it reads a drawing, and its log has no traceback and nothing long of what it was sent."""
        assert self.process.poll() is None, f"the server has ended:\n{self.log.read_text(errors='replace')[-3000:]}"
        stroke = {"strokes": [[[0.5, 0.15], [0.5, 0.85]]]}
        asked = httpx.post(f"{self.address}/gradio_api/call/read", json={"data": [stroke, "upright"]}, timeout=120)
        answer = httpx.get(f"{self.address}/gradio_api/call/read/{asked.json()['event_id']}", timeout=120).text
        assert '"digit": 1' in answer
        text = self.log.read_text(errors="replace")
        assert "Traceback" not in text, text[max(0, text.index("Traceback") - 1000) :][:4000]
        assert MARK * (LONGEST_TOLD + 1) not in text
        longest = max(text.split("\n"), key=len)
        assert len(longest) < LONGEST_LINE, longest[:2000]


@pytest.fixture(scope="session")
def hostile_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HostileServer]:
    port = free_port()
    folder = tmp_path_factory.mktemp("hostile")
    log, uploads = folder / "log", folder / "uploads"
    with log.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.hostile.server", str(port)],
            cwd=ASSETS.parent,
            env={**os.environ, "GRADIO_TEMP_DIR": str(uploads)},
            stdout=file,
            stderr=subprocess.STDOUT,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until_it_answers(address, process)
        yield HostileServer(address, log, process, uploads.resolve())
    finally:
        process.kill()
        process.wait()


def wait_until_it_answers(address: str, process: subprocess.Popen[bytes]) -> None:
    """Ask until it does."""
    while True:
        assert process.poll() is None, "the server did not start"
        try:
            assert httpx.get(f"{address}/alive", timeout=120).status_code == 200
            return
        except httpx.TransportError:
            time.sleep(0.1)


def assert_tells_nothing(status: int, text: str) -> None:
    """An answer is no stack trace, shows no file of the server, and repeats little of what it answers."""
    assert MARK * (LONGEST_TOLD + 1) not in text
    if status >= 400 or '"success":false' in text:
        for sign in ("Traceback", 'File "', " at 0x", "site-packages", str(ASSETS.parent)):
            assert sign not in text, text[:1000]
        sentences = re.findall(r'"(?:error|detail)": ?"((?:[^"\\]|\\.)*)', text)
        assert all(len(sentence) < 3 * LONGEST_LINE for sentence in sentences), text[:3000]

"""The limits are where they are said to be, and are what the document says."""

import base64
import io
import re
from collections.abc import Iterator
from pathlib import Path

import gradio as gr
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from onelayer import limits
from onelayer.assets import ASSETS
from onelayer.limits import LONGEST_LINK, MOST_EVENTS, NETWORK_FILE_BYTES, UPLOAD_BYTES
from onelayer.processes.training_processes import TrainingProcesses
from onelayer.server.app import build_app, launch_options
from onelayer.server.endpoints import LONGEST_FILE
from tools.make_limits import DOCUMENT, TEMPLATE, format_limits


def test_the_document_is_what_its_script_makes() -> None:
    assert DOCUMENT.read_text("utf-8") == format_limits(), "run `make docs`"


def test_each_limit_of_the_module_is_in_the_document() -> None:
    names = {name for name, value in vars(limits).items() if name.isupper() and isinstance(value, int)} - {"MEGABYTE"}
    assert names <= set(re.findall(r"\{limits\.(\w+)", TEMPLATE.read_text("utf-8")))


def test_each_row_names_the_file_that_tests_it() -> None:
    files = re.findall(r"`(tests/\S+)` \|$", DOCUMENT.read_text("utf-8"), re.MULTILINE)
    assert len(files) > 20
    assert [file for file in files if not (ASSETS.parent / file).is_file()] == []


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    with gr.Blocks(analytics_enabled=False) as page:
        gr.Textbox()
    most = launch_options()["max_file_size"]
    with TestClient(gr.mount_gradio_app(FastAPI(), page, "/sub", max_file_size=most)) as client:
        yield client


def test_a_picture_that_is_too_large_is_refused(client: TestClient) -> None:
    def upload(size: int) -> int:
        return client.post("/sub/gradio_api/upload", files={"files": ("x.png", io.BytesIO(bytes(size)))}).status_code

    assert upload(UPLOAD_BYTES) == 200
    assert upload(UPLOAD_BYTES + 1) == 413


def test_the_page_makes_links_as_long_as_the_server_takes() -> None:
    module = (ASSETS.parent / "onelayer/page/address/link.js").read_text("utf-8")
    assert f"LONGEST = {LONGEST_LINK};" in module


def test_the_page_takes_a_networks_file_as_large_as_the_server_does() -> None:
    module = (ASSETS.parent / "onelayer/page/runs/networks/network_file.js").read_text("utf-8")
    assert f"MOST_BYTES = {NETWORK_FILE_BYTES:_};" in module
    assert len(base64.b64encode(bytes(NETWORK_FILE_BYTES))) == LONGEST_FILE


def test_as_many_events_as_the_document_says_are_answered_at_the_same_time(idle_processes: TrainingProcesses) -> None:
    page = build_app(idle_processes)
    assert page._queue.max_size == launch_options()["max_threads"] == MOST_EVENTS

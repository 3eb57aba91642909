"""What a visitor uploads is gone from the server before an hour is over."""

import io
import time
from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any, Self

import gradio as gr
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from PIL import Image

from onelayer.limits import FILE_CHECK_SECONDS, FILE_LIFE_SECONDS
from onelayer.processes.training_processes import TrainingProcesses
from onelayer.server.app import launch_options
from tests.hostile.conftest import assert_tells_nothing

PATIENCE = 600  # seconds


class InAnHour(datetime):
    """A clock that is an hour fast."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        return super().now(tz) + timedelta(hours=1)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where Gradio puts what is uploaded."""
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    return tmp_path


@pytest.fixture
def client(folder: Path, idle_processes: TrainingProcesses, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """The whole page, which looks every second for files whose time is up."""
    from onelayer.server import app

    monkeypatch.setattr(app, "FILE_CHECK_SECONDS", 1)
    page = app.build_app(idle_processes)
    kwargs = launch_options()["app_kwargs"]
    with TestClient(gr.mount_gradio_app(FastAPI(), page, "/sub", app_kwargs=kwargs)) as client:
        yield client


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def picture() -> bytes:
    """A white sheet."""
    content = io.BytesIO()
    Image.new("RGB", (300, 200), "white").save(content, "PNG")
    return content.getvalue()


def read_picture(client: TestClient, path: str) -> Any:
    """What the page does when a picture has been uploaded."""
    listeners = client.get("/sub/config").json()["dependencies"]
    read = next(event for event in listeners if event["api_name"] == "read_upload")
    file = {"path": path, "meta": {"_type": "gradio.FileData"}}
    return client.post("/sub/gradio_api/run/predict", json={"data": [file], "fn_index": read["id"]})


@pytest.mark.filterwarnings("ignore:(No digit was found|The file is not a picture)")  # said so outside of the queue
def test_an_uploaded_picture_goes_when_its_time_is_up(
    folder: Path, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    (path,) = client.post("/sub/gradio_api/upload", files={"files": ("sheet.png", picture())}).json()
    assert folder in Path(path).parents
    assert files_in(folder) == [Path(path)]
    assert read_picture(client, path).status_code == 200
    monkeypatch.setattr("gradio.route_utils.datetime", InAnHour)
    deadline = time.monotonic() + PATIENCE
    while files_in(folder):
        assert time.monotonic() < deadline, f"still there: {files_in(folder)}"
        time.sleep(0.1)  # the server looks once a second
    answer = read_picture(client, path)
    assert_tells_nothing(answer.status_code, answer.text)


def test_that_is_within_the_hour() -> None:
    assert FILE_LIFE_SECONDS + FILE_CHECK_SECONDS < 3600

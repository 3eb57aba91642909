"""The limits are where they are said to be, and are what the document says."""

import io
from collections.abc import Iterator
from pathlib import Path

import gradio as gr
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from onelayer.assets import ASSETS
from onelayer.training.pool import TrainingPool
from onelayer.ui import limits
from onelayer.ui.app import build_app, launch_options
from onelayer.ui.limits import LIMITS, MOST_EVENTS, UPLOAD_BYTES, Limit, SettingError, setting

ROOT = ASSETS.parent
ROWS = {
    cells[0]: cells
    for line in (ROOT / "docs/limits.md").read_text("utf-8").splitlines()
    if line.startswith("| ")
    for cells in [[cell.strip() for cell in line.strip("|").split("|")]]
}


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: limit.name)
def test_the_document_has_each_with_its_value_and_where_it_is_tested(limit: Limit) -> None:
    _, most, name_of_setting, seen, test = ROWS[limit.name]
    assert most == f"{limit.most:,} {limit.unit}"
    assert name_of_setting.strip("`") == limit.setting
    assert seen
    assert (ROOT / test.strip("`")).is_file()


def test_the_document_has_no_others() -> None:
    assert set(ROWS) - {"limit", "---"} == {limit.name for limit in LIMITS}


def test_each_number_of_the_module_is_among_them() -> None:
    numbers = {value for name, value in vars(limits).items() if name.isupper() and isinstance(value, int)}
    named = {limit.most for limit in LIMITS} | {limits.MEGABYTE, limits.FILE_LIFE_SECONDS, limits.FILE_CHECK_SECONDS}
    assert numbers <= named


def test_a_setting_is_taken_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert setting("ONE_LAYER_NOTHING", 7) == 7
    monkeypatch.setenv("ONE_LAYER_NOTHING", " 250 ")
    assert setting("ONE_LAYER_NOTHING", 7) == 250


@pytest.mark.parametrize("text", ["0", "-1", "1.5", "1e3", "much", "²", "000"])
def test_a_setting_that_is_none_is_said(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONE_LAYER_NOTHING", text)
    with pytest.raises(SettingError, match=r"ONE_LAYER_NOTHING is .*; expected a whole number above 0, such as 7"):
        setting("ONE_LAYER_NOTHING", 7)


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


def test_as_many_events_as_the_document_says_are_answered_at_the_same_time(idle_pool: TrainingPool) -> None:
    page = build_app(idle_pool)
    assert page._queue.max_size == launch_options()["max_threads"] == MOST_EVENTS

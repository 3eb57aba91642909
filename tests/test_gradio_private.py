"""What the app uses of Gradio beyond its documented interface is still there, and does what the app expects of it."""

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path

import gradio as gr
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from gradio import component_meta

from onelayer.ui.components.browser_component import event_field
from onelayer.ui.gradio_private import UPLOAD_ROUTE, BlocksThatAnswerErrors, event_data, write_no_stubs

COMPONENT = "import gradio as gr\n\n\nclass Own(gr.HTML):\n    EVENTS = ['click']\n"


class Answering(BlocksThatAnswerErrors):
    def answer_error(self, handler: str, error: Exception) -> gr.Error:
        return gr.Error(f"{handler}: {type(error).__name__}", print_exception=False)


def fail(value: str) -> str:
    raise KeyError(value)


def fail_later(value: str) -> Iterator[str]:
    yield value
    raise KeyError(value)


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with Answering(analytics_enabled=False) as page:
        text = gr.Textbox()
        text.submit(fail, text, text, api_name="fail")
        text.change(fail_later, text, text, api_name="fail_later")
    with TestClient(gr.mount_gradio_app(FastAPI(), page, "/sub")) as client:
        yield client


def test_a_failed_request_is_answered_by_us_without_a_traceback(
    client: TestClient, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = client.post("/sub/gradio_api/run/fail", json={"data": ["x"]})
    assert (answer.status_code, answer.json()["error"]) == (500, "fail: KeyError")
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("name", ["fail", "fail_later"])
def test_so_is_one_that_went_through_the_queue(
    client: TestClient, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    event = client.post(f"/sub/gradio_api/call/{name}", json={"data": ["x"]}).json()["event_id"]
    answer = client.get(f"/sub/gradio_api/call/{name}/{event}").text
    assert "event: error" in answer
    assert f"{name}: KeyError" in answer
    assert capsys.readouterr() == ("", "")


def test_files_are_uploaded_where_we_think(client: TestClient) -> None:
    assert client.post(f"/sub{UPLOAD_ROUTE}", files={"files": ("a.txt", b"a")}).status_code == 200


def define_component(folder: Path) -> None:
    """A component's class in a file of its own, imported."""
    path = folder / "own_component.py"
    path.write_text(COMPONENT)
    spec = importlib.util.spec_from_file_location("own_component", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["own_component"] = module
    try:
        spec.loader.exec_module(module)
    finally:
        del sys.modules["own_component"]


def test_a_components_class_writes_no_stub(tmp_path: Path) -> None:
    assert hasattr(component_meta, "create_or_modify_pyi"), "Gradio calls what writes stubs by another name now"
    write_no_stubs()
    define_component(tmp_path)
    assert [path.name for path in tmp_path.glob("*.pyi")] == []
    assert list(Path(__file__).parent.parent.joinpath("onelayer").rglob("*.pyi")) == []


def test_what_an_event_carries_is_read() -> None:
    event = gr.EventData(None, {"index": 3})
    assert event_data(event) == {"index": 3}
    assert event_field(event, "index") == 3
    assert event_field(event, "row") is None
    assert event_field(gr.EventData(None, None), "index") is None

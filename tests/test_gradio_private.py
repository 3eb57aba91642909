"""What the app uses of Gradio beyond its documented interface is still there, and does what the app expects of it."""

from collections.abc import Iterator

import gradio as gr
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from onelayer.ui.gradio_private import UPLOAD_ROUTE, BlocksThatAnswerErrors


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

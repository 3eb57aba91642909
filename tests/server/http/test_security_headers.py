"""What a browser is told with every answer."""

from collections.abc import Iterator
from typing import Any

import gradio as gr
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from onelayer.server.app import launch_options
from onelayer.server.http.request_errors import Page
from onelayer.server.http.security_headers import HEADERS, POLICY, SecurityHeaders


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with Page(analytics_enabled=False) as page:
        gr.Textbox()
    app = gr.mount_gradio_app(FastAPI(), page, "", app_kwargs=launch_options()["app_kwargs"])
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/config",
        "/alive",
        "/service-worker.js",
        "/theme.css",
        "/nowhere",
        "/assets/none.js",
        "/gradio_api/file=/x",
    ],
)
def test_every_answer_has_them(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


def test_so_has_a_refusal(client: TestClient) -> None:
    answer = client.post("/gradio_api/run/predict", content=b"x" * 9_000_000)
    assert answer.status_code == 413
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_scripts_come_from_the_page_only_and_nothing_is_asked_of_others() -> None:
    allowed = " ".join(sources for name, sources in POLICY.items() if name != "frame-ancestors")
    assert "http" not in allowed
    assert "*" not in allowed
    assert POLICY["default-src"] == POLICY["base-uri"] == "'self'"
    assert POLICY["object-src"] == "'none'"


def test_a_space_may_show_the_page_in_its_frame() -> None:
    assert POLICY["frame-ancestors"].split() == [
        "'self'",
        "https://huggingface.co",
        "https://*.huggingface.co",
        "https://*.hf.space",
    ]


def test_an_answers_own_stay() -> None:
    sent: list[Any] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        own = [(b"referrer-policy", b"no-referrer")]
        await send({"type": "http.response.start", "status": 200, "headers": own})

    async def send(message: Any) -> None:
        sent.append(message)

    call = SecurityHeaders(app)({"type": "http"}, None, send)
    with pytest.raises(StopIteration):  # it waits for nothing
        call.send(None)
    headers = dict(sent[0]["headers"])
    assert headers[b"referrer-policy"] == b"no-referrer"
    assert len(headers) == len(HEADERS)

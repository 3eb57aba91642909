"""Gradio's routes that the page does not need are closed, and those that it needs are not."""

from collections.abc import Iterator

import gradio as gr
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.routing import Match

from onelayer.page.gradio_private import UNUSED_ROUTES
from onelayer.server.app import launch_options
from onelayer.server.http.closed_routes import SENTENCE, closed_routes
from onelayer.server.http.request_errors import Page


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with Page(analytics_enabled=False) as page:
        gr.Textbox()
    app = gr.mount_gradio_app(FastAPI(), page, "/sub", app_kwargs=launch_options()["app_kwargs"])
    with TestClient(app) as client:
        yield client


@pytest.mark.parametrize("route", UNUSED_ROUTES)
def test_they_are_closed(client: TestClient, route: str) -> None:
    for path in (route, f"{route}/", f"{route}/x", f"{route}=http://127.0.0.1/"):
        for method in ("GET", "POST"):
            answer = client.request(method, f"/sub{path}")
            assert (answer.status_code, answer.json()) == (404, {"error": SENTENCE}), path


def test_gradio_has_them(client: TestClient) -> None:
    """An upgrade that renames one is noticed."""
    known = " ".join(client.get("/sub/openapi.json").json()["paths"])
    assert [route for route in UNUSED_ROUTES if route not in known] == []


@pytest.mark.parametrize(
    "path",
    ["/", "/config", "/gradio_api/info", "/gradio_api/upload", "/gradio_api/queue/join", "/gradio_api/run/stream"],
)
def test_others_are_not(path: str) -> None:
    for scope in (
        {"type": "http", "method": "POST", "path": path},
        {"type": "http", "method": "POST", "path": f"/sub{path}", "root_path": "/sub"},
    ):
        assert all(route.matches(scope)[0] is Match.NONE for route in closed_routes())

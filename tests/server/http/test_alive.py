import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from onelayer.server.app_version import app_version
from onelayer.server.http.alive import alive_route


def test_the_server_says_its_version_and_no_proxy_keeps_the_answer() -> None:
    response = TestClient(Starlette(routes=[alive_route()])).get("/alive")
    assert response.headers["cache-control"] == "no-store"
    assert response.json() == {"version": app_version()}


def test_the_version_changes_with_gradio(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onelayer.server.app_version.version", lambda _: "0.0.0")
    assert app_version.__wrapped__() != app_version()

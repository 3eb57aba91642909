from pathlib import Path

from starlette.applications import Starlette
from starlette.testclient import TestClient

from onelayer.server.app_version import app_version, digest_of
from onelayer.server.http.alive import alive_route


def test_the_server_says_its_version_and_no_proxy_keeps_the_answer() -> None:
    response = TestClient(Starlette(routes=[alive_route()])).get("/alive")
    assert response.headers["cache-control"] == "no-store"
    assert response.json() == {"version": app_version()}


def test_the_version_changes_with_any_file_of_the_page_and_with_gradio(tmp_path: Path) -> None:
    paths = [tmp_path / "a.py", tmp_path / "b.js"]
    for path in paths:
        path.write_text("1")
    version = digest_of(paths, "6.31.0")
    assert digest_of(paths[::-1], "6.31.0") == version
    assert digest_of(paths, "6.32.0") != version
    assert digest_of(paths[:1], "6.31.0") != version
    paths[1].write_text("2")
    assert digest_of(paths, "6.31.0") != version

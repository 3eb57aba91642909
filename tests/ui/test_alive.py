from pathlib import Path

from starlette.applications import Starlette
from starlette.testclient import TestClient

from onelayer.ui.app import launch_options
from onelayer.ui.app_version import app_version, digest_of


def ask() -> dict[str, str]:
    """What a server that has just started answers."""
    client = TestClient(Starlette(routes=launch_options()["app_kwargs"]["routes"]))
    response = client.get("/alive")
    assert response.headers["cache-control"] == "no-store"
    answer: dict[str, str] = response.json()
    assert client.get("/alive").json() == answer
    return answer


def test_each_start_of_the_server_is_another_of_the_same_version() -> None:
    first, second = ask(), ask()
    assert first["server"] != second["server"]
    assert first["version"] == second["version"] == app_version()


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

"""A request that is meant for another server is refused before anything is done."""

import pytest
from fastapi.testclient import TestClient
from gradio.routes import App

from onelayer.processes.training_processes import TrainingProcesses
from onelayer.ui.app import build_app, launch_options
from onelayer.ui.misdirected import HEADER, MISDIRECTED


@pytest.fixture(scope="module")
def client(idle_processes: TrainingProcesses) -> TestClient:
    """Of the whole app, as it is served."""
    app_kwargs = launch_options()["app_kwargs"]
    return TestClient(App.create_app(build_app(idle_processes), app_kwargs=app_kwargs))


JOIN = {"fn_index": 0, "session_hash": "somebody", "data": []}
REQUESTS = [
    ("POST", "/gradio_api/queue/join", JOIN),
    ("POST", "/gradio_api/run/predict", JOIN),
    ("GET", "/gradio_api/queue/data?session_hash=somebody", None),
    ("GET", "/gradio_api/heartbeat/somebody", None),
]


@pytest.mark.parametrize(("method", "path", "message"), REQUESTS)
def test_what_is_meant_for_another_server_is_not_done(
    client: TestClient, method: str, path: str, message: object
) -> None:
    response = client.request(method, path, json=message, headers={HEADER: "0123456789abcdef"})
    assert response.status_code == MISDIRECTED
    assert response.json() == {"detail": "This is another server than the one that was asked."}


@pytest.mark.parametrize("headers", [{}, {HEADER: "this"}])
def test_what_is_meant_for_this_one_or_for_any_is(client: TestClient, headers: dict[str, str]) -> None:
    this = client.get("/alive").json()["server"]
    answer = client.get("/gradio_api/info", headers=dict.fromkeys(headers, this))
    assert answer.status_code == 200

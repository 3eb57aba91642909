"""Tests of the page as a whole, outside a browser."""

import gradio as gr
import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from onelayer.page.components.browser_component import PageComponent
from onelayer.processes.training_processes import TrainingProcesses
from onelayer.server.app import build_app, launch_options


@pytest.fixture(scope="module")
def app(idle_processes: TrainingProcesses) -> gr.Blocks:
    """The page."""
    return build_app(idle_processes)


def test_each_component_can_be_left_as_it_is(app: gr.Blocks) -> None:
    """Gradio makes a component anew, without its value, where a handler that may change it says nothing of it."""
    components = [block for block in app.blocks.values() if isinstance(block, PageComponent)]
    assert len(components) > 20
    for component in components:
        arguments = {key: value for key, value in component.constructor_args.items() if key != "value"}
        again = type(component)(**arguments, render=False)
        assert again.elem_id == component.elem_id


def test_it_starts_on_a_machine_that_is_too_busy_for_gradios_own_check(
    app: gr.Blocks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gradio.networking.url_ok", lambda _: False)
    _, address, _ = app.launch(**launch_options(), prevent_thread_lock=True, quiet=True)
    assert httpx.get(f"{address}alive", timeout=600).status_code == 200
    app.close(verbose=False)


def test_the_page_is_compressed_and_what_is_short_is_not(app: gr.Blocks) -> None:
    client = TestClient(gr.mount_gradio_app(FastAPI(), app, "", app_kwargs=launch_options()["app_kwargs"]))
    page, short = (client.get(path, headers={"Accept-Encoding": "gzip"}) for path in ("/", "/alive"))
    assert page.headers["content-encoding"] == "gzip"
    assert int(page.headers["content-length"]) < len(page.content) / 4
    assert "content-encoding" not in short.headers

"""What the app uses of Gradio beyond its documented interface is still there, and does what the app expects of it."""

import importlib.util
import inspect
import sys
import tracemalloc
from asyncio import Queue
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr
import orjson
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from gradio import component_meta, queueing, routes
from gradio.route_utils import API_PREFIX
from gradio.server_messages import CloseStreamMessage, UnexpectedErrorMessage
from gradio.state_holder import SessionState

from onelayer.limits import LONGEST_SESSION_NAME
from onelayer.page.components.browser_component import event_field
from onelayer.page.gradio_private import (
    MANIFEST_LINK,
    UPLOAD_ROUTE,
    BlocksThatAnswerErrors,
    write_no_stubs,
)
from onelayer.page.modules import PACKAGE
from onelayer.processes.training_processes import TrainingProcesses

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


@pytest.mark.parametrize("data", [None, "index", ["index"], 7])
def test_a_field_of_an_event_is_read_if_it_is_there(data: Any) -> None:
    event = gr.EventData(None, {"index": 3})
    assert event_field(event, "index") == 3
    assert event_field(event, "row") is None
    assert event_field(gr.EventData(None, data), "index") is None


FRONTEND = Path(gr.__file__).parent / "templates/frontend"
CLIENT = "\n".join(path.read_text("utf-8") for path in FRONTEND.glob("assets/index-*.js"))


def test_the_page_links_its_manifest_right_before_its_scripts(client: TestClient) -> None:
    page = client.get("/sub/").text
    assert page.count(MANIFEST_LINK) == 1
    assert page.split(MANIFEST_LINK)[1].lstrip().startswith('<script type="module" crossorigin src="./assets/index-')


def test_the_pages_scripts_ask_the_server_with_fetch_under_the_address_that_server_js_knows(client: TestClient) -> None:
    script = (PACKAGE / "page/server/server.js").read_text("utf-8")
    assert f"const API = '{API_PREFIX}/';" in script
    assert "queue/data" in script
    assert "=`queue/data`" in CLIENT
    assert "XMLHttpRequest" not in CLIENT
    assert "new EventSource" not in CLIENT


def test_the_messages_of_a_stream_that_gradio_stream_js_reads_and_writes_are_the_pages() -> None:
    for word in ("close_stream", "unexpected_error", "session_not_found"):
        assert word in CLIENT
        assert word in (PACKAGE / "page/server/gradio_stream.js").read_text("utf-8")
    unknown = orjson.dumps(UnexpectedErrorMessage(message="", session_not_found=True).model_dump(), default=str)
    assert b'"session_not_found":true' in unknown
    assert b'"msg":"close_stream"' in orjson.dumps(CloseStreamMessage().model_dump(), default=str)


def test_the_page_reloads_only_where_a_stream_says_broken_or_unknown() -> None:
    """Both of which gradio_stream.js keeps from it; the other place is for workflows, not for us."""
    reloading = {
        path.name.split("-")[0] for path in FRONTEND.glob("assets/*.js") if "location.reload" in path.read_text("utf-8")
    }
    assert reloading == {"Blocks", "Index", "Login"}
    (blocks,) = FRONTEND.glob("assets/Blocks-*.js")
    text = blocks.read_text("utf-8")
    assert text.count("location.reload") == 1
    assert "if(s.broken||s.session_not_found){this.connection_lost||" in text


def test_a_visitors_parts_have_no_descriptions_and_get_none() -> None:
    with Answering(analytics_enabled=False) as page:
        text = gr.Textbox("as built")
    state = SessionState(page)
    state._update_value_in_config(text._id, "changed")
    state[text._id] = gr.Textbox("made anew", render=False)
    state._update_config(text._id)
    assert not any(state.config_values.values())
    assert list(state.components) == []
    assert state[text._id].value == "made anew"
    assert page.get_config_file()["components"][0]["props"]["value"] == "as built"


@pytest.mark.parametrize("road", ["run/fail", "queue/join", "call/fail"])
def test_a_session_with_a_name_that_no_page_gives_itself_is_refused(client: TestClient, road: str) -> None:
    for name in ("x" * (LONGEST_SESSION_NAME + 1), "", "x" * 10**6):
        body = {"data": [None], "session_hash": name, "fn_index": 0}
        assert client.post(f"/sub/gradio_api/{road}", json=body).status_code == 422


def test_a_session_of_someone_who_only_looks_takes_little_memory(idle_processes: TrainingProcesses) -> None:
    from onelayer.server.app import build_app

    SessionState(page := build_app(idle_processes))
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    states = [SessionState(page) for _ in range(100)]
    taken = (tracemalloc.get_traced_memory()[0] - before) / len(states)
    tracemalloc.stop()
    assert taken < 25_000


def test_the_queue_forgets_the_sessions_that_were_used_the_longest_ago_and_their_calls(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("onelayer.page.gradio_private.MOST_CONVERSATIONS", 3)
    with Answering(analytics_enabled=False) as page:
        page.queue()
    conversations, calls = page._queue.pending_messages_per_session, page._queue.pending_event_ids_session
    for number in range(5):
        name = f"call {number}"
        conversations[name], calls[name] = Queue(), {name}
        assert conversations["call 0"]
    del conversations["call 4"]
    assert set(conversations) == set(calls) == {"call 0", "call 3"}


def test_gradio_touches_a_session_whenever_it_has_something_to_say_or_looks_whether_it_has() -> None:
    assert "messages = self.pending_messages_per_session[event.session_hash]" in inspect.getsource(queueing.Queue)
    assert "timeout=10" in inspect.getsource(routes.App.create_app)

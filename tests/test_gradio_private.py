"""What the app uses of Gradio beyond its documented interface is still there, and does what the app expects of it."""

import importlib.util
import inspect
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import gradio as gr
import orjson
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from gradio import component_meta, route_utils
from gradio.route_utils import API_PREFIX
from gradio.server_messages import CloseStreamMessage, UnexpectedErrorMessage
from gradio.state_holder import SessionState, StateHolder

from onelayer.ui.components.browser_component import event_field
from onelayer.ui.gradio_private import (
    MANIFEST_LINK,
    UPLOAD_ROUTE,
    BlocksThatAnswerErrors,
    event_data,
    frontend_files,
    write_no_stubs,
)
from onelayer.ui.modules import PACKAGE

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


class Counted(gr.Textbox):
    made: ClassVar[int] = 0

    def __init__(self, *arguments: Any, **options: Any) -> None:
        Counted.made += 1
        super().__init__(*arguments, **options)


def test_a_component_that_a_handler_leaves_as_it_is_is_not_made_anew() -> None:
    with Answering(analytics_enabled=False) as page:
        first, second, third, other = Counted(), Counted(), Counted("as it is"), Counted()
        shown = [first, second, third]
        first.submit(lambda: {first: "one", second: gr.Textbox(label="L")}, None, shown, api_name="some")
        first.change(lambda: {third: "three"}, None, shown, api_name="one")
        first.input(lambda: ("a", "b", "c"), None, shown, api_name="all")
        first.blur(lambda: {other: "?"}, None, shown, api_name="unknown")
    with TestClient(gr.mount_gradio_app(FastAPI(), page, "/sub")) as client:

        def answers(name: str) -> Any:
            return client.post(f"/sub/gradio_api/run/{name}", json={"data": []}).json()

        made = Counted.made
        assert answers("one")["data"] == [{"__type__": "update"}, {"__type__": "update"}, "three"]
        assert answers("all")["data"] == ["a", "b", "c"]
        assert Counted.made == made
        one, changed, same = answers("some")["data"]
        assert (one, changed["label"], same) == ("one", "L", {"__type__": "update"})
        assert Counted.made == made + 1
        assert answers("unknown")["error"].endswith(": ValueError")


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


FRONTEND = Path(gr.__file__).parent / "templates/frontend"
CLIENT = "\n".join(path.read_text("utf-8") for path in FRONTEND.glob("assets/index-*.js"))


def test_the_page_links_its_manifest_right_before_its_scripts(client: TestClient) -> None:
    page = client.get("/sub/").text
    assert page.count(MANIFEST_LINK) == 1
    assert page.split(MANIFEST_LINK)[1].lstrip().startswith('<script type="module" crossorigin src="./assets/index-')


def test_the_pages_scripts_ask_the_server_with_fetch_under_the_address_that_server_js_knows(client: TestClient) -> None:
    script = (PACKAGE / "ui/components/server.js").read_text("utf-8")
    assert f"const API = '{API_PREFIX}/';" in script
    assert all(name in script for name in ("heartbeat/", "queue/data"))
    assert "=`queue/data`" in CLIENT
    assert "=`heartbeat`" in CLIENT
    assert "XMLHttpRequest" not in CLIENT
    assert "new EventSource" not in CLIENT


def test_the_messages_of_a_stream_that_event_stream_js_reads_and_writes_are_the_pages() -> None:
    for word in ("close_stream", "unexpected_error", "session_not_found"):
        assert word in CLIENT
        assert word in (PACKAGE / "ui/components/event_stream.js").read_text("utf-8")
    unknown = orjson.dumps(UnexpectedErrorMessage(message="", session_not_found=True).model_dump(), default=str)
    assert b'"session_not_found":true' in unknown
    assert b'"msg":"close_stream"' in orjson.dumps(CloseStreamMessage().model_dump(), default=str)


def test_the_page_reloads_only_where_a_stream_says_broken_or_unknown() -> None:
    """Both of which event_stream.js and connection.js keep from it; the other place is for workflows, not for us."""
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


def test_gradio_holds_sessions_by_the_methods_that_we_replace() -> None:
    """Ours is tested in tests/ui/test_bounded_sessions.py; here, that Gradio calls it where it called its own."""
    own = {name for name in vars(StateHolder) if not name.startswith("__")}
    assert own == {"set_blocks", "update", "delete_all_expired_state", "delete_state"}
    source = inspect.getsource(StateHolder)
    assert "self.session_data[session_id] = SessionState(self.blocks)" in source
    assert "self.update(session_id)" in source
    assert "app.state_holder.delete_all_expired_state()" in inspect.getsource(route_utils)
    assert "session_hash=session_hash" in inspect.getsource(route_utils.call_process_api)
    assert "state=session_state" in inspect.getsource(route_utils.call_process_api)


def test_the_files_of_the_page_are_found_for_each_kind_of_component() -> None:
    frame = frontend_files([])
    assert [name for name in frame if name.startswith("assets/Blocks-")]
    for kind in ("tabs", "tabitem", "row", "column", "html", "markdown", "accordion"):
        assert set(frontend_files([kind])) > set(frame), kind
    assert all((FRONTEND / name).is_file() for name in frontend_files(["tabs", "html"]))


def test_an_unknown_kind_of_component_needs_nothing_more() -> None:
    assert frontend_files(["nothing"]) == frontend_files([])


def test_gradio_asks_for_matplotlib_in_every_request() -> None:
    from gradio import utils

    source = inspect.getsource(utils.MatplotlibBackendMananger)
    assert "import matplotlib" in source
    assert "except ImportError" in source

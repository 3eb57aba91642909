"""The tools of assistants, called with the official client of their protocol."""

import asyncio
import base64
import json
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import gradio as gr
import httpx
import pytest
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client
from mcp.types import TextContent, Tool

from onelayer.files.network_file import parse_network
from onelayer.limits import MESSAGE_BYTES, TOLD_BACK
from onelayer.server.app import build_app, launch_options
from onelayer.server.assistants import LONGEST_TEXT
from onelayer.server.examples import EXAMPLES, SEVEN
from onelayer.server.http.closed_routes import SENTENCE
from onelayer.settings import MCP_SETTING
from tests.support.own_thread import in_own_thread
from tests.support.pretended_processes import PretendedProcesses
from tests.support.waiting import wait_until
from tools.served_app import free_port

NAMES = ["read", "read_picture", "read_number", "train", "teach", "inspect", "digits", "captchas", "export"]
PICTURE = EXAMPLES["read_picture"]["picture"]

Result = TypeVar("Result")


@dataclass(frozen=True)
class Answer:
    """What a tool has answered, and the progress on the way."""

    is_error: bool
    text: str
    progress: list[tuple[float, float | None, str | None]]

    @property
    def value(self) -> Any:
        assert not self.is_error, self.text
        return json.loads(self.text)


class Assistant:
    """A client of the page's tools."""

    def __init__(self, page: gr.Blocks) -> None:
        self.page = page
        self.address = f"{page.local_url}gradio_api/"

    def ask(self, question: Callable[[ClientSession], Coroutine[Any, Any, Result]]) -> Result:
        async def connect() -> Result:
            async with (
                streamable_http_client(f"{self.address}mcp/") as (answers, questions, _),
                ClientSession(answers, questions) as session,
            ):
                await session.initialize()
                return await question(session)

        return in_own_thread(lambda: asyncio.run(connect()))

    def tools(self) -> list[Tool]:
        async def list_tools(session: ClientSession) -> list[Tool]:
            return (await session.list_tools()).tools

        return self.ask(list_tools)

    def call(self, name: str, values: dict[str, Any], with_progress: bool = False) -> Answer:
        heard: list[tuple[float, float | None, str | None]] = []

        async def hear(progress: float, total: float | None, message: str | None) -> None:
            heard.append((progress, total, message))

        async def call(session: ClientSession) -> Answer:
            result = await session.call_tool(name, values, progress_callback=hear if with_progress else None)
            (content,) = result.content
            assert isinstance(content, TextContent)
            return Answer(bool(result.isError), content.text, heard)

        return self.ask(call)


@pytest.fixture(scope="module")
def processes() -> Iterator[PretendedProcesses]:
    processes = PretendedProcesses(1)
    yield processes
    processes.close()


@pytest.fixture(scope="module")
def assistant(processes: PretendedProcesses) -> Iterator[Assistant]:
    page = build_app(processes)
    page.launch(**launch_options(), server_port=free_port(), prevent_thread_lock=True, quiet=True)
    yield Assistant(page)
    page.close(verbose=False)


def test_the_tools_are_the_endpoints_and_nothing_of_the_page(assistant: Assistant) -> None:
    tools = assistant.tools()
    assert [tool.name for tool in tools] == NAMES
    named = httpx.get(f"{assistant.address}info", timeout=60).json()["named_endpoints"]
    assert list(named) == [f"/{name}" for name in NAMES]
    for tool in tools:
        assert tool.description
        assert "Returns" in tool.description
        assert all(each["description"] for each in tool.inputSchema["properties"].values())


def test_a_recipes_settings_are_known_with_their_limits(assistant: Assistant) -> None:
    (train,) = (tool for tool in assistant.tools() if tool.name == "train")
    settings = train.inputSchema["properties"]["recipe"]["properties"]
    assert settings["epochs"] == {"type": "integer", "minimum": 1, "maximum": 50, "default": 5}
    assert settings["input_form"]["enum"] == ["raw", "scaled", "upright", "directions"]


def test_a_drawing_is_read_with_its_reasons(assistant: Assistant) -> None:
    reading = assistant.call("read", {"drawing": {"strokes": SEVEN}}).value
    assert (reading["digit"], reading["sure"]) == (7, True)
    assert reading["verdict"].startswith("It is a 7")
    assert reading["reasons"] == {
        "runner_up": reading["reasons"]["runner_up"],
        "torn_between": None,
        "familiar": True,
        "two_digits": False,
    }


def test_a_picture_is_read_that_comes_as_text_or_was_uploaded(assistant: Assistant) -> None:
    base64_text = PICTURE.partition(",")[2]
    files = {"files": ("seven.png", base64.b64decode(base64_text))}
    (path,) = httpx.post(f"{assistant.address}upload", files=files, timeout=60).json()
    for picture in (PICTURE, base64_text, f"{assistant.address}file={path}"):
        assert assistant.call("read_picture", {"picture": picture}).value["digit"] == 7


def test_numbers_are_read_in_strokes_and_in_a_picture(assistant: Assistant) -> None:
    for written, number in ((EXAMPLES["read_number"]["written"], "17"), (PICTURE, "7")):
        (found,) = assistant.call("read_number", {"written": written}).value["numbers"]
        assert found["number"] == number


@pytest.mark.parametrize(
    ("picture", "message"),
    [
        ("https://example.org/seven.png", "not opened"),
        ("http://127.0.0.1:1/seven.png", "not opened"),
        ("http://127.0.0.1/gradio_api/file=/etc/passwd", "not uploaded here"),
        ("http://127.0.0.1/gradio_api/file=../../etc/passwd", "not uploaded here"),
        ("/etc/passwd", "no picture"),
        ("data:image/png;base64,AAAA", "not a picture"),
        ({"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}}, "not of type"),
    ],
)
def test_no_other_picture_is_opened(assistant: Assistant, picture: Any, message: str) -> None:
    answer = assistant.call("read_picture", {"picture": picture})
    assert answer.is_error
    assert message in answer.text


def test_no_value_names_a_file_of_the_server(assistant: Assistant, tmp_path: Path) -> None:
    """Gradio's own server would upload it to itself."""
    secret = tmp_path / "secret"
    secret.write_text("secret")
    answer = assistant.call("read", {"drawing": {"path": str(secret), "meta": {"_type": "gradio.FileData"}}})
    assert (answer.is_error, "Files are given as text" in answer.text) == (True, True)


@pytest.mark.slow
def test_a_run_tells_how_far_it_is(assistant: Assistant) -> None:
    answer = assistant.call("train", {"recipe": {"epochs": 2}}, with_progress=True)
    assert answer.progress[-1] == (3, 3, "epoch 2, training accuracy 50.0%")
    last = answer.value["reports"][-1]
    assert (last["finished"], last["validation"][1]) == (True, 0.5)
    assert "left out" in last["network"]
    assert assistant.call("train", {"recipe": {"epochs": 2}}).value["reports"][-1] == last


def test_a_run_whose_assistant_has_gone_ends(assistant: Assistant, processes: PretendedProcesses) -> None:
    async def begin_and_go(session: ClientSession) -> None:
        async def go(progress: float, total: float | None, message: str | None) -> None:
            begun.set()

        begun = asyncio.Event()
        call = asyncio.create_task(session.call_tool("train", {"recipe": {}}, progress_callback=go))
        await begun.wait()
        call.cancel()

    processes.runs_on = True
    try:
        assistant.ask(begin_and_go)
        wait_until(lambda: not processes.going)
    finally:
        processes.runs_on = False


def test_a_file_is_given_as_an_address(assistant: Assistant) -> None:
    file = assistant.call("export", {"network": "article"}).value
    assert file["name"].endswith(".safetensors")
    content = httpx.get(file["address"], timeout=60).raise_for_status().content
    assert parse_network(content).network.kernel.shape == (784, 10)


def test_no_long_text_is_given(assistant: Assistant) -> None:
    for name, values in (("inspect", {}), ("digits", {"rows": [0, 1, 2]}), ("teach", dict(EXAMPLES["teach"]))):
        assert len(assistant.call(name, values).text) < 2 * LONGEST_TEXT


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        ("train", {"recipe": {"epochs": 51}}, "maximum of 50"),
        ("train", {"recipe": {"epoch": 1}}, "no 'epoch'"),
        ("train", {}, "'recipe' is a required property"),
        ("teach", {"drawings": []}, "no drawings"),
        ("read", {"drawing": {"strokes": SEVEN}, "network": "Q" * 2000}, "There is no network"),
        ("read", {"drawing": "Q" * 2000}, "QQQ"),
        ("Q" * 2000, {}, "Unknown tool"),
    ],
)
def test_what_is_wrong_is_refused_in_a_short_sentence(
    assistant: Assistant, name: str, values: dict[str, Any], message: str
) -> None:
    answer = assistant.call(name, values)
    assert answer.is_error
    assert message in answer.text
    assert len(answer.text) <= TOLD_BACK


def test_a_message_that_is_too_large_is_refused(assistant: Assistant) -> None:
    message = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "x" * MESSAGE_BYTES}}
    headers = {"accept": "application/json, text/event-stream"}
    answer = httpx.post(f"{assistant.address}mcp/", json=message, headers=headers, timeout=60)
    assert answer.status_code == 413
    assert "too large" in answer.json()["error"]


def test_the_earlier_way_to_serve_assistants_is_closed(assistant: Assistant) -> None:
    """Gradio has it still: `mcp/sse` is a stream without an end."""
    for answer in (
        httpx.get(f"{assistant.address}mcp/sse", timeout=60),
        httpx.post(f"{assistant.address}mcp/messages/?session_id=0", json={}, timeout=60),
    ):
        assert (answer.status_code, answer.json()["error"]) == (404, SENTENCE)


def test_a_setting_turns_them_off(monkeypatch: pytest.MonkeyPatch) -> None:
    for setting, expected in (("off", False), ("on", True)):
        monkeypatch.setenv(MCP_SETTING, setting)
        assert launch_options()["mcp_server"] is expected

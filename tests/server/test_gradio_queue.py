"""What calls rely on in Gradio's queue: how they wait, are stopped and left, and that nothing of them stays."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

import gradio as gr
import httpx
import pytest

from onelayer.processes.training_processes import TrainingProcesses
from onelayer.server.app import build_app, launch_options
from onelayer.server.endpoints import Endpoints
from onelayer.server.http.request_errors import Page
from tests.support.pretended_processes import PretendedProcesses
from tests.support.waiting import SECONDS, wait_until
from tools.served_app import free_port

MOST = 5  # sessions of each kind that this server keeps
RUN: list[Any] = [{}, "", False, ""]
FIGURE = {"strokes": [[[0.5, 0.2], [0.5, 0.8]]]}

Events = Iterator[dict[str, Any]]


class Server:
    """The endpoints, served with one training process that trains nothing."""

    def __init__(self) -> None:
        self.processes = PretendedProcesses(1)
        with Page(analytics_enabled=False) as self.page:
            Endpoints(self.processes).add()
        self.page.queue(max_size=100)
        options = {**launch_options(), "state_session_capacity": MOST}
        self.page.launch(**options, server_port=free_port(), prevent_thread_lock=True, quiet=True)
        self.names = (f"call-{number}" for number in count())
        self.client = httpx.Client(base_url=f"{self.page.local_url}gradio_api/", timeout=SECONDS)

    @property
    def queue(self) -> Any:
        return self.page._queue

    def join(self, name: str, values: list[Any]) -> dict[str, Any]:
        """Put a call into the queue as the page does; what stops it."""
        index = next(key for key, function in self.page.fns.items() if function.api_name == name)
        call = {"fn_index": index, "session_hash": next(self.names)}
        answer = self.client.post("queue/join", json={**call, "data": values, "simple_format": True})
        return {**call, "event_id": answer.raise_for_status().json()["event_id"]}

    def begin(self) -> dict[str, Any]:
        """Begin a run without an end, which has the only process."""
        self.processes.runs_on = True
        call = self.join("train", RUN)
        wait_until(lambda: bool(self.processes.going))
        return call

    @contextmanager
    def events(self, call: dict[str, Any]) -> Iterator[Events]:
        """What a call hears; it leaves at the end of the block."""
        with self.client.stream("GET", "queue/data", params={"session_hash": call["session_hash"]}) as stream:
            lines = (line for line in stream.iter_lines() if line.startswith("data: "))
            yield (json.loads(line.removeprefix("data: ")) for line in lines)

    def cancel(self, call: dict[str, Any]) -> None:
        self.client.post("cancel", json=call).raise_for_status()


@pytest.fixture(scope="module")
def only_server() -> Iterator[Server]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("onelayer.page.gradio_private.MOST_CONVERSATIONS", MOST)
        server = Server()
        yield server
        server.client.close()
        server.page.close()
        server.processes.close()


@pytest.fixture
def server(only_server: Server) -> Iterator[Server]:
    only_server.processes.runs_on = False
    yield only_server
    only_server.processes.runs_on = False
    wait_until(lambda: not only_server.processes.going and not len(only_server.queue))


def until(events: Events, message: str) -> list[dict[str, Any]]:
    """The events up to the first of a kind, which is the last of them."""
    heard = []
    for event in events:
        if event["msg"] != "heartbeat":
            heard.append(event)
        if event["msg"] == message:
            return heard
    raise AssertionError(f"No {message}: {heard}")


def test_reports_come_whole_and_not_as_what_has_changed(server: Server) -> None:
    with server.events(server.join("train", RUN)) as events:
        heard = until(events, "process_completed")
    reports = [event for event in heard if event["msg"] == "process_generating"]
    batches = [report["batch"] for event in reports for report in event["output"]["data"][0]["reports"]]
    assert batches == [1, 2, 750]
    assert all(event["success"] for event in [*reports, heard[-1]])
    assert reports[0]["output"]["data"][0]["reports"][0]["training"] == [None, 0.5]


def test_a_refusal_comes_as_a_sentence(server: Server) -> None:
    with server.events(server.join("train", [{"epochs": 0}, "", False, ""])) as events:
        end = until(events, "process_completed")[-1]
    assert not end["success"]
    assert end["output"]["error"].startswith("epochs must be a whole number")
    assert end["output"]["title"] == "RecipeError", "the page knows errors by their kinds"


def test_a_run_that_is_stopped_ends_and_its_process_does_the_next_call(server: Server) -> None:
    call = server.begin()
    with server.events(call) as events:
        until(events, "process_generating")
        server.cancel(call)
        wait_until(lambda: not server.processes.going)
        server.processes.runs_on = False
        with server.events(server.join("train", RUN)) as others:
            assert until(others, "process_completed")[-1]["success"]


def test_who_waits_hears_the_place_and_one_that_is_stopped_while_it_waits_is_passed_over(server: Server) -> None:
    first, second, third = server.begin(), server.join("train", RUN), server.join("train", RUN)
    with server.events(second) as seconds, server.events(third) as thirds:
        assert until(seconds, "estimation")[-1]["rank"] == 0
        estimation = until(thirds, "estimation")[-1]
        assert estimation["rank"] == 1
        assert "rank_eta" in estimation
        server.cancel(second)
        wait_until(lambda: len(server.queue) == 1)
        server.processes.runs_on = False  # the first one ends
        assert until(thirds, "process_completed")[-1]["success"]
        heard = until(seconds, "process_completed")
    assert "process_starts" not in [event["msg"] for event in heard]
    with server.events(first) as events:
        assert until(events, "process_completed")[-1]["success"]


def test_a_page_that_leaves_gives_its_place_free_and_its_process(server: Server) -> None:
    first, second = server.begin(), server.join("train", RUN)
    with server.events(second) as waiting:
        until(waiting, "estimation")
        with server.events(first) as events:
            until(events, "process_generating")
        until(waiting, "process_starts")
        with server.events(server.join("train", RUN)) as third:
            until(third, "estimation")
        wait_until(lambda: len(server.queue) == 0)
    wait_until(lambda: not server.processes.going)


def test_a_lesson_waits_in_the_same_line_as_a_run(server: Server) -> None:
    run = server.begin()
    with server.events(server.join("teach", ["more-hands", ""])) as events:
        assert until(events, "estimation")[-1]["rank"] == 0
    server.cancel(run)


def test_nothing_stays_of_calls_that_have_ended(server: Server) -> None:
    for number in range(6 * MOST):
        call = server.join("train", RUN) if number % 3 else server.join("read", [FIGURE, "article"])
        with server.events(call) as events:
            until(events, "process_starts" if number % 5 == 1 else "process_completed")
    wait_until(lambda: not server.queue.event_ids_to_events)
    app: Any = server.page.server_app
    assert len(app.state_holder.session_data) == len(app.state_holder.time_last_used) == MOST
    assert len(server.queue.pending_messages_per_session) <= MOST
    assert len(server.queue.pending_event_ids_session) <= MOST
    assert app.iterators == {}


def test_the_page_has_no_state_on_the_server(idle_processes: TrainingProcesses) -> None:
    """So Gradio's page opens no stream that says that it is open; `page/server/server.js` opens one."""
    page = build_app(idle_processes)
    assert [block for block in page.blocks.values() if isinstance(block, gr.State)] == []
    assert page.get_config_file()["connect_heartbeat"] is False

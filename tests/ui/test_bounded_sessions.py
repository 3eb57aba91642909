"""All sessions together stay within a limit. A page whose session was removed gives its things back to the server."""

import tracemalloc
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import gradio as gr
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.middleware import Middleware

from onelayer.ui.forgotten_sessions import SESSION_HEADER, TellForgotten
from onelayer.ui.gradio_private import EMPTY_SESSION_BYTES, BoundedStateHolder, bounded_sessions
from onelayer.ui.limits import LONGEST_SESSION_NAME
from onelayer.ui.request_errors import ANSWERS, Page
from onelayer.ui.session import Session
from onelayer.ui.session_bytes import bytes_of
from onelayer.ui.stop_flags import MOST_FLAGS, StopFlags
from tests.ui.test_session import bytes_in_memory, make_run, with_runs

LIMIT = 5_000_000
HOUR = 3600


def run_once(session: Session) -> tuple[Session, str]:
    """A handler: one more run."""
    session = session.add_run(make_run())
    return session, " ".join(named.key for named in session.runs)


@pytest.fixture
def page() -> Page:
    page: Page
    with Page(analytics_enabled=False) as page:
        session, button, text = gr.State(Session()), gr.Button(), gr.Textbox()
        button.click(run_once, session, [session, text], api_name="run_once", queue=False)
    return page


@pytest.fixture
def client(page: Page) -> Iterator[TestClient]:
    kwargs = {
        "lifespan": bounded_sessions(LIMIT, bytes_of, 6 * HOUR),
        "middleware": [Middleware(TellForgotten)],
        "exception_handlers": ANSWERS,
    }
    with TestClient(gr.mount_gradio_app(FastAPI(), page, "", app_kwargs=kwargs)) as client:
        yield client


def press(client: TestClient, session: str) -> Any:
    """What a visitor's page does when Train is pressed; its answer."""
    body = {"data": [None], "session_hash": session, "fn_index": 0}
    return client.post("/gradio_api/run/predict", json=body, headers={SESSION_HEADER: session})


def keys_of(answer: Any) -> str:
    assert answer.status_code == 200, answer.text
    keys: str = answer.json()["data"][1]
    return keys


def test_many_visitors_stay_within_the_limit_and_the_least_recently_used_go_first(
    page: Page, client: TestClient
) -> None:
    for number in range(60):
        assert keys_of(press(client, f"visitor{number}")) == "run-1"
        press(client, "stays")
        holder = page.state_holder
        assert isinstance(holder, BoundedStateHolder)
        assert sum(holder.sizes.values()) == holder.total <= LIMIT
    kept = list(holder.session_data)
    assert kept[-1] == "stays"
    assert kept[:-1] == [f"visitor{number}" for number in range(60 - len(kept) + 1, 60)]
    assert 2 < len(kept) < 60
    assert keys_of(press(client, "stays")).split()[-1] == "run-61"


def test_who_has_had_to_go_is_told_once_before_anything_is_done(page: Page, client: TestClient) -> None:
    for number in range(60):
        press(client, f"visitor{number}")
    answer = press(client, "visitor0")
    assert answer.status_code == 410
    assert "let go of your runs" in answer.json()["error"]
    assert "visitor0" not in page.state_holder
    assert keys_of(press(client, "visitor0")) == "run-1"
    assert keys_of(press(client, "visitor0")) == "run-1 run-2"


@pytest.fixture
def holder(page: Page) -> BoundedStateHolder:
    holder = BoundedStateHolder(LIMIT, bytes_of, 6 * HOUR)
    holder.set_blocks(page)
    return holder


def use(holder: BoundedStateHolder, name: str, session: Session) -> None:
    """A request that leaves a session as it is given."""
    state = holder[name]
    key = next(key for key, block in state.blocks_config.blocks.items() if isinstance(block, gr.State))
    state[key] = session
    holder.measure(name, state)


def test_empty_sessions_are_counted_too_and_are_not_remembered(holder: BoundedStateHolder) -> None:
    for number in range(LIMIT // EMPTY_SESSION_BYTES + 10):
        holder[f"empty{number}"]
    assert holder.total <= LIMIT
    assert "empty0" not in holder
    assert not holder.forgotten


def test_a_session_alone_stays_however_large(holder: BoundedStateHolder) -> None:
    holder.most_bytes = 1000
    use(holder, "alone", with_runs(3))
    assert list(holder.session_data) == ["alone"]
    use(holder, "next", Session())
    assert list(holder.session_data) == ["next"]
    assert holder.take_forgotten("alone")
    assert not holder.take_forgotten("alone")


def test_an_answer_that_comes_after_its_session_has_gone_is_not_counted(holder: BoundedStateHolder) -> None:
    gone = holder["gone"]
    holder.most_bytes = 1000
    use(holder, "other", with_runs(1))
    total = holder.total
    holder.measure("gone", gone)
    holder.measure(None, gone)
    assert holder.total == total


def test_a_closed_page_keeps_its_session_for_an_hour_and_an_open_one_for_six(holder: BoundedStateHolder) -> None:
    for name, hours, closed in (("old", 7, False), ("closed", 2, True), ("open", 2, False), ("just closed", 0, True)):
        use(holder, name, with_runs(1))
        holder.session_data[name].is_closed = closed
        holder.time_last_used[name] = datetime.now() - timedelta(hours=hours)
    holder.delete_all_expired_state()
    assert list(holder.session_data) == ["open", "just closed"]
    assert list(holder.forgotten) == ["old", "closed"]
    assert holder.total == sum(holder.sizes.values())
    assert set(holder.time_last_used) == set(holder.session_data)


@pytest.mark.parametrize("road", ["run/predict", "queue/join"])
def test_a_name_that_no_page_gives_itself_is_refused(client: TestClient, road: str) -> None:
    for name in ("x" * (LONGEST_SESSION_NAME + 1), "", "x" * 10**6):
        if name or road == "queue/join":
            body = {"data": [None], "session_hash": name, "fn_index": 0}
            answer = client.post(f"/gradio_api/{road}", json=body)
            assert answer.status_code == 400
            assert answer.json()["detail"] == f"A session's name has 1 to {LONGEST_SESSION_NAME} characters."


@pytest.mark.parametrize("runs", [0, 1, 12])
def test_what_is_counted_is_what_a_session_takes(runs: int) -> None:
    session = with_runs(runs, snapshots=9)
    taken = bytes_in_memory(session, set())
    assert 0.97 * taken <= bytes_of(session) + 500 <= 1.6 * taken + 1000


def test_a_session_of_a_visitor_who_only_looks_takes_what_is_counted_for_it(holder: BoundedStateHolder) -> None:
    holder["first"]
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    for number in range(100):
        holder[f"s{number}"]
    taken = (tracemalloc.get_traced_memory()[0] - before) / 100
    tracemalloc.stop()
    assert taken < EMPTY_SESSION_BYTES


def test_flags_of_visitors_who_have_left_do_not_gather() -> None:
    flags = StopFlags()
    for number in range(MOST_FLAGS + 5):
        flags.set(str(number))
    assert not flags.is_set("4")
    assert flags.is_set("5")
    flags.clear("5")
    flags.clear("never")
    assert not flags.is_set("5")

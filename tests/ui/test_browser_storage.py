"""What a browser keeps of a session, and what is made of it when it comes back, whatever it is."""

import base64
import json
from dataclasses import asdict
from typing import Any

import gradio as gr
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onelayer.training.teaching import Lesson
from onelayer.ui.app import RestoredViews, follow, restore
from onelayer.ui.browser_storage import make_storage_update, parse_stored
from onelayer.ui.components.browser_storage import BrowserStorage, StorageUpdate, StoredItem
from onelayer.ui.limits import KEPT_FILE_BYTES, MOST_RUNS
from onelayer.ui.session import Session
from onelayer.ui.tabs.handwriting import build_handwriting_tab
from onelayer.ui.tabs.retrain import build_retrain_tab
from onelayer.ui.views.kept_settings import DEFAULTS, KeptSettings, parse_kept_settings
from onelayer.ui.views.session_publisher import SessionPublisher
from tests.ui.test_session import make_run, with_runs

NOT_FILES: list[Any] = [None, 3, "", "!!", "AAAA", "\ud800", {}, ["AAAA"], base64.b64encode(b"x" * 1000).decode()]


def taught(session: Session, strength: float = 0.8) -> Session:
    """The session after a lesson."""
    directions = session.network("directions")
    curve = np.linspace(0.9, 1, 21)
    return session.with_lesson(Lesson(directions, directions, 30, 30, curve, curve, 1.0), strength)


def kept(session: Session, before: Session | None = None) -> list[dict[str, Any]]:
    """The items as a page has them."""
    return [asdict(item) for item in make_storage_update(session, before).items or ()]


@pytest.fixture
def views(publisher: SessionPublisher) -> RestoredViews:
    with gr.Blocks(analytics_enabled=False):
        retrain = build_retrain_tab()
        handwriting = build_handwriting_tab()
    settings = KeptSettings(retrain.settings, retrain.slow, retrain.with_drawings, handwriting.writer)
    return RestoredViews(publisher, handwriting, settings)


def come_back(views: RestoredViews, session: Session, **data: Any) -> Any:
    """What a page that opens is answered."""
    return restore(views, session, gr.EventData(None, data))


def test_the_browser_keeps_the_hand_the_pinned_runs_and_the_latest() -> None:
    session = taught(with_runs(4).pin("run-2", True))
    assert [(item["key"], item["kept"]) for item in kept(session)] == [
        ("hand", True),
        ("run-2", True),
        ("run-4", False),
    ]


def test_only_what_has_changed_is_sent_again() -> None:
    before = taught(with_runs(2).pin("run-1", True))
    assert [item["key"] for item in kept(before) if item["file"]] == ["hand", "run-1", "run-2"]
    after = before.add_run(make_run())
    assert [(item["key"], bool(item["file"])) for item in kept(after, before)] == [
        ("hand", False),
        ("run-1", False),
        ("run-3", True),
    ]
    assert [item["name"] for item in kept(before.rename("run-1", "first"), before)] == ["Your hand", "first", "Run 2"]
    assert not any(item["file"] for item in kept(before.rename("run-1", "first"), before))
    moved = [item["key"] for item in kept(taught(before, 0.2), before) if item["file"]]
    assert moved == ["hand"]
    deleted = after.delete("run-3")
    assert [item["key"] for item in kept(deleted, after) if item["file"]] == ["run-2"], "the latest one now"


def test_all_of_it_comes_back_and_nothing_of_it_is_sent_again(views: RestoredViews) -> None:
    session = taught(with_runs(3).pin("run-1", True).rename("run-1", "first"), 0.4)
    updates = come_back(views, Session(), items=kept(session))
    back = updates[views.publisher.session]
    assert [(named.key, named.name, named.pinned) for named in back.runs] == [
        ("run-1", "first", True),
        ("run-3", "Run 3", False),
    ]
    assert (back.network("run-1").kernel == session.network("run-1").kernel).all()
    assert back.runs_ever == 3
    assert (back.strength, back.lesson.held_out) == (0.4, 30)
    update = updates[views.publisher.storage]
    assert [item.file for item in update.items] == [None] * 3
    assert update.problem == ""
    offer = updates[views.publisher.network]
    assert [choice.name for choice in offer.choices[3:]] == ["Your hand", "Run 3", "first"]
    assert [choice.file for choice in offer.choices] == [None] * 6
    assert offer.chosen is None, "the page knows who reads"
    assert "Your drawings (30 " in updates[views.handwriting.lesson]


def test_what_is_lacking_is_sent(views: RestoredViews) -> None:
    updates = come_back(views, taught(with_runs(2)))
    assert all(item.file for item in updates[views.publisher.storage].items)
    assert all(choice.file for choice in updates[views.publisher.network].choices[3:])


def test_what_the_session_has_already_stays(views: RestoredViews) -> None:
    session, other = taught(with_runs(1), 0.1), taught(with_runs(1).rename("run-1", "other"), 0.9)
    back = come_back(views, session, items=kept(other))[views.publisher.session]
    assert (back.name_of("run-1"), back.strength) == ("Run 1", 0.1)


@pytest.mark.parametrize("file", NOT_FILES)
def test_what_cannot_be_read_is_said_and_stays(views: RestoredViews, file: Any) -> None:
    items = [*kept(with_runs(1)), {"key": "run-7", "name": "Broken", "kept": True, "file": file}]
    updates = come_back(views, Session(), items=items)
    update = updates[views.publisher.storage]
    assert update.unread == ("run-7",)
    assert update.problem.startswith("Broken cannot be read. ")
    back = updates[views.publisher.session]
    assert [named.key for named in back.runs] == ["run-1"]
    assert back.add_run(make_run()).runs[-1].key == "run-8", "its key is not used again"


def test_a_file_that_is_too_large_is_not_read() -> None:
    for size, sentence in ((KEPT_FILE_BYTES, "not a network"), (KEPT_FILE_BYTES + 3, "larger than 250,000 bytes")):
        file = base64.b64encode(bytes(size)).decode()
        stored = parse_stored([{"key": "run-1", "name": "x", "kept": True, "file": file}])
        assert sentence in stored.problems[0]


def test_more_than_there_is_room_for_is_left_out_and_a_place_stays_free() -> None:
    (item,) = kept(with_runs(1))
    items = [{**item, "key": f"run-{number}", "name": "same", "kept": True} for number in range(1, 30)]
    session = parse_stored(items).given_to(Session())
    assert len(session.runs) == MOST_RUNS
    assert len({named.name for named in session.runs}) == MOST_RUNS
    assert len(session.add_run(make_run()).runs) == MOST_RUNS


WILD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(["hand", "run-1"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["key", "name", "kept", "file", "x"]), inner)
    ),
    max_leaves=12,
)


@given(WILD)
def test_no_stored_content_breaks_it(items: Any) -> None:
    stored = parse_stored(items)
    for session in (stored.given_to(Session()), stored.in_place_of(with_runs(1))):
        assert len(session.runs) <= MOST_RUNS
    assert len(stored.unread) <= len(stored.problems)


@pytest.mark.parametrize("payload", [None, 3, "", "{", "[]", '{"text": ""}', '{"heard": 3}', "[" * 100_000])
def test_what_another_page_cannot_have_kept_is_refused(payload: Any) -> None:
    with pytest.raises(gr.Error, match="expected what another page keeps"):
        BrowserStorage(key="k").preprocess(payload)


def test_a_page_follows_another_of_the_same_browser(views: RestoredViews) -> None:
    first = with_runs(2)
    second = parse_stored(kept(first)).given_to(Session())
    first = taught(first.add_run(make_run()))
    updates = follow(views, kept(first), second)
    session = updates[views.publisher.session]
    assert [named.key for named in session.runs] == ["run-2", "run-3"]
    assert session.hand is not None
    assert updates[views.publisher.storage] == StorageUpdate(), "the browser has it"
    files = {choice.key: choice.file for choice in updates[views.publisher.network].choices}
    assert files["run-2"] is None
    assert files["run-3"]
    assert follow(views, [], session)[views.publisher.session].runs == ()


def test_what_another_page_has_unpinned_or_deleted_is_gone_and_what_was_never_kept_stays() -> None:
    session = with_runs(3).pin("run-1", True)
    others = parse_stored(kept(session)[1:])
    assert [named.key for named in others.in_place_of(session).runs] == ["run-2", "run-3"]


def test_a_run_that_both_pages_trained_at_the_same_time_is_not_lost() -> None:
    mine, theirs = Session().add_run(make_run(4)), with_runs(1)
    session = parse_stored(kept(theirs)).in_place_of(mine)
    assert (session.network("run-1").kernel == theirs.network("run-1").kernel).all()
    assert session.network("run-2") is mine.network("run-1")
    assert [named.name for named in session.runs] == ["Run 1", "Run 1 (2)"]


def test_a_run_that_both_pages_have_keeps_its_snapshots() -> None:
    session = Session().add_run(make_run(30))
    followed = parse_stored(kept(session)).in_place_of(session)
    assert followed.runs[0].run is session.runs[0].run


def test_the_settings_come_back(views: RestoredViews) -> None:
    settings = {**DEFAULTS, "epochs": 7, "slow": True}
    updates = come_back(views, Session(), items=[], settings=json.loads(json.dumps(settings)))
    assert updates[views.settings.slow] is True
    assert updates[views.settings.settings.by_name["epochs"]] == 7


@pytest.mark.parametrize(
    "change",
    [
        {"epochs": 99},
        {"preset": "none"},
        {"preset": []},
        {"slow": 1},
        {"seed": "x"},
        {"more": 1},
        {"decay": []},
    ],
)
def test_settings_that_are_none_are_not_taken(views: RestoredViews, change: dict[str, Any]) -> None:
    updates = come_back(views, Session(), items=[], settings={**DEFAULTS, **change})
    assert views.settings.slow not in updates


def test_a_field_that_was_left_empty_has_the_usual_value_again() -> None:
    assert parse_kept_settings({**DEFAULTS, "epochs": 7, "learning_rate": None}) == {**DEFAULTS, "epochs": 7}


@given(WILD)
def test_no_settings_break_it(settings: Any) -> None:
    assert parse_kept_settings(settings) is None


def test_two_requests_to_forget_are_two_values() -> None:
    storage = BrowserStorage(key="k")
    first, second = (storage.postprocess(StorageUpdate(forget="all")) for _ in range(2))
    assert first != second
    assert json.loads(first)["forget"] == "all"


def test_an_update_travels_whole() -> None:
    value = StorageUpdate([StoredItem("run-1", "Run 1", True, "AAAA")], unread=("run-2",))
    sent = json.loads(BrowserStorage(key="k").postprocess(value))
    assert sent["items"] == [{"key": "run-1", "name": "Run 1", "kept": True, "file": "AAAA"}]
    assert sent["unread"] == ["run-2"]

"""What a browser keeps, and what is made of it when it comes back, whatever it is."""

import json
from dataclasses import replace
from typing import Any

import gradio as gr
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onelayer.storage import load_shipped_network
from onelayer.ui.app import follow
from onelayer.ui.browser_storage import StoredSession, format_contents, make_storage_update, parse_stored_session
from onelayer.ui.components.browser_storage import BrowserStorage, StorageUpdate
from onelayer.ui.drawing_collection import DrawingCollection
from onelayer.ui.session import Session
from onelayer.ui.views.session_publisher import SessionPublisher
from tests.hands import stubborn_hand


@pytest.fixture(scope="module")
def session() -> Session:
    collection, _ = DrawingCollection().add_all(stubborn_hand(2))
    return replace(Session(), collection=collection, yours=load_shipped_network("upright"))


def test_drawings_and_network_come_back_as_they_were(session: Session) -> None:
    update = make_storage_update(session)
    assert update.words == "Kept in this browser, and nowhere else: 20 drawings and your network."
    back = parse_stored_session(update.text)
    assert back.problem == ""
    assert [d.label for d in back.collection.drawings] == [d.label for d in session.collection.drawings]
    assert max(abs(a - b).max() for x, y in zip(back.collection.drawings, session.collection.drawings, strict=True)
               for a, b in zip(x.strokes, y.strokes, strict=True)) < 1e-4  # fmt: skip
    assert back.yours is not None
    assert (back.yours.network.kernel == load_shipped_network("upright").network.kernel).all()
    assert not back.collection.before, "what was loaded is no change to be undone"


def test_nothing_to_keep_is_an_empty_text() -> None:
    assert make_storage_update(Session()).text == ""


def test_what_the_session_has_already_is_not_overwritten(session: Session) -> None:
    back = StoredSession(DrawingCollection(), None).add_to(session)
    assert back is session
    other, _ = DrawingCollection().add_all(stubborn_hand(1))
    assert len(StoredSession(other, None).add_to(session).collection) == 20
    assert len(StoredSession(other, None).add_to(Session()).collection) == 10


@pytest.mark.parametrize(
    "text",
    [None, 3, "", "{", "[]", "null", '{"drawings": 3, "yours": null}', '{"drawings": "", "yours": "!!"}',
     '{"drawings": "", "yours": "AAAA"}', '{"drawings": "\\ud800", "yours": null}', "[" * 100_000],
)  # fmt: skip
def test_what_cannot_be_read_is_said(text: Any) -> None:
    stored = parse_stored_session(text)
    assert "cannot be read" in stored.problem
    assert (len(stored.collection), stored.yours) == (0, None)


def test_broken_lines_are_left_out_and_counted(session: Session) -> None:
    fields = json.loads(make_storage_update(session).text or "")
    fields["drawings"] += "{broken}\n"
    stored = parse_stored_session(json.dumps(fields))
    assert len(stored.collection) == 20
    assert stored.problem == "1 drawing could not be read."


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), lambda each: st.lists(each)
                    | st.dictionaries(st.sampled_from(["drawings", "yours", "x"]), each)))  # fmt: skip
def test_no_json_breaks_it(value: Any) -> None:
    assert isinstance(parse_stored_session(json.dumps(value)), StoredSession)


@pytest.mark.parametrize("payload", [None, 3, "", "{", "[]", '{"text": ""}', '{"heard": 3}', "[" * 100_000])
def test_what_another_page_cannot_have_kept_is_refused(payload: Any) -> None:
    with pytest.raises(gr.Error, match="expected what another page keeps"):
        BrowserStorage(key="k").preprocess(payload)


def test_what_another_page_stores_takes_the_place_of_what_there_was(
    session: Session, publisher: SessionPublisher
) -> None:
    other = replace(Session(), collection=DrawingCollection().add_all(stubborn_hand(1))[0])
    updates = follow(publisher, make_storage_update(other).text or "", session, "yours")
    now = updates[publisher.session]
    assert (len(now.collection), now.yours, now.collection.before) == (10, None, ())
    assert updates[publisher.storage] == StorageUpdate(None, "As in another page of this browser: 10 drawings.")
    updates = follow(publisher, "", session, "yours")
    now = updates[publisher.session]
    assert (len(now.collection), now.yours, updates[publisher.network].value) == (0, None, "directions")
    assert updates[publisher.storage].words == "As in another page of this browser: nothing any more."
    assert list(follow(publisher, '{"drawings": 3}', session, "yours")) == [publisher.storage]


def test_what_is_stored_is_counted_in_words(session: Session) -> None:
    one, _ = DrawingCollection().add_all(stubborn_hand(1)[:1])
    assert format_contents(replace(Session(), collection=one)) == "1 drawing"
    assert format_contents(replace(Session(), yours=session.yours)) == "your network"

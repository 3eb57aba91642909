"""The network that a browser keeps, and what is made of it when it comes back, whatever it is."""

import base64
import json
from typing import Any

import gradio as gr
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onelayer.storage import load_shipped_network
from onelayer.ui.app import follow, restore
from onelayer.ui.browser_storage import StoredNetworkError, make_storage_update, parse_stored_network
from onelayer.ui.components.browser_storage import BrowserStorage, StorageUpdate
from onelayer.ui.session import Session
from onelayer.ui.views.session_publisher import SessionPublisher

UPRIGHT = load_shipped_network("upright")
HAS_UPRIGHT = Session().with_network(UPRIGHT)
TEXT = make_storage_update(HAS_UPRIGHT).yours
NOT_NETWORKS: list[Any] = [None, 3, "", "!!", "AAAA", "\ud800", {}, ["AAAA"], base64.b64encode(b"x" * 1000).decode()]


def test_the_network_comes_back_as_it_was() -> None:
    assert (parse_stored_network(TEXT).network.kernel == UPRIGHT.network.kernel).all()


def test_without_a_network_the_browser_keeps_the_one_that_it_has() -> None:
    assert make_storage_update(Session()) == StorageUpdate(None)


@pytest.mark.parametrize("text", NOT_NETWORKS)
def test_what_cannot_be_read_is_said(text: Any) -> None:
    with pytest.raises(StoredNetworkError, match=r"^The network that it keeps cannot be read \("):
        parse_stored_network(text)


@given(st.none() | st.integers() | st.text() | st.binary().map(lambda each: base64.b64encode(each).decode()))
def test_nothing_breaks_it(text: Any) -> None:
    with pytest.raises(StoredNetworkError):
        parse_stored_network(text)


@pytest.mark.parametrize("payload", [None, 3, "", "{", "[]", '{"text": ""}', '{"heard": 3}', "[" * 100_000])
def test_what_another_page_cannot_have_kept_is_refused(payload: Any) -> None:
    with pytest.raises(gr.Error, match="expected what another page keeps"):
        BrowserStorage(key="k").preprocess(payload)


def test_a_network_that_was_kept_is_there_again_and_reads(publisher: SessionPublisher) -> None:
    updates = restore(publisher, Session(), gr.EventData(None, {"yours": TEXT}))
    assert (updates[publisher.session].network("run-1").kernel == UPRIGHT.network.kernel).all()
    assert updates[publisher.network].chosen == "run-1"
    assert updates[publisher.storage] == StorageUpdate(), "it has it already"


def test_what_the_session_has_already_is_not_overwritten(publisher: SessionPublisher) -> None:
    for text in (make_storage_update(Session().with_network(load_shipped_network("article"))).yours, "AAAA"):
        updates = restore(publisher, HAS_UPRIGHT, gr.EventData(None, {"yours": text}))
        assert updates[publisher.session].network("run-1") is UPRIGHT.network


@pytest.mark.parametrize("data", [None, [], {}, {"yours": 3}, {"yours": "AAAA"}])
def test_what_was_kept_and_cannot_be_read_stays(publisher: SessionPublisher, data: Any) -> None:
    updates = restore(publisher, Session(), gr.EventData(None, data))
    assert list(updates) == [publisher.storage]
    assert updates[publisher.storage].problem.endswith("It stays as it is.")


def test_the_network_of_another_page_takes_the_place_of_what_there_was(publisher: SessionPublisher) -> None:
    updates = follow(publisher, TEXT or "", Session(), "directions")
    assert (updates[publisher.session].network("run-1").kernel == UPRIGHT.network.kernel).all()
    assert updates[publisher.storage] == StorageUpdate()
    updates = follow(publisher, "", HAS_UPRIGHT, "run-1")
    assert (updates[publisher.session].runs, updates[publisher.network].chosen) == ((), "directions")
    assert list(follow(publisher, "AAAA", HAS_UPRIGHT, "run-1")) == [publisher.storage]


def test_two_requests_to_forget_are_two_values() -> None:
    storage = BrowserStorage(key="k")
    first, second = (storage.postprocess(StorageUpdate(forget=True)) for _ in range(2))
    assert first != second
    assert json.loads(first)["forget"]

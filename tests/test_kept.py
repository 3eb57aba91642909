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
from onelayer.ui.components.browser_storage import BrowserStorage, ToKeep
from onelayer.ui.hand import Hand
from onelayer.ui.kept import Kept, in_words, parse_kept, to_keep
from onelayer.ui.session import Session
from tests.test_teaching import stubborn_hand


@pytest.fixture(scope="module")
def session() -> Session:
    hand, _ = Hand().add_all(stubborn_hand(2))
    return replace(Session(), hand=hand, yours=load_shipped_network("upright"))


def test_drawings_and_network_come_back_as_they_were(session: Session) -> None:
    kept = to_keep(session)
    assert kept.words == "Kept in this browser, and nowhere else: 20 drawings and your network."
    back = parse_kept(kept.text)
    assert back.problem == ""
    assert [d.label for d in back.hand.drawings] == [d.label for d in session.hand.drawings]
    assert max(abs(a - b).max() for x, y in zip(back.hand.drawings, session.hand.drawings, strict=True)
               for a, b in zip(x.strokes, y.strokes, strict=True)) < 1e-4  # fmt: skip
    assert back.yours is not None
    assert (back.yours.network.kernel == load_shipped_network("upright").network.kernel).all()
    assert not back.hand.before, "what was loaded is no change to be undone"


def test_nothing_to_keep_is_an_empty_text() -> None:
    assert to_keep(Session()).text == ""


def test_what_the_session_has_already_is_not_overwritten(session: Session) -> None:
    back = Kept(Hand(), None).into(session)
    assert back is session
    other, _ = Hand().add_all(stubborn_hand(1))
    assert len(Kept(other, None).into(session).hand) == 20
    assert len(Kept(other, None).into(Session()).hand) == 10


@pytest.mark.parametrize(
    "text",
    [None, 3, "", "{", "[]", "null", '{"drawings": 3, "yours": null}', '{"drawings": "", "yours": "!!"}',
     '{"drawings": "", "yours": "AAAA"}', '{"drawings": "\\ud800", "yours": null}', "[" * 100_000],
)  # fmt: skip
def test_what_cannot_be_read_is_said(text: Any) -> None:
    kept = parse_kept(text)
    assert "cannot be read" in kept.problem
    assert (len(kept.hand), kept.yours) == (0, None)


def test_broken_lines_are_left_out_and_counted(session: Session) -> None:
    fields = json.loads(to_keep(session).text or "")
    fields["drawings"] += "{broken}\n"
    kept = parse_kept(json.dumps(fields))
    assert len(kept.hand) == 20
    assert kept.problem == "1 drawing could not be read."


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), lambda each: st.lists(each)
                    | st.dictionaries(st.sampled_from(["drawings", "yours", "x"]), each)))  # fmt: skip
def test_no_json_breaks_it(value: Any) -> None:
    assert isinstance(parse_kept(json.dumps(value)), Kept)


@pytest.mark.parametrize("payload", [None, 3, "", "{", "[]", '{"text": ""}', '{"heard": 3}', "[" * 100_000])
def test_what_another_page_cannot_have_kept_is_refused(payload: Any) -> None:
    with pytest.raises(gr.Error, match="expected what another page keeps"):
        BrowserStorage(key="k").preprocess(payload)


def test_what_another_page_keeps_takes_the_place_of_what_there_was(session: Session) -> None:
    other = replace(Session(), hand=Hand().add_all(stubborn_hand(1))[0])
    now, _, said = follow(to_keep(other).text or "", session, "yours")
    assert (len(now.hand), now.yours, now.hand.before) == (10, None, ())
    assert said == ToKeep(None, "As in another page of this browser: 10 drawings.")
    forgot, radio, said = follow("", session, "yours")
    assert (len(forgot.hand), forgot.yours, radio.value) == (0, None, "upright")
    assert said.words == "As in another page of this browser: nothing any more."
    assert follow('{"drawings": 3}', session, "yours")[0] == gr.skip()


def test_words() -> None:
    one, _ = Hand().add_all(stubborn_hand(1)[:1])
    assert in_words(one, None) == "1 drawing"
    assert in_words(Hand(), load_shipped_network("upright")) == "your network"

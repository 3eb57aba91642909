"""The part of a session that the visitor's browser keeps: Your hand, and the lasting runs."""

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from onelayer.run_storage import KeptHand, hand_to_bytes, parse_hand, parse_run, run_to_bytes
from onelayer.storage import StorageError
from onelayer.ui.components.browser_storage import StorageUpdate, StoredItem
from onelayer.ui.limits import KEPT_FILE_BYTES, LONGEST_RUN_NAME, MOST_RUNS
from onelayer.ui.session import HAND, HAND_NAME, RUN_KEY, NamedRun, Session

KEY = "one-layer"
"""The browser stores everything under this key and under keys that begin with it (`components/storage.js`)."""

RUN = re.compile(f"{RUN_KEY}[1-9][0-9]{{0,8}}")
LONGEST_FILE = -(-KEPT_FILE_BYTES // 3) * 4  # characters in base64


class StoredError(ValueError):
    """An item that a browser had stored cannot be read; the message tells the visitor why."""


@dataclass(frozen=True, eq=False)
class Stored:
    """The items that a browser had stored, as far as they can be read.

    Attributes:
        hand: Your hand with its lesson; None if there is none.
        runs: the runs, in the order of their numbers.
        unread: the keys of the items that cannot be read.
        problems: a sentence for each item that cannot be read.
    """

    hand: KeptHand | None = None
    runs: tuple[NamedRun, ...] = ()
    unread: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()

    def given_to(self, session: Session) -> Session:
        """Add these items to a session. Items that the session already has stay as they are."""
        session = session.with_kept_runs(self.runs)
        session = replace(session, runs_ever=max([session.runs_ever, *map(_number_of, self.unread)]))
        return session.with_kept_hand(self.hand) if self.hand and session.hand is None else session

    def in_place_of(self, session: Session) -> Session:
        """Let a session follow another page of the same browser, which has stored these items.

        A pinned run that is no longer stored is removed; other runs stay. If nothing is stored at all, the visitor has
        started over there, and the session becomes empty.
        """
        keys = {*self.unread, *(named.key for named in self.runs)}
        if not keys and not self.hand:
            return Session()
        room = max(0, MOST_RUNS - len(self.runs))
        own = [named for named in session.runs if not named.pinned and named.key not in keys]
        kept = [_same_run(named, session.run(named.key)) for named in self.runs]
        changed = Session(tuple(own[max(0, len(own) - room) :]), runs_ever=session.runs_ever).with_kept_runs(kept)
        if self.hand:
            changed = changed.with_kept_hand(self.hand)
        for named, theirs in ((session.run(each.key), each) for each in kept):
            if named and named.run is not theirs.run:  # two pages trained at the same time
                changed = changed.add_run(named.run, named.name)
        return changed


def _same_run(kept: NamedRun, own: NamedRun | None) -> NamedRun:
    """Return a stored run; if the session has the same run, with all the snapshots that it has there."""
    same = own is not None and (own.run.network.kernel == kept.run.network.kernel).all()
    return replace(kept, run=own.run) if own is not None and same else kept


def _number_of(key: str) -> int:
    return int(key.removeprefix(RUN_KEY)) if RUN.fullmatch(key) else 0


def make_storage_update(session: Session, before: Session | None = None) -> StorageUpdate:
    """List the items that the browser is to keep.

    Args:
        session: the session.
        before: an earlier session whose items the browser has; only the contents of changed items are sent. None: all
            contents are sent.
    """
    items = []
    if session.hand and session.lesson:
        known = before is not None and before.hand is session.hand
        content = None if known else hand_to_bytes(KeptHand(session.hand, session.lesson, session.strength))
        items.append(StoredItem(HAND, HAND_NAME, True, _encode(content)))
    known_runs = {named.run for named in before.lasting_runs} if before else set()
    for named in session.lasting_runs:
        content = None if named.run in known_runs else run_to_bytes(named.run)
        items.append(StoredItem(named.key, named.name, named.pinned, _encode(content)))
    return StorageUpdate(items)


def _encode(content: bytes | None) -> str | None:
    return None if content is None else base64.b64encode(content).decode("ascii")


def parse_stored(items: object) -> Stored:
    """Read the items that a browser had stored, each with the fields of a StoredItem.

    The items may contain anything. An item that cannot be read is left out and named among the problems.
    """
    hand: KeptHand | None = None
    runs: dict[str, NamedRun] = {}
    unread: list[str] = []
    problems: list[str] = []
    for item in items[: MOST_RUNS + 1] if isinstance(items, list) else []:
        fields = item if isinstance(item, Mapping) else {}
        key, name = fields.get("key"), _parse_name(fields.get("name"))
        try:
            if key == HAND:
                hand = parse_hand(_decode(fields.get("file")))
            elif isinstance(key, str) and RUN.fullmatch(key):
                run = parse_run(_decode(fields.get("file")))
                runs[key] = NamedRun(key, name or f"Run {_number_of(key)}", run, fields.get("kept") is True)
            else:
                raise StoredError("It has no name of a run.")
        except (StorageError, StoredError) as error:
            unread += [key] if isinstance(key, str) else []
            problems.append(f"{HAND_NAME if key == HAND else name or 'Something'} cannot be read. {error}")
    kept = tuple(sorted(runs.values(), key=lambda named: _number_of(named.key)))
    return Stored(hand, kept, tuple(unread), tuple(problems))


def _parse_name(name: object) -> str:
    return " ".join(name.split())[:LONGEST_RUN_NAME] if isinstance(name, str) else ""


def _decode(text: object) -> bytes:
    """Decode a text in base64, of at most KEPT_FILE_BYTES bytes."""
    if not isinstance(text, str):
        raise StoredError("It is no text.")
    if len(text) > LONGEST_FILE:
        raise StoredError(f"It is larger than {KEPT_FILE_BYTES:,} bytes.")
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise StoredError(f"It is no base64 ({error}).") from error

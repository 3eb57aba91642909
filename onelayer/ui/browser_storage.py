"""What of a session is stored in the visitor's browser, as text: the drawings, and the network called Yours."""

import base64
import json
from dataclasses import dataclass, replace

from onelayer.data.drawings_file import format_drawings, parse_drawings
from onelayer.storage import network_from_bytes, network_to_bytes
from onelayer.training.trained_network import TrainedNetwork
from onelayer.ui.components.browser_storage import StorageUpdate
from onelayer.ui.drawing_collection import DrawingCollection
from onelayer.ui.session import Session
from onelayer.ui.words import format_count

KEY = "one-layer"


@dataclass(frozen=True, eq=False)
class StoredSession:
    """What a browser had stored.

    Attributes:
        collection: the drawings.
        yours: the network called Yours, if there was one.
        problem: a sentence on what could not be read; empty if all could.
    """

    collection: DrawingCollection
    yours: TrainedNetwork | None
    problem: str = ""

    def add_to(self, session: Session) -> Session:
        """The session with what was stored; what the session has already stays."""
        session = session if len(session.collection) else session.with_collection(self.collection)
        return session if session.yours else replace(session, yours=self.yours)


def make_storage_update(session: Session) -> StorageUpdate:
    """What the browser is to store of a session, and how the page says so."""
    if not len(session.collection) and session.yours is None:
        return StorageUpdate("", "")
    drawings = format_drawings(list(session.collection.drawings)).decode()
    yours = base64.b64encode(network_to_bytes(session.yours)).decode() if session.yours else None
    text = json.dumps({"drawings": drawings, "yours": yours}, ensure_ascii=False, separators=(",", ":"))
    return StorageUpdate(text, f"Kept in this browser, and nowhere else: {format_contents(session)}.")


def format_contents(session: Session) -> str:
    """What of a session is stored, in words: "3 drawings and your network"."""
    drawings = format_count(len(session.collection), "drawing")
    if session.yours is None:
        return drawings
    return f"{drawings} and your network" if len(session.collection) else "your network"


def parse_stored_session(text: object) -> StoredSession:
    """What a browser had stored. The text may be anybody's: what cannot be read is left out, and named."""
    try:
        fields = json.loads(text) if isinstance(text, str) else None
        drawings, yours = fields["drawings"], fields["yours"]  # type: ignore[index]
        found = parse_drawings(drawings.encode())
        collection, count = DrawingCollection().add_all(found.drawings)
        network = network_from_bytes(base64.b64decode(yours, validate=True)) if yours else None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        return StoredSession(DrawingCollection(), None, f"What this browser had kept cannot be read ({error}).")
    missing = len(found.problems) + len(found.drawings) - count
    problem = f"{format_count(missing, 'drawing')} could not be read." if missing else ""
    return StoredSession(DrawingCollection(collection.drawings), network, problem)

"""What of a session is kept in the visitor's browser, as text: the drawings, and the network called Yours."""

import base64
import json
from dataclasses import dataclass, replace

from onelayer.handwriting import format_drawings, parse_drawings
from onelayer.storage import StoredNetwork, network_from_bytes, network_to_bytes
from onelayer.ui.components.browser_storage import ToKeep
from onelayer.ui.hand import Hand
from onelayer.ui.session import Session
from onelayer.ui.words import counted

KEY = "one-layer"


@dataclass(frozen=True, eq=False)
class Kept:
    """What a browser had kept. problem: a sentence on what of it could not be read; empty if all could."""

    hand: Hand
    yours: StoredNetwork | None
    problem: str = ""

    def into(self, session: Session) -> Session:
        """The session with what was kept; what the session has already stays."""
        session = session if len(session.hand) else session.with_hand(self.hand)
        return session if session.yours else replace(session, yours=self.yours)


def to_keep(session: Session) -> ToKeep:
    """What the browser is to keep of a session, and how the page says so."""
    if not len(session.hand) and session.yours is None:
        return ToKeep("", "")
    drawings = format_drawings(list(session.hand.drawings)).decode()
    yours = base64.b64encode(network_to_bytes(session.yours)).decode() if session.yours else None
    text = json.dumps({"drawings": drawings, "yours": yours}, ensure_ascii=False, separators=(",", ":"))
    return ToKeep(text, f"Kept in this browser, and nowhere else: {in_words(session.hand, session.yours)}.")


def in_words(hand: Hand, yours: StoredNetwork | None) -> str:
    """What there is."""
    drawings = counted(len(hand), "drawing")
    if yours is None:
        return drawings
    return f"{drawings} and your network" if len(hand) else "your network"


def parse_kept(text: object) -> Kept:
    """What a browser had kept. The text may be anybody's: what cannot be read is left out, and said."""
    try:
        fields = json.loads(text) if isinstance(text, str) else None
        drawings, yours = fields["drawings"], fields["yours"]  # type: ignore[index]
        found = parse_drawings(drawings.encode())
        hand, count = Hand().add_all(found.drawings)
        network = network_from_bytes(base64.b64decode(yours, validate=True)) if yours else None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        return Kept(Hand(), None, f"What this browser had kept cannot be read ({error}).")
    missing = len(found.problems) + len(found.drawings) - count
    return Kept(Hand(hand.drawings), network, f"{counted(missing, 'drawing')} could not be read." if missing else "")

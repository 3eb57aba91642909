"""What one visitor owns, and the flags that tell a visitor's training to stop."""

import threading
from dataclasses import dataclass, field

import gradio as gr

from onelayer.network import Network
from onelayer.storage import load_shipped_network

HOURS_KEPT = 6

SHIPPED = ("upright", "article")


@dataclass(frozen=True, eq=False)
class Session:
    """yours: the network that the visitor trained last, if any (31 kB)."""

    yours: Network | None = None

    def network(self, name: str) -> Network:
        """The network by its name on the page: upright, article or yours.

        Raises:
            gradio.Error: the visitor has none of that name.
        """
        if name in SHIPPED:
            return load_shipped_network(name).network
        if name == "yours" and self.yours is not None:
            return self.yours
        raise gr.Error("You have no network of your own yet: train one in the Retrain tab.", print_exception=False)


@dataclass
class StopFlags:
    """Which sessions asked their training to stop. Flags cannot live in a session: a gr.State is copied."""

    _asked: set[str] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def ask(self, session: str) -> None:
        """This session's training should stop."""
        with self._lock:
            self._asked.add(session)

    def clear(self, session: str) -> None:
        """A new training begins, or one has ended."""
        with self._lock:
            self._asked.discard(session)

    def asked(self, session: str) -> bool:
        """Has it been asked to stop?"""
        return session in self._asked

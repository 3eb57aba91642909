"""The flags that tell a visitor's training to stop."""

import threading
from dataclasses import dataclass, field


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

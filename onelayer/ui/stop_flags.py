"""The flags that tell a visitor's training to stop."""

import threading
from dataclasses import dataclass, field


@dataclass
class StopFlags:
    """Which visitors want their training to stop. The flags cannot live in a session: a gr.State is copied."""

    _set: set[str] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def set(self, visitor: str) -> None:
        """This visitor's training should stop."""
        with self._lock:
            self._set.add(visitor)

    def clear(self, visitor: str) -> None:
        """A new training begins."""
        with self._lock:
            self._set.discard(visitor)

    def is_set(self, visitor: str) -> bool:
        """Whether this visitor's training should stop."""
        return visitor in self._set

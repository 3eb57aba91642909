"""The flags that tell a visitor's training to stop."""

import threading
from collections import OrderedDict
from dataclasses import dataclass, field

MOST_FLAGS = 10_000  # at the same time; the oldest flags belong to visitors who have left

everybody = threading.Event()
"""Set when all visitors' training should stop because the server ends."""


def stop_everybody() -> None:
    """Stop all training, and let none start."""
    everybody.set()


@dataclass
class StopFlags:
    """The visitors whose training should stop. The flags cannot be in a session, because Gradio copies a gr.State."""

    _set: OrderedDict[str, None] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def set(self, visitor: str) -> None:
        """Ask for this visitor's training to stop."""
        with self._lock:
            self._set[visitor] = None
            if len(self._set) > MOST_FLAGS:
                self._set.popitem(last=False)

    def clear(self, visitor: str) -> None:
        """Remove this visitor's flag, when a new training begins."""
        with self._lock:
            self._set.pop(visitor, None)

    def is_set(self, visitor: str) -> bool:
        """Whether this visitor's training should stop."""
        return everybody.is_set() or visitor in self._set

"""The flags that tell a visitor's training to stop."""

import threading
from collections import OrderedDict
from dataclasses import dataclass, field

MOST_FLAGS = 10_000  # set at once: the oldest are those of visitors who have left

everybody = threading.Event()
"""Whether all visitors' training should stop: the server ends."""


def stop_everybody() -> None:
    """All training should stop, and none should start."""
    everybody.set()


@dataclass
class StopFlags:
    """Which visitors want their training to stop. The flags cannot live in a session: a gr.State is copied."""

    _set: OrderedDict[str, None] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def set(self, visitor: str) -> None:
        """This visitor's training should stop."""
        with self._lock:
            self._set[visitor] = None
            if len(self._set) > MOST_FLAGS:
                self._set.popitem(last=False)

    def clear(self, visitor: str) -> None:
        """A new training begins."""
        with self._lock:
            self._set.pop(visitor, None)

    def is_set(self, visitor: str) -> bool:
        """Whether this visitor's training should stop."""
        return everybody.is_set() or visitor in self._set

"""A fair queue: the visitor who has used the least time is next, so that short jobs do not wait for all long ones."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, eq=False)
class Entry(Generic[Item]):
    """An item that waits in the queue.

    Attributes:
        item: the item.
        visitor: the visitor that it belongs to.
        seconds: the time that it will take, about.
        end: the time when it would end if all visitors were served at once, at the same speed.
        number: its number in the order of arrival.
    """

    item: Item
    visitor: str
    seconds: float
    end: float
    number: int


class FairQueue(Generic[Item]):
    """Weighted fair queueing (Demers, Keshav and Shenker, 1989), with equal weights for all visitors.

    Imagine that all visitors are served at once, each at the same speed: then the items would end in some order. The
    queue gives them out in this order, one after the other. So a short job passes long jobs that wait, and no job waits
    for ever.
    """

    def __init__(self) -> None:
        self._waiting: list[Entry[Item]] = []
        self._now = 0.0  # seconds of service that each visitor would have had so far
        self._ends: dict[str, float] = {}  # by visitor: the end of the latest item, where it is later than now
        self._numbers = count()

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, item: Item, visitor: str, seconds: float) -> Entry[Item]:
        """Add a visitor's item, which will take about so many seconds."""
        end = max(self._now, self._ends.get(visitor, 0.0)) + seconds
        entry = Entry(item, visitor, seconds, end, next(self._numbers))
        self._ends[visitor] = end
        self._waiting.append(entry)
        self._waiting.sort(key=lambda each: (each.end, each.number))
        return entry

    def take(self) -> Entry[Item] | None:
        """Take the next entry out of the queue; None if the queue is empty."""
        if not self._waiting:
            return None
        entry = self._waiting.pop(0)
        self._now = max(self._now, entry.end - entry.seconds)
        self._ends = {visitor: end for visitor, end in self._ends.items() if end > self._now}
        return entry

    def remove(self, entry: Entry[Item]) -> None:
        """Remove an entry, without any cost for its visitor. Does nothing if it no longer waits."""
        if entry in self._waiting:
            self._waiting.remove(entry)
            self.charge(entry.visitor, -entry.seconds)

    def charge(self, visitor: str, seconds: float) -> None:
        """Charge a visitor's account with more seconds than were announced; with fewer if `seconds` is negative."""
        if visitor in self._ends:
            self._ends[visitor] += seconds

    def waits_of(self, is_of: Callable[[Item], bool]) -> bool:
        """Whether an item waits for which `is_of` returns True."""
        return any(is_of(entry.item) for entry in self._waiting)

    @property
    def order(self) -> list[Entry[Item]]:
        """All entries that wait, the next one first."""
        return list(self._waiting)

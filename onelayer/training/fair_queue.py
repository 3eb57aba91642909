"""Who is next: the visitor who has had least, so that short jobs need not wait for all the long ones before them."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, eq=False)
class Entry(Generic[Item]):
    """Something that waits.

    Attributes:
        item: what waits.
        visitor: whose it is.
        seconds: how long it will take, about.
        end: when it would end if all visitors were served at once, at the same speed.
        number: who came first.
    """

    item: Item
    visitor: str
    seconds: float
    end: float
    number: int


class FairQueue(Generic[Item]):
    """Weighted fair queueing (Demers, Keshav and Shenker, 1989), all visitors of one weight.

    If all were served at once, each at the same speed, the jobs would end in some order. In this order they are taken,
    one after the other. So a short job passes long ones that wait, and nothing waits for ever.
    """

    def __init__(self) -> None:
        self._waiting: list[Entry[Item]] = []
        self._now = 0.0  # in seconds of one visitor's service
        self._ends: dict[str, float] = {}  # of each visitor's latest job, where it is later than now
        self._numbers = count()

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, item: Item, visitor: str, seconds: float) -> Entry[Item]:
        """Let something wait that will take so many seconds, and is a visitor's."""
        end = max(self._now, self._ends.get(visitor, 0.0)) + seconds
        entry = Entry(item, visitor, seconds, end, next(self._numbers))
        self._ends[visitor] = end
        self._waiting.append(entry)
        self._waiting.sort(key=lambda each: (each.end, each.number))
        return entry

    def take(self) -> Entry[Item] | None:
        """Who is next, who waits no longer; None if nobody waits."""
        if not self._waiting:
            return None
        entry = self._waiting.pop(0)
        self._now = max(self._now, entry.end - entry.seconds)
        self._ends = {visitor: end for visitor, end in self._ends.items() if end > self._now}
        return entry

    def remove(self, entry: Entry[Item]) -> None:
        """It waits no longer, and has cost its visitor nothing."""
        if entry in self._waiting:
            self._waiting.remove(entry)
            self.charge(entry.visitor, -entry.seconds)

    def charge(self, visitor: str, seconds: float) -> None:
        """What a visitor was given took so much longer than was said, or shorter if it is negative."""
        if visitor in self._ends:
            self._ends[visitor] += seconds

    def waits_of(self, is_of: Callable[[Item], bool]) -> bool:
        """Whether something waits of which this holds."""
        return any(is_of(entry.item) for entry in self._waiting)

    @property
    def order(self) -> list[Entry[Item]]:
        """All that waits, who is next first."""
        return list(self._waiting)

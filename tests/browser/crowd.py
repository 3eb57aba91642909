"""Many visitors without a browser, who ask for digits and train while a story goes on."""

import asyncio
import json
import random
import threading
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType

import httpx

from tools.page_client import CallFailed, PageClient, page_clients

PAUSE = (0.5, 1.5)  # seconds from look to look
TRAINS_EACH = 6  # of so many visitors one trains too
SHORT_RUN = {"epochs": 1, "examples": 1000}
LABELLED = json.dumps({"label": 7, "writer": "", "strokes": [[[0.3, 0.2], [0.7, 0.2], [0.45, 0.85]]]})


@dataclass
class Visitor:
    """One of them, and what has come of it.

    Attributes:
        page: what asks for the visitor.
        trains: whether the visitor trains.
        looks: how often the visitor was shown digits.
        runs: how many were trained.
        broken: how many broke off in the middle.
    """

    page: PageClient
    trains: bool
    looks: int = 0
    runs: int = 0
    broken: int = 0


class Crowd:
    """Visitors of a page, in a thread; `with` ends their visits.

    Attributes:
        visitors: all of them.
        problems: what they were answered that no visitor should be.
    """

    def __init__(self, address: str, count: int) -> None:
        self.address, self.count = address, count
        self.visitors: list[Visitor] = []
        self.problems: list[str] = []
        self.wanted_runs = 0  # of each who trains
        self._ended = False
        self._news = threading.Condition()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._visit_all()))

    def __enter__(self) -> "Crowd":
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        self._ended = True
        self._thread.join()

    def wait_until(self, happened: Callable[[], bool], seconds: float = 300) -> None:
        """Until something is so, or a problem has come up."""
        with self._news:
            done = self._news.wait_for(lambda: bool(self.problems) or happened(), seconds)
        assert not self.problems, self.problems
        assert done, [(each.looks, each.runs, each.broken) for each in self.visitors]

    def wait_until_all_look(self, looks: int) -> None:
        """Until each one has looked so many more times, and who trains has done it as often as is wanted."""
        before = [each.looks for each in self.visitors] or [0] * self.count
        self.wait_until(
            lambda: (
                len(self.visitors) == self.count
                and all(each.looks >= was + looks for each, was in zip(self.visitors, before, strict=True))
                and all(each.runs >= self.wanted_runs for each in self.visitors if each.trains)
            )
        )

    async def _visit_all(self) -> None:
        async with page_clients(self.address, self.count) as pages:
            try:
                self.visitors = [Visitor(page, number % TRAINS_EACH == 0) for number, page in enumerate(pages)]
                await asyncio.gather(*(self._visit(each, number) for number, each in enumerate(self.visitors)))
            except (httpx.HTTPError, CallFailed, ValueError, KeyError) as error:
                self._tell(f"{type(error).__name__}: {error}")

    async def _visit(self, visitor: Visitor, number: int) -> None:
        """Look at a digit again and again until the end; train when it is wanted."""
        chance = random.Random(number)
        while not self._ended:
            await asyncio.sleep(chance.uniform(*PAUSE))
            answer = await visitor.page.call("digits", [number])
            if len(answer["labels"]) != 1:
                self._tell(f"Visitor {number} was shown {answer}.")
            visitor.looks += 1
            if visitor.trains and visitor.runs < self.wanted_runs:
                await self._train(visitor)
            self._tell()

    async def _train(self, visitor: Visitor) -> None:
        """Train on a labelled drawing too. A visitor whose run breaks off presses again the next time."""
        try:
            await visitor.page.call("train", SHORT_RUN, LABELLED, False, "")
            visitor.runs += 1
        except CallFailed as error:
            if "connection was lost" not in str(error):
                raise
            visitor.broken += 1

    def _tell(self, problem: str = "") -> None:
        with self._news:
            self.problems += [problem] if problem else []
            self._news.notify_all()

"""Visitors who press Train within the same second: the waiting time that each is told, and the true one."""

import asyncio
import re
import time
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from tools.page_client import PageClient, RunFailed, Values

STATE = "run-state"
SENTENCE = re.compile(r'run-sentence"[^>]*>([^<]*)<')
WAITING = re.compile(r"in line, about (\d+) (s|minutes?)")
REFUSED = "Not trained"
SPREAD_SECONDS = 1.0  # over which they press


@dataclass
class Visit:
    """One visitor's run. Times are in seconds, by `time.perf_counter`.

    Attributes:
        pressed: the time when the visitor pressed Train.
        told: the seconds to wait that the page said first; None if it said none.
        began: the time when the run had its turn; None if it had none.
        done: the time when the page had the result.
        refusal: why the run was refused; empty if it was not.
        error: the error that ended the run; empty if there was none.
    """

    pressed: float = 0.0
    told: float | None = None
    began: float | None = None
    done: float = 0.0
    refusal: str = ""
    error: str = ""

    @property
    def waited(self) -> float:
        """The seconds until the run had its turn."""
        return (self.began or self.done) - self.pressed


@dataclass
class Trainer:
    """A visitor who trains once.

    Attributes:
        page: the client that sends the visitor's requests.
        settings: the recipe's settings, by elem_id with _ in place of -.
        visit: the visitor's run.
    """

    page: PageClient
    settings: dict[str, Any]
    visit: Visit = field(default_factory=Visit)

    async def train(self, delay: float = 0.0) -> Visit:
        """Press Train after `delay` seconds, and wait for the end of the run."""
        await asyncio.sleep(delay)
        self.visit = Visit(pressed=time.perf_counter())
        self.page.hear = self._hear
        try:
            await self.page.train(**self.settings)
        except RunFailed as error:
            self.visit.error = str(error)
        self.visit.done = time.perf_counter()
        return self.visit

    def _hear(self, news: Values) -> None:
        """Note the waiting time, the turn or the refusal from the sentence over the run's bar."""
        found = SENTENCE.search(str(news.get(STATE) or ""))
        sentence = found[1] if found else ""
        waiting = WAITING.search(sentence)
        if waiting and self.visit.told is None:
            self.visit.told = float(waiting[1]) * (60 if waiting[2].startswith("minute") else 1)
        elif sentence.startswith(REFUSED):
            self.visit.refusal = sentence
        elif sentence and not waiting and self.visit.began is None:
            self.visit.began = time.perf_counter()


async def train_together(trainers: list[Trainer]) -> list[Visit]:
    """Let all visitors press Train within SPREAD_SECONDS, and wait for all runs."""
    step = SPREAD_SECONDS / len(trainers)
    return list(await asyncio.gather(*(trainer.train(number * step) for number, trainer in enumerate(trainers))))


def summarize(visits: list[Visit], alone: float, processes: int) -> dict[str, Any]:
    """Summarize the runs.

    Args:
        visits: the runs.
        alone: the seconds of such a run alone on the machine.
        processes: the number of runs that are trained at the same time.
    """
    trained = [visit for visit in visits if not (visit.refusal or visit.error)]
    last = max((visit.done for visit in trained), default=0.0) - min(visit.pressed for visit in visits)
    waits = [visit.waited for visit in trained]
    off = [
        abs(visit.told - visit.waited) / visit.waited
        for visit in trained
        if visit.told is not None and visit.waited > LEAST_WAIT
    ]
    return {
        "trainers": len(visits),
        "processes": processes,
        "refused": sum(bool(visit.refusal) for visit in visits),
        "errors": sum(bool(visit.error) for visit in visits),
        "run_alone_s": round(alone, 2),
        "last_done_s": round(last, 1),
        "allowed_s": round(1.2 * len(visits) * alone / processes, 1),
        "runs_per_second": round(len(trained) / last, 2) if last else 0.0,
        "wait_median_s": round(float(np.median(waits)), 1) if waits else 0.0,
        "wait_p95_s": round(float(np.percentile(waits, 95)), 1) if waits else 0.0,
        "wait_told_off_median": round(float(np.median(off)), 2) if off else 0.0,
        "wait_told_off_p95": round(float(np.percentile(off, 95)), 2) if off else 0.0,
    }


LEAST_WAIT = 3.0  # seconds; the page rounds shorter times too much to compare them

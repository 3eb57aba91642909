"""Visitors who press Train within the same second: the waiting time that each is told, and the true one."""

import asyncio
import time
from dataclasses import dataclass
from typing import Any

import numpy as np

from tools.page_client import CallFailed, Event, PageClient

SPREAD_SECONDS = 1.0  # over which they press
LEAST_WAIT = 3.0  # seconds; shorter times are not compared


@dataclass
class Visit:
    """One visitor's run. Times are in seconds, by `time.perf_counter`.

    Attributes:
        pressed: the time when the visitor pressed Train.
        told: the seconds until the end that the queue said first; None if it said none.
        began: the time when the run had its turn; None if it had none.
        done: the time of its end.
        refusal: why it came to nothing; empty if it did not.
    """

    pressed: float
    told: float | None = None
    began: float | None = None
    done: float = 0.0
    refusal: str = ""

    @property
    def waited(self) -> float:
        """The seconds until the run had its turn."""
        return (self.began or self.done) - self.pressed

    def hear(self, event: Event) -> None:
        """Note the time that is told, and the turn."""
        if event["msg"] == "estimation" and self.told is None:
            self.told = event["rank_eta"]
        elif event["msg"] == "process_starts":
            self.began = time.perf_counter()


async def train(visitor: PageClient, recipe: dict[str, Any], delay: float = 0.0) -> Visit:
    """Press Train after `delay` seconds, and wait for the end of the run."""
    await asyncio.sleep(delay)
    visit = Visit(time.perf_counter())
    try:
        last = await visitor.call("train", recipe, "", False, "", hear=visit.hear)
        if not last["reports"][-1]["finished"]:
            visit.refusal = "The run has no end."
    except CallFailed as error:
        visit.refusal = str(error)
    visit.done = time.perf_counter()
    return visit


async def train_together(visitors: list[PageClient], recipe: dict[str, Any]) -> list[Visit]:
    """Let all visitors press Train within SPREAD_SECONDS, and wait for all runs."""
    step = SPREAD_SECONDS / len(visitors)
    return list(await asyncio.gather(*(train(each, recipe, number * step) for number, each in enumerate(visitors))))


def summarize(visits: list[Visit], alone: float, processes: int) -> dict[str, Any]:
    """Summarize the runs.

    Args:
        visits: the runs.
        alone: the seconds of such a run alone on the machine.
        processes: the number of runs that are trained at the same time.
    """
    trained = [visit for visit in visits if not visit.refusal]
    last = max((visit.done for visit in trained), default=0.0) - min(visit.pressed for visit in visits)
    waits = [visit.waited for visit in trained]
    off = [
        abs(visit.told - (visit.done - visit.pressed)) / (visit.done - visit.pressed)
        for visit in trained
        if visit.told is not None and visit.waited > LEAST_WAIT
    ]
    return {
        "trainers": len(visits),
        "processes": processes,
        "refused": len(visits) - len(trained),
        "run_alone_s": round(alone, 2),
        "last_done_s": round(last, 1),
        "allowed_s": round(1.25 * len(visits) * alone / processes, 1),
        "runs_per_second": round(len(trained) / last, 2) if last else 0.0,
        "wait_median_s": round(float(np.median(waits)), 1) if waits else 0.0,
        "wait_p95_s": round(float(np.percentile(waits, 95)), 1) if waits else 0.0,
        "time_told_off_median": round(float(np.median(off)), 2) if off else 0.0,
        "time_told_off_p95": round(float(np.percentile(off, 95)), 2) if off else 0.0,
    }

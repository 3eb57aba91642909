"""What many visitors at once cost and get: some draw, some press Train in the same second.

    python bench/load.py [--visitors 300] [--trainers 0] [--recipe article] [--seconds 20] [--json]

The server is `python app.py`, a process of its own. Each visitor has a session of their own. Who draws finishes a
stroke every 1.5 to 3 seconds (seeded), and sends the drawing then as the page does: one event of the pad's listener,
outside the queue. Who trains presses Train once, when all inputs are prepared and all training processes started. The
visitors of this bench share the machine with the server, and time the answer as they get it. CPU is that of the
server's process and its children, without what it takes while nobody draws; it is told where nobody trains.
Wanted of drawing: no errors, 95 % of the answers within 100 ms (200 ms while somebody trains), at most 2 ms of CPU.
Of training: nobody refused; the last is done after at most the time of one run alone × trainers ÷ processes + 20 %;
the time to wait that was told first is off by at most 30 %.
"""

import argparse
import asyncio
import contextlib
import json
import math
import random
import ssl
import statistics
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import numpy as np

from bench.page_client import Page, PageClient, RunFailed
from bench.served_app import cpu_seconds, family_of, memory_of, served_app
from bench.trainers import Trainer, summarize, train_together
from onelayer.training.pool import count_processes
from onelayer.training.recipe import PRESETS

WANTED_P95, WANTED_CPU = 100.0, 2.0  # milliseconds
PAUSE = (1.5, 3.0)  # seconds from stroke to stroke
IDLE_SECONDS = 3.0
POINTS = 40  # of a stroke, as a mouse gives it
MOST_STROKES = 3  # of a drawing; then the visitor clears the pad and draws the next
NETWORK = "directions"
WARM_RUNS = 3  # alone, of which the quickest counts


@dataclass
class Answers:
    """What the visitors who draw were answered: milliseconds, and what went wrong."""

    milliseconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def draw_stroke(chance: random.Random) -> list[list[float]]:
    """A bow somewhere on the pad: 40 points (x, y) of the unit square, with four digits as the page rounds them."""
    x, y, start, turn = (chance.uniform(*ends) for ends in ((0.4, 0.6), (0.35, 0.65), (0.0, 6.3), (1.0, 5.0)))
    angles = [start + turn * i / (POINTS - 1) for i in range(POINTS)]
    return [[round(x + 0.2 * math.sin(angle), 4), round(y + 0.3 * math.cos(angle), 4)] for angle in angles]


async def draw(page: PageClient, seed: int, ended: asyncio.Event, answers: Answers) -> None:
    """One visitor, who draws until the end."""
    chance = random.Random(seed)
    strokes: list[list[list[float]]] = []
    await asyncio.sleep(chance.uniform(0, PAUSE[1]))  # they do not all draw in the same moment
    while not ended.is_set():
        strokes = [*strokes, draw_stroke(chance)] if len(strokes) < MOST_STROKES else [draw_stroke(chance)]
        started = time.perf_counter()
        try:
            if not await page.draw(strokes, NETWORK):
                answers.errors.append("no reading")
        except (httpx.HTTPError, RunFailed) as error:
            answers.errors.append(f"{type(error).__name__}: {error}")
        answers.milliseconds.append(1000 * (time.perf_counter() - started))
        await asyncio.sleep(chance.uniform(*PAUSE))


@contextlib.asynccontextmanager
async def clients_of(address: str, visitors: int) -> AsyncIterator[list[httpx.AsyncClient]]:
    """One for each visitor: a pool of connections for all of them takes longer to search than the server to answer."""
    encryption = ssl.create_default_context()  # not used; dear to make
    clients = [httpx.AsyncClient(base_url=address, verify=encryption, timeout=30) for _ in range(visitors)]
    try:
        yield clients
    finally:
        await asyncio.gather(*(client.aclose() for client in clients))


async def visit(address: str, process: int, options: argparse.Namespace) -> dict[str, Any]:
    """Let visitors come, one after the other, then do what they came for, all at once: the figures."""
    async with clients_of(address, options.visitors + options.trainers + 1) as clients:
        page = Page((await clients[0].get("config")).json())
        pages = [PageClient(client, page, f"visitor{number:04}") for number, client in enumerate(clients)]
        for each in pages:  # a visitor's first event is dearer, once
            await each.draw([], NETWORK)
        first, who_draw, who_train = pages[0], pages[1 : options.visitors + 1], pages[options.visitors + 1 :]
        trainers = [Trainer(each, settings_of(options.recipe)) for each in who_train]
        alone = await warm_up(Trainer(first, settings_of(options.recipe))) if trainers else 0.0
        answers, ended = Answers(), asyncio.Event()
        idle = await cpu_of_idleness(process)
        before, started = cpu_seconds(process), time.perf_counter()
        drawing = [asyncio.create_task(draw(each, seed, ended, answers)) for seed, each in enumerate(who_draw)]
        visits = await train_together(trainers) if trainers else []
        await asyncio.sleep(max(0.0, options.seconds - (time.perf_counter() - started)) if drawing else 0)
        ended.set()
        await asyncio.gather(*drawing)
        used = cpu_seconds(process) - before - idle * (time.perf_counter() - started)
        for problem in [*answers.errors, *(visit.error or visit.refusal for visit in visits)]:
            print(problem, file=sys.stderr) if problem else None
        found = describe_drawing(answers, None if trainers else used)
        found |= summarize(visits, alone, count_processes()) if trainers else {}
        return found | {"memory_mb": round(memory_of(*family_of(process)))}


def settings_of(recipe: str) -> dict[str, Any]:
    """What the fields of the Retrain tab hold for a preset, by elem_id, with _ for -."""
    values = PRESETS[recipe].to_dict()
    return {"inputs": values.pop("input_form"), **values}


async def warm_up(trainer: Trainer) -> float:
    """Start the training processes, prepare the inputs, and time runs alone: the seconds of the quickest."""
    processes = count_processes()
    await trainer.page.call("start")
    visits = [await trainer.train() for _ in range(processes + WARM_RUNS)]
    if problems := [visit.error or visit.refusal for visit in visits if visit.error or visit.refusal]:
        raise SystemExit(f"A run alone came to nothing: {problems[0]}")
    return min(visit.done - visit.pressed for visit in visits)


async def cpu_of_idleness(process: int) -> float:
    """Seconds of CPU in a second while nobody does anything."""
    before = cpu_seconds(process)
    await asyncio.sleep(IDLE_SECONDS)
    return (cpu_seconds(process) - before) / IDLE_SECONDS


def describe_drawing(answers: Answers, used: float | None) -> dict[str, Any]:
    """The figures of those who drew, given the seconds of CPU that it took, if they alone took it."""
    times = answers.milliseconds
    if not times:
        return {}
    return {
        "strokes": len(times),
        "stroke_errors": len(answers.errors),
        "median_ms": round(statistics.median(times), 1),
        "p95_ms": round(float(np.percentile(times, 95)), 1),
        **({} if used is None else {"cpu_ms_per_stroke": round(1000 * used / len(times), 2)}),
    }


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--visitors", type=int, default=300, help="who draw at once (default 300)")
    parser.add_argument("--trainers", type=int, default=0, help="who press Train in the same second (default none)")
    parser.add_argument("--recipe", choices=PRESETS, default="article", help="that they train (default article)")
    parser.add_argument("--seconds", type=float, default=20, help="for how long they draw at least (default 20)")
    parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
    options = parser.parse_args()
    if min(options.visitors, options.trainers) < 0 or not options.visitors + options.trainers:
        parser.error("expected at least one visitor or trainer")
    if options.seconds < PAUSE[1]:
        parser.error(f"expected at least {PAUSE[1]:g} seconds")
    with served_app() as (address, process):
        result = {"visitors": options.visitors} | asyncio.run(visit(address, process, options))
    print(json.dumps(result) if options.json else "\n".join(f"{name:22}{value:>10}" for name, value in result.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""What many programs and visitors at once cost and get: programs have strokes read, visitors train in the same second.

    python bench/load.py [--programs 300] [--trainers 0] [--recipe article] [--seconds 20] [--json]

The server is `python app.py`, a process of its own. The page reads by itself, so the server reads for programs only:
each asks the public endpoint /read to read a drawing every 1.5 to 3 seconds (seeded), two requests each time: one that
asks, one that waits for the answer. Each visitor presses Train once, when all inputs are prepared and all training
processes started. Programs and visitors of this bench share the machine with the server,
and time the answer as they get it. CPU is that of the server's process and its children, without what it takes while
nobody asks; it is told where nobody trains.
Wanted of reading: no errors, 95 % of the answers within 100 ms (200 ms while somebody trains), at most 8 ms of CPU.
Of training: nobody refused; the last is done after at most the time of one run alone × trainers ÷ processes + 25 %.
"""

import argparse
import asyncio
import json
import math
import random
import statistics
import sys
import time
from dataclasses import dataclass, field
from typing import Any

import httpx
import numpy as np

from bench.options import bench_parser
from bench.trainers import summarize, train, train_together
from onelayer.processes.training_processes import count_processes
from onelayer.training.recipes import RECIPES
from tools.page_client import PageClient, page_clients
from tools.served_app import cpu_seconds, family_of, memory_of, served_app

PAUSE = (1.5, 3.0)  # seconds from stroke to stroke
IDLE_SECONDS = 3.0
POINTS = 40  # of a stroke, as a mouse gives it
MOST_STROKES = 3  # of a drawing; then comes the next
NETWORK = "more-hands"
WARM_RUNS = 3  # alone, of which the quickest counts


@dataclass
class Answers:
    """What the programs were answered: milliseconds, and what went wrong."""

    milliseconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def draw_stroke(chance: random.Random) -> list[list[float]]:
    """A bow somewhere on the pad: 40 points (x, y) of the unit square, with four digits as the page rounds them."""
    x, y, start, turn = (chance.uniform(*ends) for ends in ((0.4, 0.6), (0.35, 0.65), (0.0, 6.3), (1.0, 5.0)))
    angles = [start + turn * i / (POINTS - 1) for i in range(POINTS)]
    return [[round(x + 0.2 * math.sin(angle), 4), round(y + 0.3 * math.cos(angle), 4)] for angle in angles]


async def read(client: httpx.AsyncClient, strokes: list[list[list[float]]]) -> int:
    """The digit that the server reads in strokes.

    Raises:
        httpx.HTTPError: it did not answer, or with an error.
        ValueError: it answered something else.
    """
    asked = await client.post("gradio_api/call/read", json={"data": [{"strokes": strokes}, NETWORK]})
    answer = await client.get(f"gradio_api/call/read/{asked.raise_for_status().json()['event_id']}")
    event, data = answer.raise_for_status().text.split("\n")[:2]
    if event != "event: complete":
        raise ValueError(f"{event}, {data[:200]}")
    return int(json.loads(data.removeprefix("data: "))[0]["digit"])


async def read_on(client: httpx.AsyncClient, seed: int, ended: asyncio.Event, answers: Answers) -> None:
    """One program, which asks until the end."""
    chance = random.Random(seed)
    strokes: list[list[list[float]]] = []
    await asyncio.sleep(chance.uniform(0, PAUSE[1]))  # they do not all ask in the same moment
    while not ended.is_set():
        strokes = [*strokes, draw_stroke(chance)] if len(strokes) < MOST_STROKES else [draw_stroke(chance)]
        started = time.perf_counter()
        try:
            await read(client, strokes)
        except (httpx.HTTPError, ValueError) as error:
            answers.errors.append(f"{type(error).__name__}: {error}")
        answers.milliseconds.append(1000 * (time.perf_counter() - started))
        await asyncio.sleep(chance.uniform(*PAUSE))


async def visit(address: str, process: int, options: argparse.Namespace) -> dict[str, Any]:
    """Let programs and visitors come, one after the other, then do what they came for, all at once: the figures."""
    async with page_clients(address, options.programs + options.trainers + 1) as visitors:
        programs = [visitor.client for visitor in visitors[1 : options.programs + 1]]
        for program in programs:  # the first request opens the connection
            await read(program, [draw_stroke(random.Random(0))])
        first, *trainers = [visitors[0], *visitors[options.programs + 1 :]]
        recipe = RECIPES[options.recipe].to_dict()
        alone = await warm_up(first, recipe) if trainers else 0.0
        answers, ended = Answers(), asyncio.Event()
        idle = await cpu_of_idleness(process)
        before, started = cpu_seconds(process), time.perf_counter()
        reading = [asyncio.create_task(read_on(each, seed, ended, answers)) for seed, each in enumerate(programs)]
        visits = await train_together(trainers, recipe) if trainers else []
        await asyncio.sleep(max(0.0, options.seconds - (time.perf_counter() - started)) if reading else 0)
        ended.set()
        await asyncio.gather(*reading)
        used = cpu_seconds(process) - before - idle * (time.perf_counter() - started)
        for problem in [*answers.errors, *(visit.refusal for visit in visits)]:
            print(problem, file=sys.stderr) if problem else None
        found = describe_reading(answers, None if trainers else used)
        found |= summarize(visits, alone, count_processes()) if trainers else {}
        return found | {"memory_mb": round(memory_of(*family_of(process)))}


async def warm_up(visitor: PageClient, recipe: dict[str, Any]) -> float:
    """Start the training processes, prepare the inputs, and time runs alone: the seconds of the quickest."""
    processes = count_processes()
    together = await asyncio.gather(*(train(visitor, recipe) for _ in range(processes)))
    visits = [*together, *[await train(visitor, recipe) for _ in range(WARM_RUNS)]]
    if problems := [visit.refusal for visit in visits if visit.refusal]:
        raise SystemExit(f"A run alone came to nothing: {problems[0]}")
    return min(visit.done - visit.pressed for visit in visits)


async def cpu_of_idleness(process: int) -> float:
    """Seconds of CPU in a second while nobody does anything."""
    before = cpu_seconds(process)
    await asyncio.sleep(IDLE_SECONDS)
    return (cpu_seconds(process) - before) / IDLE_SECONDS


def describe_reading(answers: Answers, used: float | None) -> dict[str, Any]:
    """The figures of the programs, given the seconds of CPU that reading took, if it alone took them."""
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
    parser = bench_parser(__doc__)
    parser.add_argument("--programs", type=int, default=300, help="that read at once (default 300)")
    parser.add_argument("--trainers", type=int, default=0, help="who press Train in the same second (default none)")
    parser.add_argument("--recipe", choices=RECIPES, default="article", help="that they train (default article)")
    parser.add_argument("--seconds", type=float, default=20, help="for how long programs read at least (default 20)")
    options = parser.parse_args()
    if min(options.programs, options.trainers) < 0 or not options.programs + options.trainers:
        parser.error("expected at least one program or trainer")
    if options.seconds < PAUSE[1]:
        parser.error(f"expected at least {PAUSE[1]:g} seconds")
    with served_app() as (address, process):
        result = {"programs": options.programs} | asyncio.run(visit(address, process, options))
    print(json.dumps(result) if options.json else "\n".join(f"{name:22}{value:>10}" for name, value in result.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The cost of a visitor: memory, and CPU time of the server and of the training processes for each action; and the cost
of reading a drawing for a program.

    python bench/cost.py [--rounds 5] [--json]

The server is `python app.py` in a separate process, with its training process. Each action is done many times, one
after the other, and the CPU time of both processes is divided by the number of times. CPU time is measured because
other programs on the machine change it little, unlike elapsed time. First visits are made by a real Chromium with an
empty cache; all other actions are calls as the page makes them (page_client.py). A recipe's first run also prepares
its inputs, so it is counted separately. Memory is proportional (PSS: a process's own memory, and its part of shared
memory); the cost is the difference between before and after the visitors have come. Gradio remembers the last
MOST_SESSIONS calls, so the memory of a call is taken only so often.
"""

import asyncio
import json
import random
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import httpx

from bench.load import draw_stroke, read
from bench.options import at_least_one, bench_parser
from onelayer.training.recipes import RECIPES
from tools.install_browser import open_browser
from tools.page_client import PageClient, labelled_drawings, page_clients
from tools.served_app import cpu_seconds, cpu_seconds_of, family_of, memory_of, served_app

SHIPPING = ("article", "upright", "more-hands")
READINGS, OPEN_PAGES = 500, 200
READY = "() => document.querySelector('#answer .answer') && document.querySelector('#pad canvas')"


@dataclass(frozen=True)
class Cost:
    """Milliseconds of CPU time for one action: of the server, and of its training process."""

    server: float
    training: float


class Meter:
    """Measures CPU time and memory of a server and its child processes."""

    def __init__(self, process: int) -> None:
        self.process = process

    def cpu(self) -> tuple[float, float]:
        """Return the seconds of CPU time so far: of the server, and of its children."""
        own = cpu_seconds_of(self.process)
        return own, cpu_seconds(self.process) - own

    async def measure(self, times: int, do: Callable[[], Awaitable[object]]) -> Cost:
        """Do an action so many times, and return its mean cost."""
        before = self.cpu()
        for _ in range(times):
            await do()
        server, training = (1000 * (now - was) / times for now, was in zip(self.cpu(), before, strict=True))
        return Cost(round(server, 1), round(training, 1))

    def memory(self) -> tuple[float, float]:
        """Return the megabytes of the server, and of its children."""
        server, *children = family_of(self.process)
        return memory_of(server), memory_of(*children)


def visit_first(address: str, times: int) -> None:
    """Open the page with an empty cache, and wait until a visitor can draw and nothing more is loaded."""
    with open_browser() as browser:
        for _ in range(times):
            context = browser.new_context()
            page = context.new_page()
            page.goto(address)
            page.wait_for_function(READY)
            page.wait_for_timeout(1000)  # for the event streams and the service worker, which start later
            context.close()


async def readings(meter: Meter, client: httpx.AsyncClient) -> Cost:
    """Measure a drawing that a program sends to be read."""
    chance = random.Random(0)
    await read(client, [draw_stroke(chance)])  # what the server does once
    return await meter.measure(READINGS, lambda: read(client, [draw_stroke(chance)]))


async def calls(meter: Meter, visitor: PageClient, rounds: int) -> dict[str, Cost]:
    """Measure a run of each recipe, a lesson and an inspection, the first of each separately from the others."""
    small = {"epochs": 1, "examples": 1000}
    found = {"start_of_training": await meter.measure(1, lambda: visitor.call("train", small, "", False, ""))}
    drawings = labelled_drawings()
    done: dict[str, tuple[Any, ...]] = {
        **{f"{recipe}_run": ("train", RECIPES[recipe].to_dict(), "", False, "") for recipe in SHIPPING},
        "lesson": ("teach", "more-hands", drawings),
        "inspection": ("inspect", "more-hands"),
    }
    for name, (function, *values) in done.items():
        do = partial(visitor.call, function, *values)
        found[f"first_{name}"] = await meter.measure(1, do)
        found[name] = await meter.measure(rounds, do)
    return found


async def memory(meter: Meter, address: str) -> dict[str, float]:
    """Measure the megabytes of an open page, and of a page that has called functions."""
    before, _ = meter.memory()
    async with page_clients(address, OPEN_PAGES) as visitors:
        streams = [
            await client.send(client.build_request("GET", "gradio_api/heartbeat/page"), stream=True)
            for client in (visitor.client for visitor in visitors)
        ]
        opened, _ = meter.memory()
        for visitor in visitors:
            await visitor.call("digits", [0])
        called, training = meter.memory()
        await asyncio.gather(*(stream.aclose() for stream in streams))
    return {
        "server_mb": round(before, 1),
        "training_process_mb": round(training, 1),
        "mb_per_open_page": round((opened - before) / OPEN_PAGES, 3),
        "mb_per_call": round((called - opened) / OPEN_PAGES, 3),
    }


async def measure_all(address: str, meter: Meter, rounds: int) -> dict[str, Any]:
    """Measure everything except the first visits."""
    async with page_clients(address, 1) as (visitor,):
        costs = {"reading": await readings(meter, visitor.client), **await calls(meter, visitor, rounds)}
        most = meter.memory()[1]
        held = {**await memory(meter, address), "training_process_most_mb": round(most, 1)}
        return {"cpu_ms": {name: vars(cost) for name, cost in costs.items()}, "memory": held}


def measure(rounds: int) -> dict[str, Any]:
    """Measure everything."""
    with served_app() as (address, process):
        meter = Meter(process)
        visit_first(address, 1)  # not counted: the server does some work only once
        before, _ = meter.cpu()
        visit_first(address, rounds)
        visit = Cost(round(1000 * (meter.cpu()[0] - before) / rounds, 1), 0.0)
        found = asyncio.run(measure_all(address, meter, rounds))
    found["cpu_ms"] = {"first_visit": vars(visit), **found["cpu_ms"]}
    return found


def main() -> int:
    """Measure and print."""
    parser = bench_parser(__doc__)
    parser.add_argument("--rounds", type=at_least_one, default=5, help="how often each is done (default 5)")
    options = parser.parse_args()
    result = measure(options.rounds)
    if options.json:
        print(json.dumps(result))
        return 0
    print("milliseconds of CPU        server    training")
    for name, cost in result["cpu_ms"].items():
        print(f"{name.replace('_', ' '):22} {cost['server']:10,.1f}  {cost['training']:10,.1f}")
    for name, megabytes in result["memory"].items():
        print(f"{name.replace('_mb', '').replace('mb_', '').replace('_', ' '):22} {megabytes:10,.2f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Does the server release everything after its visitors have left? 2,000 visits that look, train, teach or break off.

    python bench/soak.py [--visits 2000] [--together 20] [--json]

The server is `python app.py`. Each visit opens a heartbeat, as a page does, and each of its calls is a session of its
own; a seeded generator chooses what it does. A third of the visits train, a tenth teach, and a third of both leave in
the middle. The resources of the server and its training processes are counted twice: when all processes are started and
warm, and after all visitors have left. Counted are memory (shared memory once), processes, threads, open files, entries
of the queue.
Wanted: at most 5 % more memory, and no more processes, threads, files or entries than before.
"""

import asyncio
import contextlib
import json
import os
import random
import sys
from collections import Counter
from typing import Any

import httpx

from bench.options import at_least_one, bench_parser
from onelayer.processes.training_processes import count_processes
from tools.page_client import CallFailed, PageClient, clients_of, labelled_drawings, page_clients
from tools.served_app import family_of, memory_of, served_app

TRAIN, TEACH, LEAVE = 1 / 3, 1 / 10, 1 / 3  # LEAVE is a fraction of the visits that train or teach
SHORT_RUN = {"epochs": 2, "examples": 5000}
PATIENCE = 120  # seconds that the server has to release everything
WANTED_GROWTH = 0.05
SPARE = {"threads": 8, "files": 8}  # these many more are allowed, for a pool of threads and a pool of connections


async def visit(visitor: PageClient, number: int, drawings: str) -> str:
    """Make one visit, and return in a word what it did."""
    chance = random.Random(number)
    async with visitor.client.stream("GET", "gradio_api/heartbeat/page", timeout=None):
        for _ in range(chance.randint(1, 3)):
            await look(visitor)
        lot = chance.random()
        if lot >= TRAIN + TEACH:
            return "looked"
        trains = lot < TRAIN
        work = asyncio.create_task(train(visitor, drawings) if trains else teach(visitor, drawings))
        if chance.random() < LEAVE:
            await asyncio.wait([work], timeout=chance.uniform(0, 0.6))
            work.cancel()
            with contextlib.suppress(asyncio.CancelledError, CallFailed):
                await work
            return "left in the middle"
        await work
        return "trained" if trains else "taught"


async def look(visitor: PageClient) -> None:
    """Look inside the network that reads, and at some digits."""
    await visitor.call("inspect", "more-hands")
    await visitor.call("digits", list(range(20)))


async def train(visitor: PageClient, drawings: str) -> None:
    """Train, and look what became of it."""
    last = await visitor.call("train", SHORT_RUN, drawings, False, "")
    assert last["reports"][-1]["finished"]


async def teach(visitor: PageClient, drawings: str) -> None:
    """Teach the network that reads at first."""
    await visitor.call("teach", "more-hands", drawings)


def count(process: int) -> dict[str, float]:
    """Count the resources of the server and its descendants now."""
    family = family_of(process)
    return {
        "memory_mb": round(memory_of(*family), 1),
        "processes": len(family),
        "threads": sum(len(os.listdir(f"/proc/{member}/task")) for member in family),
        "files": sum(len(os.listdir(f"/proc/{member}/fd")) for member in family),
    }


def exceeded(before: dict[str, float], after: dict[str, float]) -> list[str]:
    """Name the resources that have grown more than allowed."""
    most = {name: number + SPARE.get(name, 0) for name, number in before.items()}
    most["memory_mb"] = before["memory_mb"] * (1 + WANTED_GROWTH)
    return [name for name, number in after.items() if number > most[name]]


async def warm_up(visitor: PageClient, drawings: str) -> None:
    """Let the server start and prepare everything that it starts or prepares only once."""
    for _ in range(2 * count_processes()):
        together = [train(visitor, drawings) for _ in range(count_processes())]
        await asyncio.gather(*together, *(teach(visitor, drawings) for _ in together), look(visitor))


async def queue_length(client: httpx.AsyncClient) -> int:
    """Return the number of entries in Gradio's queue."""
    return int((await client.get("gradio_api/queue/status")).json()["queue_size"])


async def soak(address: str, process: int, visits: int, together: int) -> dict[str, Any]:
    """Make all visits, and return the counts before and after."""
    drawings = labelled_drawings()
    done: Counter[str] = Counter()
    errors: Counter[str] = Counter()
    numbers = iter(range(visits))
    async with page_clients(address, together + 1) as (first, *others):
        await warm_up(first, drawings)
        before = count(process)

        async def come(visitor: PageClient) -> None:
            for number in numbers:
                try:
                    done[await visit(visitor, number, drawings)] += 1
                except (httpx.HTTPError, CallFailed) as error:
                    errors[f"{type(error).__name__}: {str(error)[:100]}"] += 1

        await asyncio.gather(*(come(visitor) for visitor in others))
    async with clients_of(address, 1) as clients:  # the others have closed their connections
        for _ in range(PATIENCE):
            after = count(process)
            if not await queue_length(clients[0]) and not exceeded(before, after):
                break
            await asyncio.sleep(1)
        waiting = await queue_length(clients[0])
    return {
        "visits": visits,
        "done": dict(done),
        "errors": dict(errors),
        "before": before,
        "after": after,
        "queue_entries": waiting,
        "exceeded": exceeded(before, after),
    }


def main() -> int:
    """Let them come, print; 1 where something has stayed."""
    parser = bench_parser(__doc__)
    parser.add_argument("--visits", type=at_least_one, default=2000)
    parser.add_argument("--together", type=at_least_one, default=20, help="how many at the same time (default 20)")
    options = parser.parse_args()
    with served_app() as (address, process):
        found = asyncio.run(soak(address, process, options.visits, options.together))
    print(json.dumps(found) if options.json else "\n".join(f"{name:14} {value}" for name, value in found.items()))
    return 1 if found["exceeded"] or found["errors"] or found["queue_entries"] else 0


if __name__ == "__main__":
    sys.exit(main())

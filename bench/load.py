"""What drawing visitors cost the server: its answers to many of them at once, and its CPU for each stroke.

    python bench/load.py [--visitors 300] [--seconds 20] [--json]

The server is `python app.py`, a process of its own. Each visitor has a session of their own, finishes a stroke every
1.5 to 3 seconds (seeded), and sends the drawing then as the page does: one event of the pad's listener, outside the
queue, with the drawing as JSON text, the chosen network and what else the listener asks for. The listener is found in
the page's own configuration. The visitors of this bench share the machine with the server, and time the answer as they
get it. CPU is that of the server's process and its children, without what it takes while nobody draws.
Wanted: no errors, 95 % of the answers within 100 ms, at most 2 ms of CPU for a stroke.
"""

import argparse
import asyncio
import contextlib
import json
import math
import os
import random
import ssl
import statistics
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import numpy as np

from bench.startup import ROOT, TIMEOUT, free_port

WANTED_P95, WANTED_CPU = 100.0, 2.0  # milliseconds
PAUSE = (1.5, 3.0)  # seconds from stroke to stroke
IDLE_SECONDS = 3.0
POINTS = 40  # of a stroke, as a mouse gives it
EMPTY_PAD = '{"number": 0, "strokes": []}'
MOST_STROKES = 3  # of a drawing; then the visitor clears the pad and draws the next


@dataclass(frozen=True)
class Listener:
    """What a page sends to a listener.

    Attributes:
        number: its `fn_index`.
        values: of its inputs, as a page that was just opened has them.
        pad: which of them is the drawing.
    """

    number: int
    values: list[Any]
    pad: int


@dataclass
class Answers:
    """What the visitors of one kind were answered: milliseconds, and what went wrong."""

    milliseconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def find_listener(config: dict[str, Any]) -> Listener:
    """The one that the pad calls when a stroke is finished: `check_reading`, else the first of the pad's `input`.

    Raises:
        SystemExit: the page has none.
    """
    components = {component["id"]: component for component in config["components"]}
    pad = next(key for key, component in components.items() if component["props"].get("elem_id") == "pad")
    ours = [listener for listener in config["dependencies"] if pad in listener["inputs"] and listener["backend_fn"]]
    named = [listener for listener in ours if listener["api_name"] == "check_reading"]
    drawn = [listener for listener in ours if [pad, "input"] in [list(target) for target in listener["targets"]]]
    for listener in (*named, *drawn):
        values = [value_sent(components[key]["props"]) for key in listener["inputs"]]
        return Listener(listener["id"], values, listener["inputs"].index(pad))
    raise SystemExit("The page has no listener that reads its pad.")


def value_sent(properties: dict[str, Any]) -> Any:
    """What a page that was just opened sends of a component: of the choice of networks, the one that reads."""
    value = properties.get("value")
    if properties.get("elem_id") == "network" and isinstance(value, str) and value.startswith("{"):
        return json.dumps({"key": json.loads(value)["chosen"]})
    return value


def draw_stroke(chance: random.Random) -> list[list[float]]:
    """A bow somewhere on the pad: 40 points (x, y) of the unit square, with four digits as the page rounds them."""
    x, y, start, turn = (chance.uniform(*ends) for ends in ((0.4, 0.6), (0.35, 0.65), (0.0, 6.3), (1.0, 5.0)))
    angles = [start + turn * i / (POINTS - 1) for i in range(POINTS)]
    return [[round(x + 0.2 * math.sin(angle), 4), round(y + 0.3 * math.cos(angle), 4)] for angle in angles]


def session_of(seed: int) -> str:
    """The session hash of a visitor, as long as the page makes them."""
    return f"visitor{seed:04}"


async def send(client: httpx.AsyncClient, listener: Listener, session: str, text: str) -> str | None:
    """Send the drawing; give what went wrong, or None."""
    values = [*listener.values]
    values[listener.pad] = text
    message = {"fn_index": listener.number, "session_hash": session, "data": values}
    try:
        response = await client.post("gradio_api/run/predict", json=message)
    except httpx.HTTPError as error:
        return f"{type(error).__name__}: {error}"
    if response.status_code != 200:
        return f"{response.status_code}: {response.text[:200]}"
    return None if response.json().get("data") else f"no answer: {response.text[:200]}"


async def draw(client: httpx.AsyncClient, listener: Listener, seed: int, end: float, answers: Answers) -> None:
    """One visitor, who draws until the end."""
    chance = random.Random(seed)
    session = session_of(seed)
    strokes: list[list[list[float]]] = []
    await asyncio.sleep(chance.uniform(0, PAUSE[1]))  # they do not all draw in the same moment
    number = 0
    while time.perf_counter() < end:
        strokes = [*strokes, draw_stroke(chance)] if len(strokes) < MOST_STROKES else [draw_stroke(chance)]
        number += 1
        started = time.perf_counter()
        problem = await send(client, listener, session, json.dumps({"number": number, "strokes": strokes}))
        answers.milliseconds.append(1000 * (time.perf_counter() - started))
        if problem:
            answers.errors.append(problem)
        await asyncio.sleep(chance.uniform(*PAUSE))


@contextlib.contextmanager
def served_app() -> Iterator[tuple[str, int]]:
    """`python app.py` while it is needed: its address, its process id."""
    port = free_port()
    address = f"http://127.0.0.1:{port}/"
    environment = {**os.environ, "GRADIO_SERVER_PORT": str(port)}
    with subprocess.Popen(
        [sys.executable, "app.py"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            wait_until_served(address, process)
            yield address, process.pid
        finally:
            process.terminate()


def wait_until_served(address: str, process: subprocess.Popen[bytes]) -> None:
    """Until the page is answered.

    Raises:
        SystemExit: it has ended, or has not answered for a minute.
    """
    started = time.perf_counter()
    while process.poll() is None and time.perf_counter() - started < TIMEOUT:
        with contextlib.suppress(httpx.HTTPError):
            httpx.get(f"{address}config", timeout=5).raise_for_status()
            return
        time.sleep(0.05)
    raise SystemExit("The app did not answer.")


def cpu_seconds(process: int) -> float:
    """What a process and its living children have used so far."""
    ticks = 0
    for status in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = status.read_text().rpartition(")")[2].split()
            if process in (int(status.parent.name), int(fields[1])):
                ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


@contextlib.asynccontextmanager
async def clients_of(address: str, visitors: int) -> AsyncIterator[list[httpx.AsyncClient]]:
    """One for each visitor: a pool of connections for all of them takes longer to search than the server to answer."""
    encryption = ssl.create_default_context()  # not used; dear to make
    clients = [httpx.AsyncClient(base_url=address, verify=encryption, timeout=30) for _ in range(visitors)]
    try:
        yield clients
    finally:
        await asyncio.gather(*(client.aclose() for client in clients))


async def visit(address: str, process: int, visitors: int, seconds: float) -> tuple[Answers, float]:
    """Let visitors come, one after the other, then wait, then draw, all at once. Gives what they were answered while
    they drew, and the seconds of CPU that it took the server's process."""
    answers = Answers()
    async with clients_of(address, visitors) as clients:
        listener = find_listener((await clients[0].get("config")).json())
        for seed, client in enumerate(clients):  # a visitor's first event is dearer, once
            await send(client, listener, session_of(seed), EMPTY_PAD)
        before = cpu_seconds(process)
        await asyncio.sleep(IDLE_SECONDS)
        idle = (cpu_seconds(process) - before) / IDLE_SECONDS
        before, started = cpu_seconds(process), time.perf_counter()
        end = started + seconds
        await asyncio.gather(*(draw(client, listener, seed, end, answers) for seed, client in enumerate(clients)))
        return answers, cpu_seconds(process) - before - idle * (time.perf_counter() - started)


def measure(visitors: int, seconds: float) -> dict[str, Any]:
    """The figures, for so many visitors and seconds."""
    with served_app() as (address, process):
        answers, used = asyncio.run(visit(address, process, visitors, seconds))
    for problem in sorted(set(answers.errors)):
        print(f"{answers.errors.count(problem)} × {problem}", file=sys.stderr)
    return {
        "visitors": visitors,
        "strokes": len(answers.milliseconds),
        "errors": len(answers.errors),
        "median_ms": round(statistics.median(answers.milliseconds), 1),
        "p95_ms": round(float(np.percentile(answers.milliseconds, 95)), 1),
        "cpu_ms_per_stroke": round(1000 * used / len(answers.milliseconds), 2),
    }


def main() -> int:
    """Measure, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--visitors", type=int, default=300, help="who draw at once (default 300)")
    parser.add_argument("--seconds", type=float, default=20, help="for how long (default 20)")
    parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
    options = parser.parse_args()
    if options.visitors < 1 or options.seconds < PAUSE[1]:
        parser.error(f"expected at least one visitor and {PAUSE[1]:g} seconds")
    result = measure(options.visitors, options.seconds)
    if options.json:
        print(json.dumps(result))
        return 0
    print(f"{result['visitors']} visitors, {result['strokes']} strokes, {result['errors']} errors   (wanted: none)")
    print(f"stroke sent → answered, median   {result['median_ms']:8.1f} ms")
    print(f"                        95 %     {result['p95_ms']:8.1f} ms   (wanted ≤ {WANTED_P95:g})")
    print(f"the server's CPU, for a stroke   {result['cpu_ms_per_stroke']:8.2f} ms   (wanted ≤ {WANTED_CPU:g})")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""What the app takes of a machine's memory: as it starts, for each visitor, after training.

    python bench/memory.py [--visitors 20] [--json]

The server is `python app.py`. Counted is what its process and all below it have in memory (Linux, VmRSS); a file that
two of them have mapped counts twice. Every visitor is a page of their own in a real Chromium, which is not counted. One
after the other they come, draw a digit, and stay; then all train the article's recipe once, and one of them Upright and
Directions.

start_mb           nobody is there yet
per_session_mb     of the server's process, for each of 300 who have drawn three strokes and are not connected any more
per_visitor_mb     of the server's process, for each visitor who has drawn and whose page is open
article_mb         after the first run of the article's recipe: the training process is there from now on
per_run_mb         of the server's process, for each further visitor's first run of the article's recipe
directions_mb      after a run of Upright and one of Directions
highest_mb         the most that each process had at any time, added up
"""

import argparse
import asyncio
import contextlib
import json
import random
import re
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from bench.load import clients_of, draw_stroke, find_listener, send, served_app, session_of
from tools.install_browser import find_browser

SESSIONS = 300
WARMING = 5  # visitors
LONGEST_WAIT = 600_000  # milliseconds: other work on the machine is no failure
STROKE = [(0.28, 0.2), (0.72, 0.2), (0.55, 0.5), (0.45, 0.85)]
PAD_IS_READY = """() => {
    const pad = document.querySelector('#pad canvas');
    return pad && pad.width === pad.height && pad.width === Math.round(pad.clientWidth * devicePixelRatio);
}"""


def family_of(process: int) -> list[int]:
    """A process and all below it."""
    parents = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it has just ended
            parents[int(status.parent.name)] = int(status.read_text().rpartition(")")[2].split()[1])
    family = [process]
    for member in family:  # grows as it goes
        family += [child for child, parent in parents.items() if parent == member]
    return family


def megabytes(processes: list[int], line: str) -> float:
    """A line of /proc/PID/status, added up over some processes, in megabytes (10⁶ bytes)."""
    texts = [Path(f"/proc/{process}/status").read_text() for process in processes]
    kilobytes = [int(size) for text in texts for size in re.findall(rf"^{line}:\s+(\d+) kB", text, re.MULTILINE)]
    return sum(kilobytes) * 1024 / 1e6


def resident(*processes: int) -> float:
    """What these processes have in memory now."""
    return megabytes([*processes], "VmRSS")


def come_and_draw(browser: Browser, address: str) -> Page:
    """A visitor whose drawing has been read, by the server too."""
    page = browser.new_context().new_page()
    page.set_default_timeout(LONGEST_WAIT)
    page.goto(address)
    page.wait_for_function(PAD_IS_READY)
    page.locator("#answer .answer").wait_for()
    box = page.locator("#pad canvas").bounding_box()
    assert box
    x, y = ((box["x"] + STROKE[0][0] * box["width"]), (box["y"] + STROKE[0][1] * box["height"]))
    page.mouse.move(x, y)
    page.mouse.down()
    with page.expect_response(re.compile("/run/")):  # asked when the pen has come to rest
        for across, down in STROKE[1:]:
            page.mouse.move(box["x"] + across * box["width"], box["y"] + down * box["height"], steps=8)
        page.mouse.up()
    return page


def train(page: Page, preset: str | None = None) -> None:
    """Train the recipe that the page shows, or a preset, to its end."""
    page.get_by_role("tab", name="Retrain").click()
    if preset:
        page.locator("#preset").get_by_label(preset).check()
    runs = page.locator("#runs .mine")
    before = runs.count()
    page.locator("#train").click()
    expect(runs).to_have_count(before + 1)
    expect(page.locator("#train")).to_be_enabled()


async def session_size(address: str, server: int) -> float:
    """What the server's process takes for each of many who draw three strokes each, and are not connected any more."""
    async with clients_of(address, 1) as (client,):
        listener = find_listener((await client.get("config")).json())
        before = 0.0
        for seed in range(2 * SESSIONS):
            chance = random.Random(seed)
            for number in range(1, 4):
                drawing = json.dumps({"number": number, "strokes": [draw_stroke(chance)]})
                if problem := await send(client, listener, session_of(seed), drawing):
                    raise SystemExit(f"The server did not read a drawing: {problem}")
            if seed + 1 == SESSIONS:  # those so far loaded what all need
                before = resident(server)
        return (resident(server) - before) / SESSIONS


def measure(visitors: int) -> dict[str, float]:
    """The figures, as the module's text names them."""
    with served_app() as (address, server):
        found = {"per_session_mb": asyncio.run(session_size(address, server))}
    with (
        served_app() as (address, server),
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox", "--disable-gpu"]) as browser,
    ):
        expect.set_options(timeout=LONGEST_WAIT)
        found["start_mb"] = resident(*family_of(server))
        for _ in range(WARMING):  # they load what all need
            come_and_draw(browser, address).context.close()
        before = resident(server)
        pages = [come_and_draw(browser, address) for _ in range(visitors)]
        found["per_visitor_mb"] = (resident(server) - before) / visitors
        train(pages[0])
        found["article_mb"] = resident(*family_of(server))
        before = resident(server)
        for page in pages[1:]:
            train(page)
        found["per_run_mb"] = (resident(server) - before) / (visitors - 1)
        train(pages[0], "Upright")
        train(pages[0], "Directions")
        found["directions_mb"] = resident(*family_of(server))
        found["highest_mb"] = megabytes(family_of(server), "VmHWM")
    return {name: round(value, 2) for name, value in found.items()}


def main() -> int:
    """Measure, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--visitors", type=int, default=20, help="who draw and train (default 20)")
    parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
    options = parser.parse_args()
    if options.visitors < 2:
        parser.error("expected at least two visitors")
    found = measure(options.visitors)
    print(json.dumps(found) if options.json else "\n".join(f"{name:16}{value:9.2f}" for name, value in found.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())

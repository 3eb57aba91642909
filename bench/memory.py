"""What the app takes of a machine's memory: as it starts, for each visitor, after training.

    python bench/memory.py [--visitors 20] [--json]

The server is `python app.py`. Counted is the proportional set size (Linux, /proc/PID/smaps_rollup) of its process and
all below it: what several of them share counts once. Every visitor is a page of their own in a real Chromium, which is
not counted. One after the other they come, draw a digit, and stay; then as many train the article's recipe once, and
one trains Upright, and Directions.

start_mb           the page has been answered once, and nobody is there
per_visitor_mb     for each visitor who has drawn and is still there
gone_mb            all of them have left
article_mb         after a run of the article's recipe: the training process is there from now on
per_run_mb         for each further visitor who has trained the article's recipe once and is still there
directions_mb      after a run of Upright and one of Directions
highest_mb         the most that each process had at any time, added up; what they share counts twice
"""

import argparse
import contextlib
import json
import re
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from bench.load import served_app
from tools.install_browser import find_browser

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


def megabytes(process: int, file: str, name: str) -> float:
    """A line of a file of /proc, of a process and all below it, in megabytes (10⁶ bytes)."""
    texts = [Path(f"/proc/{member}/{file}").read_text() for member in family_of(process)]
    kilobytes = [int(size) for text in texts for size in re.findall(rf"^{name}: +(\d+) kB", text, re.MULTILINE)]
    return sum(kilobytes) * 1024 / 1e6


def memory_of(process: int) -> float:
    """What they take now; what several of them share counts once."""
    return megabytes(process, "smaps_rollup", "Pss")


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


def measure(visitors: int) -> dict[str, float]:
    """The figures, as the module's text names them."""
    with (
        served_app() as (address, process),
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox", "--disable-gpu"]) as browser,
    ):
        expect.set_options(timeout=LONGEST_WAIT)
        found = {"start_mb": memory_of(process)}
        come_and_draw(browser, address).context.close()  # the first loads what all need
        before = memory_of(process)
        pages = [come_and_draw(browser, address) for _ in range(visitors)]
        found["per_visitor_mb"] = (memory_of(process) - before) / visitors
        for page in pages[1:]:
            page.context.close()
        pages[0].reload()  # answered after the others' leaving was noticed
        found["gone_mb"] = memory_of(process)
        train(pages[0])
        found["article_mb"] = before = memory_of(process)
        for _ in range(visitors):
            train(come_and_draw(browser, address))
        found["per_run_mb"] = (memory_of(process) - before) / visitors
        train(pages[0], "Upright")
        train(pages[0], "Directions")
        found["directions_mb"] = memory_of(process)
        found["highest_mb"] = megabytes(process, "status", "VmHWM")
    return {name: round(value, 2) for name, value in found.items()}


def main() -> int:
    """Measure, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--visitors", type=int, default=20, help="who come, and who train (default 20)")
    parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
    options = parser.parse_args()
    if options.visitors < 1:
        parser.error("expected at least one visitor")
    found = measure(options.visitors)
    print(json.dumps(found) if options.json else "\n".join(f"{name:16}{value:9.2f}" for name, value in found.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())

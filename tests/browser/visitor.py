"""What a visitor does and sees, in sentences."""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress

from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

Point = tuple[float, float]

TRAINING = 900_000
"""Milliseconds that a story waits for what a training process does: the first run waits for TensorFlow, and a process
that gives way to all others, as in a Space, waits for them."""

ONE: list[Point] = [(0.5, 0.15), (0.5, 0.5), (0.5, 0.85)]
SEVEN: list[Point] = [(0.28, 0.2), (0.72, 0.2), (0.55, 0.5), (0.45, 0.85)]
ZERO: list[Point] = [
    (0.5, 0.15),
    (0.34, 0.25),
    (0.28, 0.5),
    (0.34, 0.75),
    (0.5, 0.85),
    (0.66, 0.75),
    (0.72, 0.5),
    (0.66, 0.25),
    (0.5, 0.15),
]


PAD_IS_READY = """() => {
    const pad = document.querySelector('#pad canvas');
    return pad && pad.width === pad.height && pad.width === Math.round(pad.clientWidth * devicePixelRatio);
}"""
"""What is drawn before is lost: the canvas is there before its script, and before its style, with 300 × 150 pixels."""


def wait_for_pad(page: Page) -> None:
    """The Draw tab has opened, and the pad takes what is drawn."""
    page.locator("#answer .answer").wait_for()
    page.wait_for_function(PAD_IS_READY)


def start_over(page: Page) -> None:
    """Forget everything, and go back to a Draw tab on which nothing was done."""
    page.bring_to_front()
    page.evaluate("location.hash = 'handwriting'")  # leaves the view for a projector, too
    page.locator("#forget").click()
    page.locator("#really-forget").click()
    expect(page.locator("#kept")).to_contain_text("Forgotten")
    open_tab(page, "Draw")
    choose_network(page, "More hands")
    page.locator("#compare select").select_option("")
    page.evaluate("window.scrollTo(0, 0)")
    wait_for_pad(page)
    expect_empty(page)


def pad_of(page: Page) -> Locator:
    """The canvas of the sketchpad."""
    return page.locator("#pad canvas")


def places_on(pad: Locator, points: Sequence[Point]) -> list[Point]:
    """Where points of a pad's unit square are in the window, once the pad is in view and moves no more."""
    pad.hover(trial=True)
    box = pad.bounding_box()
    assert box
    return [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in points]


def ready_to_write(page: Page) -> Locator:
    """Go to the Numbers tab, and wait until its pad takes what is written."""
    open_tab(page, "Numbers")
    pad = page.locator("#number-pad canvas")
    page.wait_for_function(
        "() => { const pad = document.querySelector('#number-pad canvas');"
        " return pad && pad.width > 300 && pad.width === Math.round(pad.clientWidth * devicePixelRatio); }"
    )
    return pad


def in_number(points: Sequence[Point], place: int, width: float = 2.5) -> list[Point]:
    """A digit's points of the unit square at its place in a number, from 0, in fractions of the wide pad."""
    return [((0.5 * place + 0.8 * x) / width, 0.1 + 0.8 * y) for x, y in points]


def put_pen_down(page: Page, points: Sequence[Point], canvas: str = "#pad canvas") -> None:
    """Draw with the mouse through these points of the unit square, and leave the pen down."""
    at = places_on(page.locator(canvas), points)
    page.mouse.move(*at[0])
    page.mouse.down()
    for x, y in at[1:]:
        page.mouse.move(x, y, steps=4)


def draw(page: Page, points: Sequence[Point], canvas: str = "#pad canvas") -> None:
    """Draw one stroke with the mouse."""
    put_pen_down(page, points, canvas)
    page.mouse.up()


def expect_answer(page: Page, digit: int) -> None:
    """The large digit is this one, and so is the leading bar."""
    expect(page.locator("#answer .digit")).to_have_text(str(digit))
    expect(page.locator("#answer .leads .name")).to_have_text(str(digit))


def expect_empty(page: Page, sentence: str = "Its answer comes while you draw") -> None:
    """Nothing is read, nothing guessed, and nothing of an earlier drawing is left."""
    expect(page.locator("#answer .sentence")).to_have_text(sentence)
    expect(page.locator("#answer .digit")).to_have_text("")
    expect(page.locator("#answer .leads")).to_have_count(0)
    expect(page.locator("#answer .share")).to_have_text([""] * 10)
    expect(page.locator("#sees .caption")).to_have_text(
        ["as drawn", "centred", re.compile("^[a-z]+ (pixels|directions)$")]
    )
    expect(page.locator("#evidence .heading")).to_have_text("Why this digit?")
    expect(page.locator("#reasons dd")).to_have_count(0)
    expect(page.locator("#label .said")).to_have_text("")
    expect(page.locator("#pad .origin")).to_be_hidden()
    expect_no_ink(page.locator("#sees canvas").first)
    expect(page.locator("#explained .digit")).to_have_value("-1")
    expect(page.locator("#explained .other")).to_have_value("-1")


def shares(page: Page) -> list[str]:
    """The ten figures beside the bars."""
    return page.locator("#answer .share").all_inner_texts()


def percent_in(text: str) -> float:
    """The number of a probability, of which `> 99.9 %` is the largest."""
    return float(text.strip("> %"))


def open_tab(page: Page, name: str) -> None:
    """Go to a tab."""
    page.get_by_role("tab", name=name).click()


def open_part(page: Page, name: str) -> None:
    """Go to a tab inside the Retrain tab: Replay, Runs, Mistakes, Sweep or Log."""
    page.locator("#afterwards").get_by_role("tab", name=name).click()


def open_more(page: Page) -> None:
    """Open the other settings of the Retrain tab, if they are closed."""
    if not page.locator("#seed").is_visible():
        page.locator("#more-settings > button").click()
    expect(page.locator("#seed")).to_be_visible()
    wait_for_frames(page)


def wait_for_frames(page: Page) -> None:
    """What has just come into view has been drawn twice: until then a component that opens sets its first value, and
    a table in it has the rows that it had when it was hidden."""
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def settled(page: Page, measure: Callable[[], object]) -> object:
    """What is measured of the page once all of it has loaded: it stays the same for ten frames."""
    before, same = measure(), 0
    while same < 10:
        wait_for_frames(page)
        now = measure()
        before, same = now, same + 1 if now == before else 0
    return before


def choose_recipe(page: Page, name: str) -> None:
    """Start from a recipe of the list on the Retrain tab, which is open."""
    page.get_by_label("Start from a recipe").click()
    page.get_by_role("option", name=name, exact=True).click()


def choose_network(page: Page, name: str) -> None:
    """Let another network read."""
    page.locator("#network").get_by_label(name, exact=True).check()


def set_slider(page: Page, name: str, value: float) -> None:
    """Type a value beside a slider of the Retrain tab."""
    field = page.locator(f"#{name} input[type=number]")
    field.fill(f"{value:g}")
    field.press("Tab")


def expect_run_state(page: Page, text: str | re.Pattern[str], timeout: float = TRAINING) -> None:
    """What the sentence under the run's bar says, when it comes to say it."""
    expect(page.locator("#run-state .run-sentence")).to_have_text(
        text if isinstance(text, re.Pattern) else re.compile(re.escape(text)), timeout=timeout
    )


def train(page: Page, then: str | re.Pattern[str] = "Trained") -> None:
    """Press the button and wait until the run is in the table: what an earlier one left on the page does not count."""
    open_part(page, "Runs")
    wait_for_frames(page)
    runs = page.locator("#runs .mine")
    before = runs.count()
    page.locator("#train").click()
    expect(runs).to_have_count(before + 1, timeout=TRAINING)
    expect_run_state(page, then)
    expect(page.locator("#train")).to_be_enabled()


def remember_texts(page: Page, selector: str) -> None:
    """Note every text that an element shows from now on, also those that are gone before a test could look."""
    page.evaluate(
        """selector => {
            const seen = (window.seenTexts = []);
            const note = () => {
                const text = document.querySelector(selector)?.textContent.trim();
                if (text && text !== seen.at(-1)) seen.push(text);
            };
            new MutationObserver(note).observe(document.body, {subtree: true, childList: true, characterData: true});
        }""",
        selector,
    )


def expect_to_have_shown(page: Page, pattern: str) -> None:
    """One of the remembered texts is of this pattern, or comes to be."""
    page.wait_for_function(
        "pattern => window.seenTexts.some(text => new RegExp(pattern).test(text))",
        arg=pattern,
        timeout=TRAINING,
    )


INK = """canvas => canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data
    .filter((value, i) => i % 4 === 3 && value > 0).length"""


def ink_of(picture: Locator) -> int:
    """How many pixels of a canvas are not empty, now."""
    return int(picture.evaluate(INK))


def expect_ink(picture: Locator, more_than: int = 0) -> None:
    """More pixels of a canvas than these come to be drawn."""
    arguments = [picture.element_handle(), more_than]
    picture.page.wait_for_function(f"([canvas, least]) => ({INK})(canvas) > least", arg=arguments)


def expect_no_ink(picture: Locator) -> None:
    """A canvas comes to be empty."""
    picture.page.wait_for_function(f"canvas => ({INK})(canvas) === 0", arg=picture.element_handle())


def expect_none(page: Page, find: str, where: str) -> None:
    """A script comes to find nothing."""
    with suppress(PlaywrightTimeout):
        page.wait_for_function(f"() => ({find})().length === 0")
    assert page.evaluate(find) == [], where


def wait_until_kept(page: Page) -> None:
    """The browser has all that the page loaded so far, so that it opens without a server."""
    page.evaluate(
        """async (patience) => {
            const ours = name => /[/](assets|modules)[/]/.test(name) || name === location.href;
            const isKept = async () => {
                const loaded = performance.getEntriesByType('resource').map(entry => entry.name).filter(ours);
                for (const url of [location.href, ...loaded]) if (!(await caches.match(url))) return false;
                return (await navigator.serviceWorker.getRegistration())?.active?.state === 'activated';
            };
            const end = performance.now() + patience;
            while (!(await isKept())) {
                if (performance.now() > end) throw new Error('the browser has not kept all that the page loaded');
                await new Promise(requestAnimationFrame);
            }
        }""",  # a predicate of wait_for_function would not be waited for itself
        TRAINING,
    )


KEPT_THING = """(name) => new Promise((done, fail) => {
    const opening = indexedDB.open('one-layer');
    opening.onerror = fail;
    opening.onsuccess = () => {
        const asked = opening.result.transaction('things').objectStore('things').get(name);
        asked.onsuccess = () => {
            opening.result.close();
            done(asked.result?.value);
        };
    };
})"""


def wait_until_thing_is_kept(page: Page, name: str, is_it: str) -> None:
    """The browser has a thing, such as the pad, and a function of JavaScript says of its value that it is the one."""
    page.evaluate(
        f"""async (name) => {{
            const end = performance.now() + {TRAINING};
            while (!({is_it})(await ({KEPT_THING})(name))) {{
                if (performance.now() > end) throw new Error(`${{name}} was not kept`);
                await new Promise(requestAnimationFrame);
            }}
        }}""",
        name,
    )


def wait_until_pad_is_kept(page: Page, strokes: int, *, image: bool = False, pad: str = "pad") -> None:
    """The browser has a pad, by its name in the store, with so many strokes, or with an image."""
    is_it = f"pad => (pad?.strokes.length ?? 0) === {strokes} && Boolean(pad?.image) === {str(image).lower()}"
    wait_until_thing_is_kept(page, pad, is_it)

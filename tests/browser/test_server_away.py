"""Stories of a server that goes away while a visitor is on the page, and comes back."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from onelayer.functions import Report
from onelayer.training.recipes import ARTICLE
from tests.browser.contexts import empty_storage
from tests.browser.kept import Kept, Trainer, kept_by
from tests.browser.visitor import (
    ONE,
    SEVEN,
    TRAINING,
    draw,
    expect_answer,
    expect_ink,
    expect_run_state,
    ink_of,
    open_more,
    open_part,
    open_tab,
    pad_of,
    set_slider,
    settled,
    wait_for_pad,
    wait_until_kept,
    wait_until_pad_is_kept,
)
from tests.browser.visits import PATIENCE, VISITOR
from tests.hands import stubborn_hand
from tests.support.server_process import Server

AWAY = "The server does not answer. Drawing and reading go on; what needs it waits, and goes on by itself."
SHORT = replace(ARTICLE, epochs=1, examples=1000)

Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """One that a story may stop."""
    server = Server()
    yield server
    server.stop()


@pytest.fixture
def visit(server: Server, browser: Browser) -> Iterator[Visit]:
    """Opens the page in a browser that may keep it, and has `kept` something. It must not load anew by itself."""
    context = browser.new_context(**{**VISITOR, "service_workers": "allow"})
    context.set_default_timeout(PATIENCE)
    errors: list[str] = []

    def arrive(kept: Kept | None = None) -> Page:
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        if kept:
            empty_storage(page, server.address, kept)
        page.goto(server.address)
        wait_for_pad(page)
        mark(page)
        return page

    yield arrive
    context.close()
    assert errors == []


def mark(page: Page) -> None:
    """Remember that it is this page, until it is loaded anew."""
    page.evaluate("window.isTheSamePage = true")


def go_offline(page: Page) -> None:
    """The network is gone, and the browser says so; under its own emulation it does not always."""
    page.context.set_offline(True)
    page.evaluate("window.dispatchEvent(new Event('offline'))")


def go_online(page: Page) -> None:
    """The network is back: the page asks at once, not some seconds later."""
    page.context.set_offline(False)
    page.evaluate("window.dispatchEvent(new Event('online'))")


def expect_away(page: Page) -> None:
    """The page says that the server does not answer, and Gradio says nothing of it."""
    expect(page.locator(".server-notice")).to_have_text(AWAY)
    expect(page.locator(".server-notice")).to_be_visible()
    expect(page.locator(".toast-body")).to_have_count(0)


def expect_here(page: Page) -> None:
    """The page says nothing of the server, and is the page that it was."""
    expect(page.locator(".server-notice")).to_have_text("")
    expect(page.locator(".server-notice")).to_be_hidden()
    expect(page.locator(".toast-body")).to_have_count(0)
    assert page.evaluate("window.isTheSamePage") is True


def places(page: Page) -> object:
    """Where the parts of the Draw tab are."""
    return page.locator("#pad, #answer, #samples").evaluate_all(
        "nodes => nodes.map(node => node.getBoundingClientRect()).map(box => [box.x, box.y, box.width, box.height])"
    )


def begin_run(page: Page) -> None:
    """Train in slow motion, until there are some snapshots."""
    open_tab(page, "Retrain")
    set_slider(page, "epochs", 1)
    open_more(page)
    page.get_by_label("Slow motion").check()
    page.locator("#train").click()
    expect_run_state(page, re.compile(r"Epoch 1 of 1 · batch [3-9] of 750"))


def expect_broken_off(page: Page) -> str:
    """The run is said to have broken off; after which batch."""
    open_tab(page, "Retrain")
    expect_run_state(page, "It broke off in epoch 1 after batch")
    expect(page.locator("#train")).to_be_enabled()
    expect(page.locator("#stop")).to_be_disabled()
    expect(page.get_by_text("Error", exact=True)).to_be_hidden()
    said = re.search(r"after batch (\d+) of 750.*What was learned is kept", page.locator("#run-state").inner_text())
    assert said
    return said[1]


def expect_replay(page: Page, name: str, steps: int, last: str) -> None:
    """The replay of a run has all of its steps, up to the last."""
    open_part(page, "Runs")
    page.get_by_label(f"Show {name}", exact=True).click()
    open_part(page, "Replay")
    expect(page.locator("#replay .moment")).to_contain_text(f"After batch {last}:")
    expect(page.locator("#replay input[type=range]")).to_have_attribute("max", str(steps - 1))


def expect_all_is_there(page: Page, trained: tuple[Report, ...], batch: str) -> None:
    """A page that was loaded anew has what was drawn, taught and trained, and what the server had sent of a run."""
    expect(page.locator("#kept")).to_have_text("Back from this browser: 11 drawings, your hand and 2 runs.")
    open_tab(page, "Draw")
    wait_for_pad(page)
    expect(pad_of(page)).to_have_attribute("aria-label", "Sketchpad with 2 strokes")
    expect(page.locator("#network").get_by_label("Your hand")).to_have_count(1)
    open_tab(page, "Retrain")
    open_part(page, "Runs")
    expect(page.locator("#runs .mine .about")).to_have_text([re.compile("broken off"), re.compile("1,000 images")])
    steps = [report.progress.batches_done for report in trained if report.is_snapshot]
    expect_replay(page, "Run 1", len(steps), f"{steps[-1]} of {steps[-1]}")
    expect_replay(page, "Run 2", int(batch), f"{batch} of 750")  # so early each batch is a snapshot


def test_an_app_that_was_updated_meanwhile_is_not_sent_what_this_page_asks(visit: Visit) -> None:
    def answer_as_another(route: Route) -> None:
        route.fulfill(json={"server": "another", "version": "of another app"})

    page = visit()
    go_offline(page)
    expect_away(page)
    page.route("**/alive", answer_as_another)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/gradio_api/" in request.url else None)
    page.context.set_offline(False)
    reload = page.locator(".server-notice").get_by_role("button", name="Reload")
    expect(reload).to_be_visible()
    expect(page.locator(".server-notice")).to_contain_text("The app was updated meanwhile")
    open_tab(page, "Handwriting")
    expect(page.locator("#hand-pad canvas")).to_be_visible()
    assert asked == []
    page.unroute("**/alive")
    reload.click()
    page.wait_for_function("window.isTheSamePage === undefined")
    expect(page.locator("#hand-pad canvas")).to_be_visible()  # the tab that the address names
    expect(page.locator(".server-notice")).to_have_text("")


def test_without_a_network_the_notice_moves_nothing_and_after_one_visit_the_page_opens(visit: Visit) -> None:
    page = visit()
    for width, theme in ((360, "light"), (360, "dark"), (1280, "light")):
        page.set_viewport_size({"width": width, "height": 740})
        page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        page.reload()
        wait_for_pad(page)
        mark(page)
        expect(page.locator("#samples button").first).to_be_visible()
        page.wait_for_load_state("load")
        before = settled(page, lambda: places(page))
        go_offline(page)
        expect_away(page)
        assert places(page) == before
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        box = page.locator(".server-notice").bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["height"] < 100
        go_online(page)
        expect_here(page)
    wait_until_kept(page)
    go_offline(page)
    page.reload()
    wait_for_pad(page)
    draw(page, SEVEN)
    expect_answer(page, 7)
    for tab, part in [("Handwriting", "#hand-pad canvas"), ("Retrain", "#train"), ("Draw", "#pad canvas")]:
        open_tab(page, tab)
        expect(page.locator(part)).to_be_visible()
    expect_away(page)
    page.context.set_offline(False)
    expect_answer(page, 7)
    expect(page.locator(".server-notice")).to_have_text("")


def test_a_server_that_ends_during_a_run_takes_nothing_with_it(server: Server, visit: Visit, trainer: Trainer) -> None:
    drawings, trained = stubborn_hand(1), trainer.run(SHORT)
    page = visit(kept_by([trained], lesson=trainer.lesson(drawings), drawings=drawings, reads="hand"))
    expect_here(page)
    draw(page, SEVEN)
    begin_run(page)
    open_part(page, "Runs")
    open_part(page, "Replay")
    wait_until_kept(page)
    server.stop()
    expect_away(page)
    open_tab(page, "Draw")
    ink = ink_of(pad_of(page))
    draw(page, ONE)
    expect(page.locator("#answer .leads")).to_have_count(1)
    expect_ink(pad_of(page), ink)  # drawing and reading go on
    page.get_by_label("It was a 1", exact=True).click()
    expect(page.locator("#kept")).to_contain_text("11 drawings, your hand and 2 runs")
    batch = expect_broken_off(page)
    wait_until_pad_is_kept(page, 2)

    page.reload()  # the browser has the page, too
    mark(page)
    expect_all_is_there(page, trained, batch)
    expect_away(page)
    open_more(page)
    page.get_by_label("Slow motion").uncheck()
    set_slider(page, "examples", 1000)
    page.get_by_label("Include my handwriting").check()
    page.locator("#train").click()  # goes on by itself
    server.training = "pretended"  # what it trains now is not what this story is about
    server.start()
    go_online(page)
    expect_run_state(page, "Trained 1 epoch of 800 images and 11 drawings of yours")
    open_part(page, "Runs")
    expect(page.locator("#runs .mine")).to_have_count(3)
    # What no server had measured is measured now.
    expect(page.locator("#runs .mine .test")).to_have_text([re.compile(r"\d %$")] * 3, timeout=TRAINING)
    expect_here(page)
    page.reload()
    expect(page.locator("#kept")).to_have_text("Back from this browser: 11 drawings, your hand and 3 runs.")

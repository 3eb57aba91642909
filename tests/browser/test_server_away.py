"""Stories of a server that goes away while a visitor is on the page, and comes back."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import PATIENCE, VISITOR
from tests.browser.server_process import Server
from tests.browser.visitor import (
    ONE,
    SEVEN,
    TRAINING,
    draw,
    expect_answer,
    expect_run_state,
    ink_of,
    open_more,
    open_part,
    open_tab,
    pad_of,
    set_slider,
    train,
    wait_for_pad,
    wait_until_kept,
)

AWAY = "The server does not answer. Drawing and reading go on; what needs it waits, and goes on by itself."


@pytest.fixture(scope="module")
def only_server() -> Iterator[Server]:
    server = Server()
    yield server
    server.stop()


@pytest.fixture
def server_of_its_own(only_server: Server) -> Server:
    """One that a story may stop."""
    only_server.start_if_stopped()
    return only_server


@pytest.fixture
def visitor(server_of_its_own: Server, browser: Browser) -> Iterator[Page]:
    """Somebody on the page, whose browser may keep it. The page must not load anew by itself."""
    context = browser.new_context(**{**VISITOR, "service_workers": "allow"})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(server_of_its_own.address)
    wait_for_pad(page)
    page.evaluate("window.isTheSamePage = true")
    yield page
    context.close()
    assert errors == []


def go_offline(page: Page) -> None:
    """The network is gone, and the browser says so; under its own emulation it does not always."""
    page.context.set_offline(True)
    page.evaluate("window.dispatchEvent(new Event('offline'))")


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


def prepare_short_run(page: Page) -> None:
    """A recipe that is trained in a moment."""
    open_tab(page, "Retrain")
    open_more(page)
    set_slider(page, "epochs", 1)
    set_slider(page, "examples", 1000)


def look_again(page: Page) -> None:
    """The browser says that its network is back: the page asks at once, not some seconds later."""
    page.evaluate("window.dispatchEvent(new Event('online'))")


def test_the_page_says_that_the_server_has_gone_and_gives_it_back_what_the_browser_keeps(
    server_of_its_own: Server, visitor: Page
) -> None:
    expect_here(visitor)
    prepare_short_run(visitor)
    train(visitor, "Trained 1 epoch of 800 images")
    expect(visitor.locator("#kept")).to_have_text("Kept in this browser, and nowhere else: 1 run.")
    open_tab(visitor, "Draw")
    draw(visitor, SEVEN)
    server_of_its_own.stop()
    expect_away(visitor)
    ink = ink_of(pad_of(visitor))
    visitor.keyboard.press("Escape")
    draw(visitor, ONE)
    expect(visitor.locator("#answer .leads")).to_have_count(1)
    assert ink_of(pad_of(visitor)) != ink, "drawing and reading go on"
    visitor.get_by_label("It was a 1", exact=True).click()
    expect(visitor.locator("#kept")).to_contain_text("1 drawing and 1 run")
    server_of_its_own.start()
    expect_here(visitor)
    expect(visitor.locator("#network").get_by_label("Run 1")).to_be_checked()
    open_tab(visitor, "Retrain")
    open_part(visitor, "Runs")
    expect(visitor.locator("#runs .mine")).to_have_count(1)  # the server has made the table of the run
    train(visitor, "Trained 1 epoch of 800 images")
    expect(visitor.locator("#runs .mine")).to_have_count(2)
    expect_here(visitor)
    visitor.reload()
    expect(visitor.locator("#kept")).to_contain_text("1 drawing and 1 run")


def test_what_was_pressed_meanwhile_goes_on_by_itself(server_of_its_own: Server, visitor: Page) -> None:
    draw(visitor, SEVEN)
    expect_answer(visitor, 7)
    visitor.get_by_label("It was a 7", exact=True).click()
    expect(visitor.locator("#kept")).to_contain_text("1 drawing")
    server_of_its_own.stop()
    expect_away(visitor)
    prepare_short_run(visitor)
    visitor.get_by_label("Include my handwriting").check()
    visitor.locator("#train").click()
    server_of_its_own.start()
    look_again(visitor)
    expect_run_state(visitor, re.compile("Trained 1 epoch of .* images"))  # not: you have no drawings
    open_part(visitor, "Runs")
    expect(visitor.locator("#runs .mine")).to_have_count(1)
    expect(visitor.locator("#train")).to_be_enabled()
    expect_here(visitor)


def test_a_run_that_breaks_off_says_so_and_can_be_started_anew(server_of_its_own: Server, visitor: Page) -> None:
    prepare_short_run(visitor)
    set_slider(visitor, "examples", 60_000)
    visitor.get_by_label("Slow motion").check()
    visitor.locator("#train").click()
    expect_run_state(visitor, "Epoch 1 of 1")
    server_of_its_own.stop()
    expect_away(visitor)
    expect(visitor.get_by_text("Error", exact=True)).to_be_hidden()
    server_of_its_own.start()
    look_again(visitor)
    expect_run_state(visitor, "It broke off before its end")
    expect(visitor.locator("#train")).to_be_enabled()
    expect(visitor.locator("#stop")).to_be_disabled()
    expect_here(visitor)
    visitor.get_by_label("Slow motion").uncheck()
    set_slider(visitor, "examples", 1000)
    train(visitor, "Trained 1 epoch of 800 images")


def test_a_climb_that_breaks_off_keeps_the_rungs_before_and_goes_on(server_of_its_own: Server, visitor: Page) -> None:
    open_tab(visitor, "Climb")
    sentence = visitor.locator("#climb-state .run-sentence")
    trained = visitor.locator("#rungs .accuracy", has_text="%")
    visitor.locator("#climb-start").click()
    expect(sentence).to_contain_text("Rung 3 of 6, Better optimizer: epoch", timeout=TRAINING)
    server_of_its_own.stop()
    expect(sentence).to_have_text(
        "Not climbed to the end. The connection to the server was lost. "
        "The rungs before Better optimizer stay: press Climb to go on."
    )
    expect(trained).to_have_count(2)
    visitor.locator("#climb-start").click()
    server_of_its_own.start()
    look_again(visitor)
    expect(trained).to_have_count(3, timeout=TRAINING)
    visitor.locator("#climb-stop").click()
    expect(sentence).to_have_text("Stopped at Upright. The rungs before it stay.")


def test_an_app_that_was_updated_meanwhile_is_not_sent_what_this_page_asks(visitor: Page) -> None:
    def answer_as_another(route: Route) -> None:
        route.fulfill(json={"server": "another", "version": "of another app"})

    go_offline(visitor)
    expect_away(visitor)
    visitor.route("**/alive", answer_as_another)
    asked: list[str] = []
    visitor.on("request", lambda request: asked.append(request.url) if "/gradio_api/" in request.url else None)
    visitor.context.set_offline(False)
    reload = visitor.locator(".server-notice").get_by_role("button", name="Reload")
    expect(reload).to_be_visible()
    expect(visitor.locator(".server-notice")).to_contain_text("The app was updated meanwhile")
    open_tab(visitor, "Handwriting")
    expect(visitor.locator("#hand-pad canvas")).to_be_visible()
    assert asked == []
    visitor.unroute("**/alive")
    reload.click()
    visitor.wait_for_function("window.isTheSamePage === undefined")
    expect(visitor.locator("#hand-pad canvas")).to_be_visible()  # the tab that the address names
    expect(visitor.locator(".server-notice")).to_have_text("")


def test_after_one_visit_the_page_opens_in_flight_mode(visitor: Page) -> None:
    wait_until_kept(visitor)
    go_offline(visitor)
    visitor.reload()
    wait_for_pad(visitor)
    draw(visitor, SEVEN)
    expect_answer(visitor, 7)
    for tab, part in [("Handwriting", "#hand-pad canvas"), ("Retrain", "#train"), ("Draw", "#pad canvas")]:
        open_tab(visitor, tab)
        expect(visitor.locator(part)).to_be_visible()
    expect_away(visitor)
    visitor.context.set_offline(False)
    expect_answer(visitor, 7)
    expect(visitor.locator(".server-notice")).to_have_text("")


@pytest.mark.parametrize(("width", "theme"), [(360, "light"), (360, "dark"), (1280, "light")])
def test_the_notice_moves_nothing_and_fits(server_of_its_own: Server, visitor: Page, width: int, theme: str) -> None:
    visitor.set_viewport_size({"width": width, "height": 740})
    visitor.goto(f"{server_of_its_own.address}?__theme={theme}")
    wait_for_pad(visitor)
    expect(visitor.locator("#samples button").first).to_be_visible()
    visitor.wait_for_load_state("load")
    before = places(visitor)
    go_offline(visitor)
    expect_away(visitor)
    assert places(visitor) == before
    assert visitor.evaluate("document.documentElement.scrollWidth <= innerWidth")
    box = visitor.locator(".server-notice").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["height"] < 100


def test_after_one_visit_the_page_opens_without_a_server(server_of_its_own: Server, visitor: Page) -> None:
    wait_until_kept(visitor)
    server_of_its_own.stop()
    visitor.reload()
    wait_for_pad(visitor)
    draw(visitor, SEVEN)
    expect_answer(visitor, 7)
    expect_away(visitor)

"""Stories of the page that reads by itself."""

import re

from playwright.sync_api import Page, Request, expect

from tests.browser.conftest import NewVisitor
from tests.browser.visitor import (
    ONE,
    SEVEN,
    ZERO,
    choose_network,
    draw,
    expect_answer,
    pad_of,
    places_on,
    shares,
)

API = re.compile("/gradio_api/")


def updates(page: Page) -> int:
    """How often the bars were set."""
    return int(page.locator("#answer .answer").get_attribute("data-updates") or 0)


def test_the_server_is_not_asked_what_is_drawn(page: Page) -> None:
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    announced = page.locator("#answer .announced")
    draw(page, SEVEN)
    expect(announced).to_contain_text("7")  # the pen has come to rest
    page.keyboard.press("Escape")
    draw(page, ONE)
    expect(announced).to_contain_text("1")
    choose_network(page, "Upright")
    expect_answer(page, 1)
    assert asked == []


def test_the_bars_follow_the_pen_however_far_the_server_is(page: Page) -> None:
    network = page.context.new_cdp_session(page)
    network.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 200, "downloadThroughput": -1, "uploadThroughput": -1},
    )
    first, *others = places_on(pad_of(page), ZERO)
    page.mouse.move(*first)
    page.mouse.down()
    for place in others:
        before = updates(page)
        page.mouse.move(*place)
        page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert updates(page) > before, "the frame after a move shows what is read"
    expect_answer(page, 0)
    page.mouse.up()
    network.detach()


def test_read_explain_and_choose_with_nobody_to_ask(new_visitor: NewVisitor) -> None:
    page = new_visitor(expected_error="Failed to load resource|ERR_FAILED|Failed to fetch")
    page.route(API, lambda route: route.abort())
    draw(page, SEVEN)
    expect_answer(page, 7)
    by_directions = shares(page)
    choose_network(page, "Upright")
    expect(page.locator("#sees .caption").nth(2)).to_contain_text("upright pixels")
    expect(page.locator("#answer .share")).not_to_have_text(by_directions)
    page.locator("#answer .row").nth(2).click()
    expect(page.locator("#evidence .heading")).to_have_text("Why 2?")
    page.locator("#samples button").nth(1).click()
    expect_answer(page, 1)
    page.locator("#pad .undo").click()
    expect_answer(page, 7)

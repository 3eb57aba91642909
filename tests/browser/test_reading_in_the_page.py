"""Stories of the page that reads by itself, and of the server's reading that it is compared with."""

import json
import re

from playwright.sync_api import Page, Request, Route, expect

from tests.browser.conftest import NewVisitor
from tests.browser.visitor import (
    ONE,
    SEVEN,
    ZERO,
    choose_network,
    draw,
    expect_answer,
    pad_of,
    put_pen_down,
    shares,
)

API = re.compile("/gradio_api/")
READING = re.compile("/run/predict")


def expect_reference(page: Page, kind: str) -> None:
    """How what the page reads and the server's reading of the same compare: none, equal, differs."""
    expect(page.locator("#answer .answer")).to_have_attribute("data-reference", kind)


def updates(page: Page) -> int:
    """How often the bars were set."""
    return int(page.locator("#answer .answer").get_attribute("data-updates") or 0)


def test_the_server_is_asked_once_when_the_pen_rests_and_agrees(page: Page) -> None:
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    put_pen_down(page, SEVEN)
    expect(page.locator("#answer .leads .name")).to_have_text("7")
    assert asked == []
    page.mouse.up()
    expect_reference(page, "equal")
    expect(page.locator("#answer .difference")).to_be_hidden()
    assert len(asked) == 1
    put_pen_down(page, [(0.2, 0.9), (0.8, 0.9)])
    expect_reference(page, "none")
    page.mouse.up()
    expect_reference(page, "equal")
    assert len(asked) == 2


def test_a_difference_is_shown_as_the_defect_it_is(page: Page) -> None:
    def answer_otherwise(route: Route) -> None:
        response = route.fetch()
        body = response.json()
        reference = json.loads(body["data"][0])
        reference["probabilities"] = [0.9 if digit == 2 else 0.1 / 9 for digit in range(10)]
        body["data"][0] = json.dumps(reference)
        route.fulfill(response=response, json=body)

    page.route(READING, answer_otherwise)
    draw(page, SEVEN)
    expect_reference(page, "differs")
    expect_answer(page, 7)
    expect(page.locator("#answer .difference")).to_have_text(
        "The server reads 2, 90.0 %. The two should agree: this is a defect."
    )
    page.keyboard.press("Escape")
    expect(page.locator("#answer .difference")).to_be_hidden()


def test_a_reading_of_an_earlier_drawing_is_compared_with_nothing(page: Page) -> None:
    held: list[Route] = []
    page.route(READING, lambda route: held.append(route))
    with page.expect_request(READING):
        draw(page, SEVEN)
    page.keyboard.press("Escape")
    put_pen_down(page, ONE)
    expect(page.locator("#answer .leads .name")).to_have_text("1")
    with page.expect_response(READING):
        held.pop().continue_()
    page.unroute(READING)
    page.mouse.up()
    expect_reference(page, "equal")
    expect_answer(page, 1)


def test_the_bars_follow_the_pen_however_far_the_server_is(page: Page) -> None:
    network = page.context.new_cdp_session(page)
    network.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 200, "downloadThroughput": -1, "uploadThroughput": -1},
    )
    put_pen_down(page, ZERO[:1])
    box = pad_of(page).bounding_box()
    assert box
    for x, y in ZERO[1:]:
        before = updates(page)
        page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"])
        page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert updates(page) > before, "the frame after a move shows what is read"
    expect_answer(page, 0)
    page.mouse.up()


def test_read_explain_and_choose_with_nobody_to_ask(new_visitor: NewVisitor) -> None:
    page = new_visitor(expected_error="Failed to load resource|ERR_FAILED|Failed to fetch")
    page.route(API, lambda route: route.abort())
    draw(page, SEVEN)
    expect_answer(page, 7)
    by_directions = shares(page)
    choose_network(page, "Upright")
    expect(page.locator("#sees .caption").nth(2)).to_contain_text("inputs: upright")
    assert shares(page) != by_directions
    page.locator("#answer .row").nth(2).click()
    expect(page.locator("#evidence .heading")).to_have_text("Why 2?")
    page.locator("#samples button").nth(1).click()
    expect_answer(page, 1)
    page.locator("#pad .undo").click()
    expect_answer(page, 7)

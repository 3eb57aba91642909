"""Stories of a server that does not answer."""

import re

from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import NewVisitor
from tests.browser.visitor import ONE, SEVEN, draw, expect_answer

READING = re.compile("/run/predict|/queue/join")
NO_CONNECTION = "ERR_|Failed to fetch|network|onnection|could not be loaded|NetworkError"


def expect_stale(page: Page) -> None:
    """What is shown is not of what is on the pad, and says so."""
    expect(page.locator("#answer .answer.stale")).to_be_visible()
    expect(page.locator("#answer .sentence")).to_have_text("Not read yet: waiting for the server")
    expect(page.locator("#reasons")).to_have_css("opacity", "0.4")
    expect(page.locator("#sees")).to_have_css("opacity", "0.4")


def expect_fresh(page: Page) -> None:
    """What is shown is of what is on the pad."""
    expect(page.locator("#answer .answer.stale")).to_have_count(0)
    expect(page.locator("#answer .sentence")).not_to_contain_text("waiting")
    expect(page.locator("#reasons")).to_have_css("opacity", "1")


def test_an_answer_to_an_earlier_drawing_is_never_shown_as_if_it_were_of_this_one(new_visitor: NewVisitor) -> None:
    page = new_visitor(expected_error=NO_CONNECTION)
    draw(page, SEVEN)
    expect_answer(page, 7)
    expect_fresh(page)
    page.context.set_offline(True)
    page.keyboard.press("Escape")
    draw(page, ONE)
    expect_stale(page)
    page.context.set_offline(False)
    expect_answer(page, 1)
    expect_fresh(page)


def test_a_late_answer_to_an_earlier_drawing_does_not_count(new_visitor: NewVisitor) -> None:
    page = new_visitor()
    draw(page, SEVEN)
    expect_answer(page, 7)
    held: list[Route] = []
    page.route(READING, lambda route: held.append(route))
    page.keyboard.press("Escape")
    draw(page, ONE)
    expect_stale(page)
    assert len(held) == 1, "one request is under way, of the cleared pad; the next waits for it"
    held.pop().continue_()
    expect(page.locator("#answer .answer.empty.stale")).to_be_visible()
    page.unroute(READING)  # which lets what is still held go on
    expect_answer(page, 1)
    expect_fresh(page)

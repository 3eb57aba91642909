"""Stories of the view for a projector."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewVisitor
from tests.browser.visitor import SEVEN, ZERO, draw, expect_answer, open_tab

PROJECTOR: dict[str, Any] = {"viewport": {"width": 1920, "height": 1080}}
SEEN = (
    "#pad canvas",
    "#pad .clear",
    "#answer .digit",
    "#answer .bars",
    "#evidence",
    "#contrast",
    "#change",
    "#present",
)


def expect_presenting(page: Page) -> None:
    """All of it is on the screen, and nothing else."""
    for selector in SEEN:
        expect(page.locator(selector).first).to_be_in_viewport(ratio=0.99)
    for selector in ("#tabs > .tab-wrapper", "#samples", "#network", "#explained", "#copy-drawing"):
        expect(page.locator(selector)).to_be_hidden()


def size_of_text(page: Page, selector: str) -> float:
    return float(page.locator(selector).first.evaluate("node => parseFloat(getComputedStyle(node).fontSize)"))


def test_pad_answer_bars_and_reasons_fill_the_screen(new_visitor: NewVisitor) -> None:
    page = new_visitor(**PROJECTOR)
    page.get_by_role("button", name="Present").click()
    expect(page).to_have_url(re.compile("#present$"))
    draw(page, SEVEN)
    expect_answer(page, 7)
    expect_presenting(page)
    assert size_of_text(page, "#answer .share") >= 28
    assert size_of_text(page, "#answer .digit") >= 200
    assert size_of_text(page, "#evidence dd") >= 24
    box = page.locator("#pad canvas").bounding_box()
    assert box
    assert box["width"] > 560


def test_escape_leaves_and_the_drawing_stays(new_visitor: NewVisitor) -> None:
    page = new_visitor("#present", **PROJECTOR)
    draw(page, ZERO)
    expect_answer(page, 0)
    expect_presenting(page)
    page.keyboard.press("Escape")
    expect(page.locator("#samples")).to_be_visible()
    expect(page).to_have_url(re.compile("#draw$"))
    expect_answer(page, 0)
    page.go_back()
    expect_presenting(page)
    page.get_by_role("button", name="Leave").click()
    expect(page.locator("#samples")).to_be_visible()
    open_tab(page, "Inside")
    page.evaluate("location.hash = 'present'")
    expect_presenting(page)


def test_two_networks_are_shown_to_the_class(new_visitor: NewVisitor) -> None:
    page = new_visitor(**PROJECTOR)
    page.locator("#compare select").select_option(label="The article’s")
    draw(page, ZERO)
    page.get_by_role("button", name="Present").click()
    expect_presenting(page)
    expect(page.locator("#answer .second-digit")).to_be_in_viewport(ratio=0.99)
    assert size_of_text(page, "#answer .second-share") >= 28

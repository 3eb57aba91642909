"""Stories of the view for a projector."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewVisitor
from tests.browser.visitor import SEVEN, ZERO, choose_network, draw, expect_answer, open_tab

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
    expect(page.locator("#network")).to_be_in_viewport(ratio=0.99)
    expect(page.locator("#compare")).to_be_in_viewport(ratio=0.99)
    for selector in ("#tabs > .tab-wrapper", "#samples", "#explained", "#copy-link", "#foot"):
        expect(page.locator(selector)).to_be_hidden()


def size_of_text(page: Page, selector: str) -> float:
    return float(page.locator(selector).first.evaluate("node => parseFloat(getComputedStyle(node).fontSize)"))


def test_pad_answer_bars_and_reasons_fill_the_screen(same_visitor: NewVisitor) -> None:
    page = same_visitor(**PROJECTOR)
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
    assert box["width"] > 0.75 * 1080, "the pad takes the height"


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


def test_two_networks_are_shown_to_the_class(same_visitor: NewVisitor) -> None:
    page = same_visitor(**PROJECTOR)
    page.locator("#compare select").select_option(label="The article’s")
    draw(page, ZERO)
    page.get_by_role("button", name="Present").click()
    expect_presenting(page)
    expect(page.locator("#answer .second-digit")).to_be_in_viewport(ratio=0.99)
    assert size_of_text(page, "#answer .second-share") >= 28


def test_two_networks_are_chosen_while_presenting(same_visitor: NewVisitor) -> None:
    page = same_visitor(**PROJECTOR)
    page.evaluate("location.hash = 'present'")
    expect_presenting(page)
    draw(page, SEVEN)
    choose_network(page, "Upright")
    page.locator("#compare select").select_option(label="The article’s")
    expect(page.locator("#answer .sentence")).to_contain_text("Upright")
    expect(page.locator("#answer .second-sentence")).to_contain_text("The article’s")
    expect_presenting(page)


@pytest.mark.parametrize("tab", ["Climb", "Inside"])
def test_other_tabs_fill_the_screen_too(same_visitor: NewVisitor, tab: str) -> None:
    page = same_visitor(**PROJECTOR)
    open_tab(page, tab)
    usual = size_of_text(page, f"#{tab.lower()}-panel .lead p")
    page.get_by_role("button", name="Present").click()
    expect(page).to_have_url(re.compile(f"#present-{tab.lower()}$"))
    expect(page.locator("#tabs > .tab-wrapper")).to_be_hidden()
    assert size_of_text(page, f"#{tab.lower()}-panel .lead p") > 1.5 * usual
    page.reload()
    expect(page.locator("#tabs > .tab-wrapper")).to_be_hidden()
    expect(page.locator(f"#{tab.lower()}-panel .lead p")).to_be_visible()
    expect(page.get_by_role("button", name="Leave")).to_be_visible()  # its script hears the key from now on
    page.keyboard.press("Escape")
    expect(page.locator("#tabs > .tab-wrapper")).to_be_visible()
    expect(page.get_by_role("tab", name=tab)).to_have_attribute("aria-selected", "true")


def test_on_a_phone_held_sideways_pad_answer_and_ten_bars_are_in_view(new_visitor: NewVisitor) -> None:
    page = new_visitor("#present", viewport={"width": 640, "height": 360}, has_touch=True, is_mobile=True)
    for selector in ("#pad canvas", "#answer .bars"):
        expect(page.locator(selector)).to_be_in_viewport(ratio=0.99)
    tracks = [bar.bounding_box() for bar in page.locator("#answer .track").all()]
    assert all(box and box["width"] > 120 for box in tracks), "bars, not stubs"


def test_help_opens_and_a_key_closes_only_it(page: Page) -> None:
    draw(page, SEVEN)
    page.get_by_role("button", name="Help").click()
    expect(page.locator("#help")).to_be_visible()
    expect(page.locator("#help")).to_contain_text("Ctrl+Z")
    page.get_by_role("button", name="Close").last.click()
    expect(page.locator("#help")).to_be_hidden()
    expect_answer(page, 7)

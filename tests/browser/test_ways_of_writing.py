"""Stories of what the network knows beyond MNIST, and of what it does not know."""

import re

from playwright.sync_api import Page, expect

from onelayer.data.styles import STYLES
from tests.browser.visitor import SEVEN, draw, expect_answer, pad_of


def test_a_way_of_writing_is_shown_and_read(page: Page) -> None:
    page.get_by_role("button", name="It also knows these ways of writing").click()
    pictures = page.locator("#style-pictures button")
    expect(pictures).to_have_count(len(STYLES))
    crossed = next(number for number, style in enumerate(STYLES) if style.name == "crossed")
    pictures.nth(crossed).click()
    expect_answer(page, 7)
    expect(page.locator("#answer .sentence")).to_have_text(re.compile(r"\d\.\d % sure"))


def test_a_star_is_not_a_confident_digit(page: Page) -> None:
    star = [(0.25, 0.9), (0.5, 0.1), (0.75, 0.9), (0.1, 0.4), (0.9, 0.4), (0.25, 0.9)]
    draw(page, star)
    expect(page.locator("#answer .sentence")).to_have_text("Not sure: it looks like no digit I know")
    expect(page.locator("#answer .digit")).to_have_text(re.compile(r"\d\?"))
    page.keyboard.press("Escape")
    draw(page, SEVEN)
    expect_answer(page, 7)
    expect(pad_of(page)).to_have_attribute("aria-label", "Sketchpad with 1 stroke")

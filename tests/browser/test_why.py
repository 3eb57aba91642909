"""Stories of the views that explain a reading, on the Draw tab."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewVisitor
from tests.browser.visitor import SEVEN, Point, choose_network, draw, expect_answer, expect_ink, expect_no_ink

SMALL_IN_A_CORNER: list[Point] = [(x * 0.35 + 0.05, y * 0.35 + 0.05) for x, y in SEVEN]


def amounts(page: Page, view: str) -> list[float]:
    """The numbers that a view adds up."""
    texts = page.locator(f"#{view} dd").all_inner_texts()
    return [float(text.replace("−", "-").replace(",", "").split()[0]) for text in texts]


def test_the_evidence_adds_up_to_the_logit(page: Page) -> None:
    draw(page, SEVEN)
    expect_answer(page, 7)
    expect(page.locator("#evidence .heading")).to_have_text("Why 7?")
    *parts, logit = amounts(page, "evidence")
    assert abs(sum(parts) - logit) < 0.02
    *parts, margin = amounts(page, "contrast")
    assert abs(sum(parts) - margin) < 0.02
    assert margin > 0
    label = page.locator("#evidence canvas").get_attribute("aria-label") or ""
    assert re.fullmatch(r"Strongest evidence for 7: the [a-z ]+; against: the [a-z ]+", label)
    expect_ink(page.locator("#evidence canvas"), 30)


def test_click_a_bar_and_see_why_that_digit(page: Page) -> None:
    draw(page, SEVEN)
    expect_answer(page, 7)
    page.locator("#answer .row").nth(2).click()
    expect(page.locator("#evidence .heading")).to_have_text("Why 2?")
    expect(page.locator("#contrast .heading")).to_have_text("Why 2 and not 7?")
    assert amounts(page, "contrast")[-1] < 0
    page.locator("#answer .row").nth(2).click()
    expect(page.locator("#evidence .heading")).to_have_text("Why 7?")


def test_any_pair_by_keyboard(page: Page) -> None:
    draw(page, SEVEN)
    expect_answer(page, 7)
    page.locator("#answer .row").nth(3).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#evidence .heading")).to_have_text("Why 3?")
    page.locator("#explained .other").select_option("9")
    expect(page.locator("#contrast .heading")).to_have_text("Why 3 and not 9?")
    expect(page.locator("#change .heading")).to_have_text("The smallest change to 9")


def test_no_digit_is_explained_against_itself(page: Page) -> None:
    draw(page, SEVEN)
    expect_answer(page, 7)
    digit, other = page.locator("#explained .digit"), page.locator("#explained .other")
    said, heading = page.locator("#explained .said"), page.locator("#contrast .heading")
    expect(other.locator("option").nth(8)).to_be_disabled()  # the 7, after "the runner-up"
    other.select_option("3")
    expect(heading).to_have_text("Why 7 and not 3?")
    digit.select_option("3")
    expect(heading).to_have_text("Why 3 and not 7?")
    expect(other.locator("option:checked")).to_have_text("the answer")
    expect(other.locator("option").nth(4)).to_be_disabled()
    expect(said).to_have_text("3 is not compared with itself, but with the answer.")
    digit.select_option("5")
    expect(said).to_have_text("")
    expect(heading).to_have_text("Why 5 and not 7?")
    other.select_option("7")
    digit.select_option("-1")  # the answer, which is 7
    expect(other.locator("option:checked")).to_have_text("the runner-up")
    expect(said).to_have_text("7 is not compared with itself, but with the runner-up.")


def test_the_smallest_change_shows_edges_to_add_and_to_remove(page: Page) -> None:
    draw(page, SEVEN)
    expect_answer(page, 7)
    pictures = page.locator("#change canvas")
    expect(pictures.first).to_have_attribute(
        "aria-label", re.compile("Edges to add, most of it: the .*; to remove: the ")
    )
    expect(pictures.nth(1)).to_have_attribute("aria-label", re.compile("The inputs after the change"))
    for i in range(2):
        expect_ink(pictures.nth(i), 30)


def test_the_road_shows_why_centring_matters(page: Page) -> None:
    draw(page, SMALL_IN_A_CORNER)
    expect_answer(page, 7)
    stages = page.locator("#sees .caption")
    expect(stages.nth(1)).to_have_text(re.compile("centred.*article: 7", re.DOTALL))
    expect(stages.nth(0)).to_have_text(re.compile(r"as drawn.*article: [0-689]", re.DOTALL))
    expect(stages.nth(2)).to_have_text(re.compile("directions.*answer: 7", re.DOTALL))


def test_the_views_follow_the_network_and_the_pad(page: Page) -> None:
    draw(page, SEVEN)
    expect_answer(page, 7)
    before = page.locator("#evidence dd").all_inner_texts()
    choose_network(page, "The article’s")
    expect(page.locator("#sees .caption").nth(2)).to_contain_text("raw pixels")
    expect(page.locator("#evidence dd")).not_to_have_text(before)
    page.keyboard.press("Escape")
    expect(page.locator("#evidence dd")).to_have_count(0)
    expect_no_ink(page.locator("#evidence canvas"))


def test_the_views_fit_a_phone(same_visitor: NewVisitor) -> None:
    page = same_visitor(viewport={"width": 360, "height": 780})
    draw(page, SEVEN)
    expect_answer(page, 7)
    expect(page.locator("#change dd")).to_have_count(3)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360

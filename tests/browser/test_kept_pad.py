"""Stories of the drawing on the pad, which a reload brings back."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewVisitor
from tests.browser.visitor import (
    SEVEN,
    ZERO,
    draw,
    expect_answer,
    expect_empty,
    open_tab,
    pad_of,
    wait_for_pad,
    wait_until_pad_is_kept,
)


def test_a_drawing_is_there_after_a_reload_until_it_is_cleared(page: Page) -> None:
    draw(page, SEVEN)
    wait_until_pad_is_kept(page, 1)
    page.reload()
    expect_answer(page, 7)
    expect(pad_of(page)).to_have_attribute("aria-label", "Sketchpad with 1 stroke")
    wait_for_pad(page)
    page.keyboard.press("Escape")
    wait_until_pad_is_kept(page, 0)
    page.reload()
    wait_for_pad(page)
    expect_empty(page)


def test_a_stroke_is_there_that_was_drawn_just_before_the_reload(page: Page) -> None:
    draw(page, SEVEN)
    wait_until_pad_is_kept(page, 1)
    draw(page, ZERO)
    page.reload()
    expect(pad_of(page)).to_have_attribute("aria-label", "Sketchpad with 2 strokes")


def test_a_picture_is_there_after_a_reload_with_what_it_is_of(page: Page) -> None:
    page.locator("#samples button").nth(4).click()
    expect_answer(page, 4)
    wait_until_pad_is_kept(page, 0, image=True)
    page.reload()
    expect_answer(page, 4)
    expect(page.locator("#pad .origin-text")).to_have_text("A 4 from the MNIST test set")


def test_a_links_drawing_goes_before_the_kept_one(same_visitor: NewVisitor) -> None:
    page = same_visitor(permissions=["clipboard-read", "clipboard-write"])
    draw(page, SEVEN)
    page.locator("#copy-link .copy").click()
    expect(page.locator("#copy-link .said")).to_have_text("Link copied.")
    link = page.evaluate("navigator.clipboard.readText()")
    page.keyboard.press("Escape")
    draw(page, ZERO)
    draw(page, ZERO)
    wait_until_pad_is_kept(page, 2)
    page.goto("about:blank")
    page.goto(link)
    expect_answer(page, 7)
    expect(page.locator("#pad .undo")).to_be_enabled()
    page.locator("#pad .undo").click()
    expect_empty(page)
    wait_until_pad_is_kept(page, 0)


def test_who_forgets_everything_has_an_empty_pad_also_after_a_reload(page: Page) -> None:
    draw(page, SEVEN)
    wait_until_pad_is_kept(page, 1)
    open_tab(page, "Handwriting")
    page.locator("#forget").click()
    page.locator("#really-forget").click()
    expect(page.locator("#kept")).to_contain_text("Forgotten")
    open_tab(page, "Draw")
    expect_empty(page)
    page.reload()
    wait_for_pad(page)
    expect_empty(page)

"""Stories of a visitor with a phone."""

from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewVisitor
from tests.browser.visitor import (
    ZERO,
    Point,
    expect_answer,
    open_tab,
    pad_of,
    places_on,
)

PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 780},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 2,
}


def draw_with_a_finger(page: Page, points: list[Point]) -> None:
    at = [{"x": x, "y": y} for x, y in places_on(pad_of(page), points)]
    finger = page.context.new_cdp_session(page)
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [at[0]]})
    for here, there in pairwise(at):
        for part in (0.25, 0.5, 0.75, 1.0):
            point = {axis: here[axis] + part * (there[axis] - here[axis]) for axis in ("x", "y")}
            finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


TOO_SMALL = """selector => [...document.querySelectorAll(`.gradio-container ${selector}`)]
    .filter(node => node.offsetParent && !node.closest('.visually-hidden'))
    .map(node => ({node, box: (node.matches('[type=radio], [type=checkbox]') && node.closest('label') || node)
        .getBoundingClientRect()}))
    .filter(({box}) => box.width && (box.width < 43.5 || box.height < 43.5))
    .map(({node}) => node.outerHTML.slice(0, 120))"""
PRESSED = ":is(button, select, input[type=number], input[type=range], label > input)"


SHOWN = {
    "Draw": "#label",
    "Numbers": "#number-pad canvas",
    "Climb": "#rungs",
    "Handwriting": "#learn",
    "Inside": "#softmax",
    "Retrain": "#train",
}
"""Of each tab something that is there once it is open."""


def test_one_finger_draws_a_second_does_not_disturb_it_and_the_page_stays_as_it_is(same_visitor: NewVisitor) -> None:
    page = same_visitor(**PHONE)
    draw_with_a_finger(page, ZERO)
    expect_answer(page, 0)
    expect(pad_of(page)).to_have_attribute("aria-label", "Sketchpad with 1 stroke")
    page.locator("#pad .clear").click()
    pad_of(page).scroll_into_view_if_needed()
    before = page.evaluate("window.scrollY")
    draw_with_two_fingers(page)
    expect_answer(page, 1)
    expect(pad_of(page)).to_have_attribute("aria-label", "Sketchpad with 1 stroke")
    assert page.evaluate("window.scrollY") == before

    for selector in ("html", "#pad canvas"):
        assert page.locator(selector).evaluate("node => getComputedStyle(node).touchAction") in ("manipulation", "none")
    place = places_on(page.locator("#answer .bars"), [(0.2, 0.2)])[0]
    for _ in range(2):
        page.touchscreen.tap(*place)
    assert page.evaluate("visualViewport.scale") == 1


def draw_with_two_fingers(page: Page) -> None:
    """One draws a line; the other comes to the pad meanwhile."""
    corner, *down = places_on(pad_of(page), [(0.05, 0.05), *((0.5, y) for y in (0.15, 0.3, 0.45, 0.6, 0.85))])
    second = {"x": corner[0], "y": corner[1], "id": 2}
    fingers = [{"x": x, "y": y, "id": 1} for x, y in down]
    touch = page.context.new_cdp_session(page)
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": fingers[:1]})
    for finger in fingers[1:3]:
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [finger]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [fingers[2], second]})
    for finger in fingers[3:]:
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [finger, second]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_what_a_finger_presses_is_large_enough_and_nothing_is_wider_than_the_screen(same_visitor: NewVisitor) -> None:
    page = same_visitor(**PHONE)
    draw_with_a_finger(page, ZERO)
    expect_answer(page, 0)
    for tab, shown in SHOWN.items():
        open_tab(page, tab)
        for width in (320, 360):
            page.set_viewport_size({"width": width, "height": 640})
            expect(page.locator(shown)).to_be_visible()
            # Hundreds of numbers in a matrix, and marks in a table, have no such place.
            assert page.evaluate(TOO_SMALL, f"{PRESSED}:not(.right, .wrong, td *, th *)") == [], f"{tab}, {width} px"
            assert page.evaluate("document.documentElement.scrollWidth") <= width, tab


def expect_all_in_view(page: Page, *selectors: str) -> None:
    """All of each is on the screen."""
    for selector in selectors:
        expect(page.locator(selector)).to_be_in_viewport(ratio=0.99)


@pytest.mark.parametrize(("width", "height"), [(360, 640), (640, 360)])
def test_what_belongs_together_is_in_view_together(same_visitor: NewVisitor, width: int, height: int) -> None:
    page = same_visitor(**{**PHONE, "viewport": {"width": width, "height": height}})
    for compared in ("", "article"):
        page.locator("#compare select").select_option(compared)
        page.evaluate("window.scrollTo(0, 0)")
        expect_all_in_view(page, "#pad canvas")  # a finger that comes before the frame is elsewhere
        draw_with_a_finger(page, ZERO)
        expect_answer(page, 0)
        assert page.evaluate("window.scrollY") == 0
        expect_all_in_view(page, "#pad canvas", "#pad .undo", "#pad .clear", "#answer .digit", "#answer .sentence")
        expect(page.locator("#answer .row")).to_have_count(10)
        for digit in range(10):
            expect(page.locator("#answer .row").nth(digit)).to_be_in_viewport(ratio=0.99)
        canvas, digit_box = pad_of(page).bounding_box(), page.locator("#answer .digit").bounding_box()
        assert canvas
        assert digit_box
        assert canvas["width"] > 230
        assert digit_box["x"] >= canvas["x"] + canvas["width"], "the digit is not over the pad"
        page.locator("#pad .clear").click()

    page.evaluate("window.scrollTo(0, 0)")
    open_tab(page, "Handwriting")
    expect_all_in_view(page, "#round .round-digit", "#round .run-sentence", "#hand-pad canvas", "#next-digit .keep")
    box = page.locator("#hand-pad canvas").bounding_box()
    assert box
    assert box["width"] > 200

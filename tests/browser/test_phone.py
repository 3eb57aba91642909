"""Stories of a visitor with a phone."""

from itertools import pairwise
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewVisitor
from tests.browser.visitor import (
    ZERO,
    Point,
    expect_answer,
    open_part,
    open_tab,
    pad_of,
)

PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 780},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 2,
}


def draw_with_a_finger(page: Page, points: list[Point]) -> None:
    box = pad_of(page).bounding_box()
    assert box
    finger = page.context.new_cdp_session(page)
    at = [{"x": box["x"] + x * box["width"], "y": box["y"] + y * box["height"]} for x, y in points]
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [at[0]]})
    for here, there in pairwise(at):
        for part in (0.25, 0.5, 0.75, 1.0):
            point = {axis: here[axis] + part * (there[axis] - here[axis]) for axis in ("x", "y")}
            finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_a_finger_draws_and_the_page_stays_where_it_is(new_visitor: NewVisitor) -> None:
    page = new_visitor(**PHONE)
    draw_with_a_finger(page, ZERO)
    expect_answer(page, 0)
    expect(pad_of(page)).to_have_attribute("aria-label", "Sketchpad with 1 stroke")
    assert page.evaluate("window.scrollY") == 0


def test_nothing_is_wider_than_a_narrow_screen(new_visitor: NewVisitor) -> None:
    page = new_visitor(**PHONE)
    for tab in ("Draw", "Retrain"):
        open_tab(page, tab)
        if tab == "Retrain":
            open_part(page, "Runs")
        expect(page.locator("#pad canvas" if tab == "Draw" else "#runs table")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        widest = page.evaluate(
            "Math.max(...[...document.querySelectorAll('.main *')].filter(e => e.offsetParent)"
            ".map(e => e.getBoundingClientRect().right))"
        )
        assert widest <= 361


def test_a_second_finger_does_not_disturb_the_stroke(new_visitor: NewVisitor) -> None:
    page = new_visitor(**PHONE)
    box = pad_of(page).bounding_box()
    assert box
    touch = page.context.new_cdp_session(page)
    corner = {"x": box["x"] + 10, "y": box["y"] + 10, "id": 2}

    def finger_at(y: float) -> dict[str, float]:
        return {"x": box["x"] + 0.5 * box["width"], "y": box["y"] + y * box["height"], "id": 1}

    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [finger_at(0.15)]})
    for y in (0.3, 0.45):
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [finger_at(y)]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [finger_at(0.45), corner]})
    for y in (0.6, 0.85):
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [finger_at(y), corner]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect_answer(page, 1)
    expect(pad_of(page)).to_have_attribute("aria-label", "Sketchpad with 1 stroke")


def test_what_a_finger_presses_is_large_enough(new_visitor: NewVisitor) -> None:
    page = new_visitor(**PHONE)
    heights = page.locator("#pad button, #more-samples, [role=tab]:visible").evaluate_all(
        "nodes => nodes.map(node => [node.textContent.trim(), node.getBoundingClientRect().height])"
    )
    assert heights
    assert [name for name, height in heights if height < 40] == []

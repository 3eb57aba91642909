"""Stories of hands, pens and keys on the pads: what a visitor's other hand does, and which key does what."""

import itertools
import re
from collections.abc import Sequence
from typing import Any

from playwright.sync_api import CDPSession, Locator, Page, expect

from tests.browser.conftest import NewVisitor
from tests.browser.visitor import ONE, SEVEN, ZERO, Point, draw, expect_answer, expect_empty, open_tab, pad_of

PALM: Point = (0.8, 0.93)
TABLET: dict[str, Any] = {"has_touch": True}
STROKES = "Sketchpad with {}"


class Hands:
    """Fingers and a pen on a pad, as the browser hears of them."""

    def __init__(self, page: Page, pad: Locator) -> None:
        self.session: CDPSession = page.context.new_cdp_session(page)
        pad.scroll_into_view_if_needed()
        box = pad.bounding_box()
        assert box
        self.box = box
        self.down: dict[int, Point] = {}

    def place(self, point: Point) -> dict[str, float]:
        return {
            "x": self.box["x"] + point[0] * self.box["width"],
            "y": self.box["y"] + point[1] * self.box["height"],
        }

    def touch(self, kind: str) -> None:
        points = [{**self.place(point), "id": finger} for finger, point in self.down.items()]
        self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def press(self, finger: int, point: Point) -> None:
        self.down[finger] = point
        self.touch("touchStart")

    def move(self, finger: int, points: Sequence[Point]) -> None:
        for point in points:
            self.down[finger] = point
            self.touch("touchMove")

    def lift(self, finger: int) -> None:
        del self.down[finger]
        self.touch("touchEnd")

    def pen(self, points: Sequence[Point]) -> None:
        """A stroke of the pen."""
        self._pen("mousePressed", points[0])
        for start, end in itertools.pairwise(points):
            for step in range(1, 9):
                self._pen("mouseMoved", tuple(a + (b - a) * step / 8 for a, b in zip(start, end, strict=True)))
        self._pen("mouseReleased", points[-1])

    def _pen(self, kind: str, point: Sequence[float]) -> None:
        options = {"type": kind, "pointerType": "pen", "button": "left", "buttons": 1, "clickCount": 1}
        self.session.send("Input.dispatchMouseEvent", {**options, **self.place((point[0], point[1]))})


def expect_strokes(pad: Locator, words: str) -> None:
    expect(pad).to_have_attribute("aria-label", STROKES.format(words))


def expect_apart(one: Locator, other: Locator) -> None:
    """Neither lies on the other."""
    a, b = one.bounding_box(), other.bounding_box()
    assert a
    assert b
    beside = a["x"] + a["width"] <= b["x"] or b["x"] + b["width"] <= a["x"]
    assert beside or a["y"] + a["height"] <= b["y"] or b["y"] + b["height"] <= a["y"], f"{one} lies on {other}"


def test_a_pen_takes_over_from_a_palm(same_visitor: NewVisitor) -> None:
    page = same_visitor(**TABLET)
    hands, pad = Hands(page, pad_of(page)), pad_of(page)
    hands.press(0, PALM)
    expect_strokes(pad, "1 stroke")
    hands.pen(ONE)
    expect_strokes(pad, "1 stroke")
    expect_answer(page, 1)
    hands.move(0, [(0.7, 0.8), (0.6, 0.7)])  # the hand goes along
    hands.pen([(0.35, 0.85), (0.65, 0.85)])
    expect_strokes(pad, "2 strokes")
    hands.lift(0)
    expect_strokes(pad, "2 strokes")
    page.locator("#pad .undo").click()
    page.locator("#pad .undo").click()
    expect_empty(page)
    expect(page.locator("#pad .undo")).to_be_disabled()


def test_a_finger_that_draws_takes_over_from_one_that_rests(same_visitor: NewVisitor) -> None:
    page = same_visitor(**TABLET)
    hands, pad = Hands(page, pad_of(page)), pad_of(page)
    hands.press(0, PALM)
    hands.press(1, SEVEN[0])
    hands.move(1, SEVEN[1:])
    expect_answer(page, 7)
    hands.lift(1)
    hands.lift(0)
    expect_strokes(pad, "1 stroke")
    expect_answer(page, 7)


def test_a_stroke_may_begin_just_outside_the_pad(same_visitor: NewVisitor) -> None:
    page = same_visitor(**TABLET)
    for tab, name in (("Draw", "pad"), ("Handwriting", "hand-pad")):
        open_tab(page, tab)
        pad = page.locator(f"#{name} canvas")
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 800})
            begin_strokes_outside(page, pad)
            page.keyboard.press("Escape")
            expect(pad).to_have_attribute("aria-label", re.compile("[Ee]mpty"))


def begin_strokes_outside(page: Page, pad: Locator) -> None:
    """With the mouse, a finger and a pen."""
    pad.hover(trial=True)  # it moves no more
    hands = Hands(page, pad)
    beside = 8 / hands.box["width"]
    inside: list[Point] = [(0.2, 0.45), (0.5, 0.5), (0.8, 0.5)]
    for number, begin in enumerate([(-beside, 0.4), (0.5, -beside), (0.5, 1 + beside)], 1):
        at = [hands.place(point) for point in [begin, *inside]]
        page.mouse.move(at[0]["x"], at[0]["y"])
        page.mouse.down()
        for place in at[1:]:
            page.mouse.move(place["x"], place["y"], steps=4)
        page.mouse.up()
        expect_strokes(pad, "1 stroke" if number == 1 else f"{number} strokes")
    hands.press(0, (-beside, 0.4))
    hands.move(0, inside)
    hands.lift(0)
    expect_strokes(pad, "4 strokes")
    hands.pen([(-beside, 0.4), *inside])
    expect_strokes(pad, "5 strokes")
    assert page.evaluate("getSelection().toString()") == ""


def test_a_mouse_may_begin_farther_away_but_not_on_words(page: Page) -> None:
    hands = Hands(page, pad_of(page))
    lead = page.locator("#draw-lead").bounding_box()
    assert lead
    end = hands.place((0.5, 0.5))
    page.mouse.move(lead["x"] + 60, lead["y"] + lead["height"] / 2)
    page.mouse.down()
    page.mouse.move(end["x"], end["y"], steps=5)
    page.mouse.up()
    expect_empty(page)
    begin = hands.place((-0.12, 0.3))
    page.mouse.move(begin["x"], begin["y"])
    page.mouse.down()
    page.mouse.move(end["x"], end["y"], steps=5)
    page.mouse.up()
    expect_strokes(pad_of(page), "1 stroke")


def open_formula(page: Page) -> None:
    """Open what has a word of the glossary, unless an earlier story has."""
    if not page.locator('a[href="#word-softmax"]').first.is_visible():
        page.get_by_text("as a formula").first.click()


def test_escape_closes_what_is_open_and_clears_nothing(page: Page) -> None:
    draw(page, ZERO)
    expect_answer(page, 0)
    glossary = page.locator(".glossary")
    open_formula(page)
    page.locator('a[href="#word-softmax"]').first.click()
    expect(glossary).to_be_visible()
    page.keyboard.press("Control+z")
    page.keyboard.press("Escape")
    expect(glossary).to_be_hidden()
    expect_answer(page, 0)
    page.keyboard.press("Escape")
    expect_empty(page)


def test_escape_in_present_closes_the_glossary_first(same_visitor: NewVisitor) -> None:
    page = same_visitor(viewport={"width": 1920, "height": 1080})
    draw(page, ZERO)
    expect_answer(page, 0)
    open_formula(page)
    page.evaluate("location.hash = 'present'")  # as Back and Forward do
    expect(page.locator("html")).to_have_class(re.compile("presenting"))
    page.wait_for_function(
        """() => {
            const isOpen = document.querySelector('.glossary').matches(':popover-open');
            if (!isOpen) document.querySelector('a[href="#word-softmax"]').click(); // what scrolls closes it
            return isOpen;
        }"""
    )
    expect(page.locator(".glossary")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".glossary")).to_be_hidden()
    expect(page).to_have_url(re.compile("#present$"))
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile("#draw$"))
    expect_answer(page, 0)


def test_keys_in_a_choice_or_with_alt_are_not_the_pages(page: Page) -> None:
    draw(page, SEVEN)
    expect_answer(page, 7)
    page.locator("#explained .other").focus()
    page.keyboard.press("Escape")
    page.keyboard.press("Control+z")
    expect_answer(page, 7)
    open_tab(page, "Inside")
    expect(page).to_have_url(re.compile("#inside$"))
    page.get_by_role("tab", name="Inside").focus()
    page.keyboard.press("Alt+ArrowLeft")  # the browser's Back, where it has a window
    expect(page.get_by_role("tab", name="Inside")).to_be_focused()
    expect(page.get_by_role("tab", name="Climb")).to_have_attribute("aria-selected", "false")


def test_enter_keeps_nothing_while_the_glossary_is_open(page: Page) -> None:
    open_tab(page, "Handwriting")
    pad = page.locator("#hand-pad canvas")
    expect(pad).to_be_visible()
    Hands(page, pad).pen(ONE)
    expect_strokes(pad, "1 stroke")
    page.locator("a[href*='#word-'] >> visible=true").first.click()
    expect(page.locator(".glossary")).to_be_visible()
    page.keyboard.press("Enter")
    expect_strokes(pad, "1 stroke")
    page.keyboard.press("Escape")
    expect_strokes(pad, "1 stroke")


def test_a_pen_on_a_picture_draws_over_it_and_says_so(page: Page) -> None:
    page.locator("#samples button").nth(1).click()
    expect_answer(page, 1)
    draw(page, [(0.3, 0.25), (0.7, 0.25)])
    expect(pad_of(page)).to_have_attribute("aria-label", "Sketchpad with a picture of a digit")
    expect(page.locator("#pad .note")).to_have_text("You draw over the picture. Clear begins a new drawing.")
    page.set_viewport_size({"width": 360, "height": 640})
    for selector in ("#answer .digit", "#pad .undo", "#pad .clear", "#pad .origin"):
        expect_apart(page.locator("#pad .note"), page.locator(selector))
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(page.locator("#pad .origin-text")).to_have_text("A 1 from the MNIST test set")
    expect(page.locator("#answer .digit")).not_to_have_text("1")
    page.locator("#pad .undo").click()
    expect_answer(page, 1)
    expect(page.locator("#pad .note")).to_have_text("")
    page.locator("#pad .clear").click()
    draw(page, SEVEN)
    expect_strokes(pad_of(page), "1 stroke")
    expect_answer(page, 7)

"""Stories of whole numbers: written on the wide pad, read digit by digit, explained, and shown how."""

import re
from itertools import pairwise
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewVisitor
from tests.browser.test_pens import Hands
from tests.browser.visitor import (
    ONE,
    SEVEN,
    ZERO,
    Point,
    choose_network,
    draw,
    expect_empty,
    in_number,
    open_tab,
    ready_to_write,
    wait_until_pad_is_kept,
)

PAD = "#number-pad canvas"
LINE: list[Point] = [(0.1, 0.5), (0.5, 0.48), (0.9, 0.5)]
PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 780},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 2,
}


def write(page: Page, *digits: list[Point]) -> None:
    """Write digits of one stroke each, from left to right."""
    for place, points in enumerate(digits):
        draw(page, in_number(points, place), PAD)


def expect_number(page: Page, text: str) -> None:
    """The large number is this one, and so are the digits over the ink."""
    expect(page.locator("#number-answer .number")).to_have_text(text)
    expect(page.locator("#number-line .name")).to_have_text(list(text))


def test_a_number_is_read_digit_by_digit_while_it_is_written_and_the_server_hears_nothing_of_it(page: Page) -> None:
    pad = ready_to_write(page)
    expect(page.locator("#captcha .found").first).to_be_visible()  # it is made by the server, as the tab opens
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.post_data or ""))
    for place, (points, text) in enumerate([(SEVEN, "7"), (ZERO, "70"), (ONE, "701")]):
        draw(page, in_number(points, place), PAD)
        expect_number(page, text)
    expect(pad).to_have_attribute("aria-label", "Sketchpad with 3 strokes")
    expect(page.locator("#number-answer .sentence")).to_have_text(re.compile(r"^>? ?\d+ % sure"))
    expect(page.locator("#number-line .share")).to_have_text([re.compile(r"^>? ?\d+ %$")] * 3)
    expect(page.locator("#number-answer .announced")).to_have_text(re.compile(r"^701: .* sure"))
    paper = pad.bounding_box()
    assert paper
    for place, points in enumerate((SEVEN, ZERO, ONE)):
        box = page.locator("#number-line li").nth(place).bounding_box()
        assert box
        across = [paper["x"] + x * paper["width"] for x, _ in in_number(points, place)]
        assert min(across) - 2 < box["x"] + box["width"] / 2 < max(across) + 2, "it stands over its ink"
        assert box["y"] + box["height"] <= paper["y"] + 1
    page.keyboard.press("Control+z")
    expect_number(page, "70")
    page.keyboard.press("Escape")
    expect_number(page, "")
    expect(page.locator("#number-answer .sentence")).to_have_text("The number comes while you write")
    expect(page.locator("#number-digit .leads")).to_have_count(0)
    assert not [each for each in sent if "stroke" in each]


def test_each_digit_has_its_bars_and_why(page: Page) -> None:
    ready_to_write(page)
    write(page, SEVEN, ZERO)
    expect_number(page, "70")
    expect(page.locator("#number-which")).to_contain_text("Digit 1 of 2")
    expect(page.locator("#number-digit .leads .name")).to_have_text("7")
    page.locator("#number-line button").nth(1).click()
    expect(page.locator("#number-which")).to_contain_text("Digit 2 of 2")
    expect(page.locator("#number-digit .leads .name")).to_have_text("0")
    expect(page.locator("#number-evidence .heading")).to_have_text("Why 0?")
    expect(page.locator("#number-line button").nth(1)).to_have_attribute("aria-pressed", "true")
    page.locator("#number-digit .row").nth(8).click()
    expect(page.locator("#number-evidence .heading")).to_have_text("Why 8?")
    expect(page.locator("#number-contrast .heading")).to_have_text("Why 8 and not 0?")
    page.locator("#number-line button").first.focus()
    expect(page.locator("#number-evidence .heading")).to_have_text("Why 7?")


def test_how_it_was_found_is_shown_as_arcs_with_why_each_won_or_lost(page: Page) -> None:
    ready_to_write(page)
    write(page, SEVEN, ONE)
    expect_number(page, "71")
    page.get_by_role("button", name="Show how").click()
    arcs, words = page.locator("#number-how svg"), page.locator("#number-how .arc")
    expect(words).to_contain_text("the chosen ones read 71")
    expect(arcs.locator("path.chosen")).to_have_count(2)
    expect(arcs.locator("text.name")).to_have_text(["7", "1"])
    arcs.focus()
    page.keyboard.press("ArrowRight")
    expect(words).to_have_text(re.compile(r"^Piece 1 as a 7, .*: chosen\.$"))
    page.keyboard.press("ArrowLeft")
    expect(words).to_have_text(re.compile(r"^Piece 2 as a 1, .*: chosen\.$"))
    page.keyboard.press("ArrowLeft")
    expect(words).to_have_text(re.compile(r"^Pieces 1 to 2 as .*: not chosen, because .*\.$"))
    expect(arcs).to_have_attribute("aria-label", re.compile("not chosen, because"))
    draw(page, in_number(ZERO, 2), PAD)
    expect(arcs.locator("path.chosen")).to_have_count(3)
    box = arcs.bounding_box()
    assert box
    arcs.hover(position={"x": box["width"] * in_number(ZERO, 2)[0][0], "y": 0.7 * box["height"]})
    expect(words).to_have_text(re.compile(r"^Piece 3 as a 0, .*: chosen\.$"))
    page.get_by_role("button", name="Hide how").click()
    expect(arcs).to_be_hidden()


def test_what_looks_like_no_digit_is_not_sure(page: Page) -> None:
    ready_to_write(page)
    write(
        page,
        SEVEN,
        [(x, y) for x, y in zip((0.2, 0.8, 0.2, 0.8, 0.2, 0.8), (0.2, 0.3, 0.4, 0.6, 0.7, 0.9), strict=True)],
    )
    expect(page.locator("#number-answer .number")).to_have_text(re.compile(r"^7\d+\?$"))
    expect(page.locator("#number-answer .sentence")).to_have_text(re.compile("^Not sure: "))
    expect(page.locator("#number-line .unsure .name").first).to_have_text(re.compile(r"^\d\?$"))
    expect(page.locator("#number-line .name").first).to_have_text("7")


def test_a_reload_brings_the_number_back_until_everything_is_forgotten(page: Page) -> None:
    ready_to_write(page)
    write(page, SEVEN, ONE)
    wait_until_pad_is_kept(page, 2, pad="numberPad")
    page.reload()
    expect_number(page, "71")
    wait_until_pad_is_kept(page, 2, pad="numberPad")
    open_tab(page, "Handwriting")
    page.locator("#forget").click()
    page.locator("#really-forget").click()
    expect(page.locator("#kept")).to_contain_text("Forgotten")
    wait_until_pad_is_kept(page, 0, pad="numberPad")
    ready_to_write(page)
    expect_number(page, "")
    open_tab(page, "Draw")
    expect_empty(page)


def test_a_number_writes_itself_until_the_first_stroke_and_is_not_kept(new_visitor: NewVisitor) -> None:
    page = new_visitor("#numbers")
    expect_number(page, "2026")
    expect(page.locator("#number-answer .sentence")).to_contain_text("It wrote itself")
    expect(page.locator(PAD)).to_have_attribute("aria-label", re.compile("^Sketchpad, empty. Write a number"))
    expect(page.locator("#number-pad .undo")).to_be_disabled()
    draw(page, in_number(SEVEN, 1), PAD)
    expect_number(page, "7")
    wait_until_pad_is_kept(page, 1, pad="numberPad")
    page.keyboard.press("Control+z")
    expect_number(page, "")


def test_who_wants_no_motion_finds_it_written(new_visitor: NewVisitor) -> None:
    page = new_visitor("#numbers", reduced_motion="reduce")
    expect_number(page, "2026")


def test_the_network_that_reads_on_the_draw_tab_reads_here(page: Page) -> None:
    ready_to_write(page)
    write(page, SEVEN, ONE)
    expect_number(page, "71")
    logit = page.locator("#number-evidence dd").last
    before = logit.inner_text()
    open_tab(page, "Draw")
    choose_network(page, "Upright")
    ready_to_write(page)
    expect(page.locator("#reading-now")).to_have_text("Reading now: Upright")
    expect(logit).not_to_have_text(before)
    expect_number(page, "71")


def test_the_draw_tab_leads_here_with_the_drawing(page: Page) -> None:
    draw(page, [(x / 2, 0.25 + y / 2) for x, y in SEVEN])
    draw(page, [(0.5 + x / 2, 0.25 + y / 2) for x, y in ONE])
    expect(page.locator("#answer .sentence")).to_have_text("This looks like 71, two digits.")
    expect(page.locator("#answer .announced")).to_have_text("This looks like 71, two digits.")
    page.get_by_role("button", name="71 Read in Numbers").click()
    expect(page).to_have_url(re.compile("#numbers$"))
    expect_number(page, "71")
    draw(page, in_number(ZERO, 3), PAD)
    expect_number(page, "710")
    open_tab(page, "Draw")
    expect(page.locator("#pad canvas")).to_have_attribute("aria-label", "Sketchpad with 2 strokes")
    page.keyboard.press("Control+z")
    expect(page.locator("#answer .several")).to_be_hidden()
    expect(page.locator("#answer .digit")).to_have_text("7")


def test_on_a_phone_a_finger_writes_on_the_pad_and_scrolls_beside_it(same_visitor: NewVisitor) -> None:
    page = same_visitor(**PHONE)
    pad = ready_to_write(page)
    box = pad.bounding_box()
    assert box
    assert box["width"] >= 330
    assert box["height"] >= 110
    hands = Hands(page, pad)
    before = page.evaluate("window.scrollY")
    for place, points in enumerate((SEVEN, ZERO, ONE, ONE)):
        across = in_number(points, place)
        hands.press(1, across[0])
        hands.move(1, [((a + c) / 2, (b + d) / 2) for (a, b), (c, d) in pairwise(across)])
        hands.move(1, across[-1:])
        hands.lift(1)
    expect(pad).to_have_attribute("aria-label", "Sketchpad with 4 strokes")
    expect(page.locator("#number-line li")).to_have_count(4)
    assert page.evaluate("window.scrollY") == before
    hands.press(1, (0.5, 2.2))
    hands.move(1, [(0.5, 2.2 - step / 4) for step in range(1, 9)])
    hands.lift(1)
    page.wait_for_function("before => window.scrollY > before + 50", arg=before)
    expect(pad).to_have_attribute("aria-label", "Sketchpad with 4 strokes")


def test_a_link_brings_the_number_to_its_pad(same_visitor: NewVisitor, new_visitor: NewVisitor) -> None:
    page = same_visitor(permissions=["clipboard-read", "clipboard-write"])
    ready_to_write(page)
    write(page, SEVEN, ONE)
    expect_number(page, "71")
    page.locator("#copy-link .copy").click()
    expect(page.locator("#copy-link .said")).to_have_text("Link copied.")
    link = page.evaluate("navigator.clipboard.readText()")
    other = new_visitor(link[link.index("#") :])
    expect(other).to_have_url(re.compile("#numbers$"))
    expect_number(other, "71")
    open_tab(other, "Draw")
    expect_empty(other)

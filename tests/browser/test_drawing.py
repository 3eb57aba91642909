"""Stories of the Draw tab."""

import re

from playwright.sync_api import Page, expect

from onelayer.data.styles import STYLES
from onelayer.files.network_file import load_shipped_network
from onelayer.page.views.sample_digits import style_images
from onelayer.reading.reading import read
from tests.browser.conftest import NewVisitor
from tests.browser.visitor import (
    ONE,
    SEVEN,
    ZERO,
    choose_network,
    draw,
    expect_answer,
    expect_empty,
    expect_ink,
    expect_no_ink,
    ink_of,
    open_tab,
    pad_of,
    percent_in,
    places_on,
    put_pen_down,
    shares,
)

DOT = "That is a dot, too small to be read: draw on"


def test_draw_a_one_and_see_one_lead(page: Page) -> None:
    expect_empty(page)
    draw(page, ONE)
    expect_answer(page, 1)
    assert abs(sum(percent_in(share) for share in shares(page)) - 100) < 0.6


def test_the_bars_move_while_the_pen_is_down(page: Page) -> None:
    first, *others = places_on(pad_of(page), ZERO)  # before the pen is down: to look for the pad moves the mouse
    page.mouse.move(*first)
    page.mouse.down()
    for x, y in others[:4]:
        page.mouse.move(x, y, steps=8)
    expect(page.locator("#answer .leads")).to_have_count(1)
    halfway = page.locator("#answer .answer").get_attribute("data-updates")
    for x, y in others[4:]:
        page.mouse.move(x, y, steps=8)
    expect_answer(page, 0)
    assert int(page.locator("#answer .answer").get_attribute("data-updates") or 0) > int(halfway or 0)
    page.mouse.up()


def test_a_dot_is_not_guessed_at(page: Page) -> None:
    draw(page, [(0.5, 0.5), (0.501, 0.5)])
    expect(pad_of(page)).to_have_attribute("aria-label", "Sketchpad with 1 stroke")
    expect_empty(page, DOT)
    expect(page.locator("#answer [role=status]")).to_have_text(DOT)
    page.locator("#label button").nth(1).click()
    expect(page.locator("#label .said")).to_have_text("A dot is too small to learn from: draw on.")
    draw(page, ONE)
    expect_answer(page, 1)


def test_two_digits_are_said_to_be_two(page: Page) -> None:
    draw(page, [(x / 2, y / 2) for x, y in SEVEN])
    expect_answer(page, 7)
    said = {(0.5, 0): "This looks like 70, two digits.", (0, 0.5): "Not sure: two digits? Draw one at a time"}
    for (right, down), sentence in said.items():
        draw(page, [(x / 2 + right, y / 2 + down) for x, y in ZERO])
        expect(page.locator("#answer .sentence")).to_have_text(sentence)
        expect(page.locator("#answer .digit")).to_have_text(re.compile(r"^\d\?$"))
        page.locator("#pad .undo").click()
        expect(page.locator("#answer .sentence")).to_contain_text("% sure")


def test_the_eye_sees_the_straight_lines_that_are_read(page: Page) -> None:
    pad = pad_of(page)
    box = pad.bounding_box()
    assert box
    corners = [(0.2, 0.8), (0.5, 0.2), (0.8, 0.8)]
    page.mouse.move(box["x"] + 0.2 * box["width"], box["y"] + 0.8 * box["height"])
    page.mouse.down()
    for x, y in corners[1:]:
        page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"])  # in one step: no point between
    page.mouse.up()
    expect(page.locator("#answer .leads")).to_have_count(1)
    inked = """(canvas, [x, y]) =>
        canvas.getContext('2d').getImageData(x * canvas.width, y * canvas.height, 1, 1).data[3] > 0"""
    for place in [*corners, (0.35, 0.5), (0.65, 0.5)]:
        assert pad.evaluate(inked, list(place)), f"no ink at {place}"


def test_undo_and_clear_with_the_mouse(page: Page) -> None:
    expect(page.locator("#pad .undo")).to_be_disabled()
    draw(page, ONE)
    draw(page, [(0.2, 0.2), (0.3, 0.2)])
    expect(pad_of(page)).to_have_attribute("aria-label", "Sketchpad with 2 strokes")
    page.locator("#pad .undo").click()
    expect(pad_of(page)).to_have_attribute("aria-label", "Sketchpad with 1 stroke")
    expect_answer(page, 1)
    page.locator("#pad .clear").click()
    expect_empty(page)
    expect_no_ink(pad_of(page))
    page.locator("#pad .undo").click()
    expect_answer(page, 1)


def test_undo_and_clear_with_the_keyboard(page: Page) -> None:
    draw(page, SEVEN)
    expect_answer(page, 7)
    page.keyboard.press("Escape")
    expect_empty(page)
    page.keyboard.press("Control+z")
    expect_answer(page, 7)
    page.keyboard.press("Control+z")
    expect_empty(page)


def test_another_network_reads_what_is_on_the_pad(page: Page) -> None:
    draw(page, SEVEN)
    expect_answer(page, 7)
    expect(page.locator("#sees .caption").nth(2)).to_contain_text("edge directions")
    choose_network(page, "The article’s")
    expect(page.locator("#sees .caption").nth(2)).to_contain_text("raw pixels")
    choose_network(page, "Upright")
    expect(page.locator("#sees .caption").nth(2)).to_contain_text("upright pixels")
    expect_answer(page, 7)


def test_what_the_network_sees_is_shown(page: Page) -> None:
    pictures = page.locator("#sees canvas")
    for i in range(3):
        expect_no_ink(pictures.nth(i))
    draw(page, SEVEN)
    expect(pictures.nth(1)).to_have_attribute("aria-label", re.compile("The drawing as 28 by 28 pixels"))
    expect_ink(pictures.nth(2), 1000)  # edges are drawn finer than pixels
    assert all(30 < ink_of(pictures.nth(i)) < 400 for i in range(2))


def test_the_drawing_outlives_a_resize_and_a_change_of_tab(page: Page) -> None:
    draw(page, SEVEN)
    expect_answer(page, 7)
    page.set_viewport_size({"width": 700, "height": 900})
    open_tab(page, "Retrain")
    open_tab(page, "Draw")
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(pad_of(page)).to_have_attribute("aria-label", "Sketchpad with 1 stroke")
    expect_ink(pad_of(page), 1000)
    expect_answer(page, 7)
    expect(page.locator("#answer .share")).to_have_text([re.compile("%$")] * 10)


def test_the_pad_is_crisp_on_a_dense_screen(new_visitor: NewVisitor) -> None:
    page = new_visitor(device_scale_factor=2)
    draw(page, ONE)
    expect_answer(page, 1)
    assert pad_of(page).evaluate("canvas => Math.abs(canvas.width - 2 * canvas.clientWidth) <= 1")


def test_the_pad_is_drawn_square_at_any_width(new_visitor: NewVisitor) -> None:
    page = new_visitor(viewport={"width": 1120, "height": 900})  # a pad of 300 pixels, a canvas' width by default
    draw(page, SEVEN)
    expect_answer(page, 7)
    for width in (1120, 1000, 1121):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_function(
            "() => { const pad = document.querySelector('#pad canvas');"
            " return pad.width === pad.height && Math.abs(pad.width - pad.clientWidth) <= 1; }"
        )


def test_a_digit_that_somebody_else_wrote(new_page: Page) -> None:
    page = new_page  # it changes the samples, which other stories of the file use
    page.locator("#samples button").nth(7).click()
    expect_answer(page, 7)
    expect(pad_of(page)).to_have_attribute("aria-label", "Sketchpad with a picture of a digit")
    picture = page.locator("#samples canvas").nth(7).evaluate("canvas => canvas.toDataURL()")
    page.get_by_role("button", name="Ten others").click()
    page.wait_for_function("old => document.querySelectorAll('#samples canvas')[7].toDataURL() !== old", arg=picture)
    page.locator("#pad .clear").click()
    draw(page, ONE)
    expect_answer(page, 1)
    page.locator("#pad .undo").click()
    page.locator("#pad .undo").click()
    expect_answer(page, 7)


def test_a_digit_by_keyboard_alone(page: Page) -> None:
    page.locator("#samples button").nth(2).focus()
    page.keyboard.press("Enter")
    expect_answer(page, 2)


def test_dark_is_dark(new_visitor: NewVisitor) -> None:
    page = new_visitor("?__theme=dark")
    draw(page, ONE)
    expect_answer(page, 1)
    background = page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)")
    assert max(background) < 60


def test_everything_about_a_drawing_goes_with_it(page: Page) -> None:
    draw(page, ZERO)
    expect_answer(page, 0)
    page.locator("#answer .row").nth(3).click()
    page.locator("#explained .other").select_option("9")
    page.locator("#label button").nth(0).click()
    expect(page.locator("#label .said")).to_contain_text("Kept as a 0")
    page.locator("#pad .clear").click()
    expect_empty(page)
    draw(page, [(0.5, 0.5), (0.501, 0.5)])  # a dot
    expect(page.locator("#pad canvas")).to_have_attribute("aria-label", "Sketchpad with 1 stroke")
    expect_empty(page, DOT)
    page.keyboard.press("Escape")
    draw(page, SEVEN)
    expect_answer(page, 7)
    expect(page.locator("#evidence .heading")).to_have_text("Why 7?")
    page.locator("#samples button").nth(2).click()
    expect(page.locator("#pad .origin-text")).to_have_text("A 2 from the MNIST test set")
    page.locator("#pad .undo").click()
    expect_answer(page, 7)
    expect(page.locator("#pad .origin")).to_be_hidden()
    page.locator("#pad .undo").click()
    page.locator("#pad .undo").click()
    expect_empty(page, DOT)


def test_what_was_chosen_to_be_explained_stays_while_its_drawing_goes_on(page: Page) -> None:
    draw(page, SEVEN)
    expect_answer(page, 7)
    page.locator("#answer .row").nth(9).click()
    draw(page, [(0.35, 0.5), (0.65, 0.5)])
    expect(pad_of(page)).to_have_attribute("aria-label", "Sketchpad with 2 strokes")
    expect(page.locator("#evidence .heading")).to_have_text("Why 9?")


def test_a_digit_from_below_brings_pad_and_answer_into_view(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 640})
    for motion, digit in (("no-preference", 7), ("reduce", 6)):
        page.emulate_media(reduced_motion="reduce" if motion == "reduce" else "no-preference")
        page.locator("#samples button").nth(digit).click()
        expect_answer(page, digit)
        expect(pad_of(page)).to_be_in_viewport(ratio=0.99)
        expect(page.locator("#answer .bars")).to_be_in_viewport(ratio=0.99)
    page.emulate_media(reduced_motion="null")


def test_two_networks_read_one_drawing_side_by_side(page: Page) -> None:
    options = page.locator("#compare option")
    expect(options).to_have_text(["nobody", "A kilobyte", "Upright", "The article’s"])
    expect(page.locator("#answer .second")).to_be_hidden()
    page.locator("#compare select").select_option(label="The article’s")
    put_pen_down(page, ZERO)
    expect(page.locator("#answer .second-leads .name")).to_have_text("0")
    expect(page.locator("#answer .second-digit")).to_have_text(re.compile("^0"))
    expect(page.locator("#answer .second-sentence")).to_contain_text("The article’s")
    expect(page.locator("#answer .sentence")).to_contain_text("More hands")
    expect(page.locator("#answer .agreement")).to_have_text("Both read 0")
    page.mouse.up()
    figures = page.locator("#answer .second-share").all_inner_texts()
    assert abs(sum(percent_in(figure) for figure in figures) - 100) < 0.6
    choose_network(page, "The article’s")
    expect(page.locator("#answer .share")).to_have_text(figures)
    expect(page.locator("#answer .second")).to_be_hidden()
    choose_network(page, "Upright")
    expect(page.locator("#answer .second-sentence")).to_contain_text("The article’s")
    page.locator("#compare select").select_option("")
    expect(page.locator("#answer .second")).to_be_hidden()


def test_two_networks_that_disagree_say_so(page: Page) -> None:
    page.locator("#compare select").select_option(label="The article’s")
    page.get_by_text("It also knows these ways of writing").click()
    style, article = next(
        (number, seen)
        for number, image in enumerate(style_images())
        if (seen := read(image, load_shipped_network("article").network).digit) != STYLES[number].digit
        and read(image, load_shipped_network("more-hands").network).digit == STYLES[number].digit
    )
    page.locator("#style-pictures button").nth(style).click()
    expect(page.locator("#answer .agreement")).to_have_text(f"They disagree: {STYLES[style].digit} and {article}")
    assert page.locator("#answer .second-share").all_inner_texts() != shares(page)
    expect(pad_of(page)).to_be_in_viewport(ratio=0.99)


def test_the_answer_is_read_out_once_when_the_pen_rests(page: Page) -> None:
    announced = page.locator("#answer [role=status]")
    put_pen_down(page, SEVEN)
    expect(page.locator("#answer .leads .name")).to_have_text("7")
    expect(announced).to_have_text("")
    page.mouse.up()
    expect(announced).to_have_text(re.compile(r"^7, (> )?\d+\.\d % sure$"))
    page.keyboard.press("Escape")
    expect(announced).to_have_text("")

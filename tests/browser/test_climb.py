"""Stories of the Climb tab."""

import re

from playwright.sync_api import Locator, Page, expect

from onelayer.training.recipes import RUNGS
from tests.browser.conftest import NewVisitor
from tests.browser.neighbour import Neighbour
from tests.browser.visitor import (
    SEVEN,
    TRAINING,
    draw,
    expect_answer,
    expect_ink,
    expect_none,
    open_part,
    open_tab,
    wait_until_thing_is_kept,
)


def rung(page: Page, key: str) -> Locator:
    return page.locator(f"#rungs [data-rung={key}]")


def open_climb(page: Page) -> None:
    """Go to the Climb tab, and wait until it has its script: what is typed before is not heard."""
    open_tab(page, "Climb")
    expect(rung(page, "article").locator(".reads")).not_to_be_empty()


def expect_trained(page: Page, key: str) -> None:
    """It has come to its end, and the page knows how good it is."""
    expect(rung(page, key).locator(".accuracy")).to_have_text(re.compile(r"^\d\d\.\d\d %$"), timeout=TRAINING)


def accuracy_of(page: Page, key: str) -> float:
    return float(rung(page, key).locator(".accuracy").inner_text().split()[0])


def test_climb_to_the_third_rung_and_open_a_digit_that_it_fixed(page: Page, neighbour: Neighbour) -> None:
    draw(page, SEVEN)
    expect_answer(page, 7)
    page.get_by_label("It was a 7", exact=True).click()
    open_climb(page)
    expect(rung(page, "article").locator(".reads")).to_have_text(re.compile("^Train it: what it sees"))
    page.get_by_label("What accuracy do you expect of Scaled").fill("60")
    sentence = page.locator("#climb-top .run-sentence")
    neighbour.begin()
    page.locator("#climb-start").click()
    for key in ("article", "scaled", "optimizer"):
        expect(sentence).to_contain_text("Next in line")
        neighbour.let_one_pass()
        expect_trained(page, key)
    expect(sentence).to_contain_text("Next in line")
    page.locator("#climb-stop").click()
    expect(sentence).to_have_text("Stopped at Upright. The rungs before it stay.")

    accuracies = [accuracy_of(page, key) for key in ("article", "scaled", "optimizer")]
    assert accuracies == sorted(accuracies)
    picture = page.locator("#climb-picture svg")
    expect(picture).to_have_attribute(
        "aria-label", re.compile(r"The article’s 8\d\.\d\d %.*Better optimizer 9\d\.\d\d %; past linear, upright")
    )
    expect(picture.locator(".dot.trained")).to_have_count(3)
    expect(picture.locator(".dot.guessed")).to_have_count(1)
    scaled = rung(page, "scaled")
    expect(scaled.locator(".off")).to_have_text(re.compile(r"^\d\d\.\d too low$"))
    expect(scaled.locator(".reads")).to_have_text(re.compile(r"^reads 7, (> )?\d+ %$"))
    expect(scaled.locator(".drawings")).to_have_text("1 of 1 of yours")
    expect_ink(scaled.locator("canvas"), 20)
    expect(page.locator("#reading-now")).to_have_text("Reading now: More hands")

    rung(page, "optimizer").get_by_role("button", name="Digits fixed and broken").click()
    expect(page.locator("#step-sentence")).to_contain_text("From Scaled to Better optimizer")
    expect(page.locator("#fixed-sentence")).to_have_text(re.compile(r"\d+ test digits fixed, 20 shown\."))
    page.locator("#fixed-digits button").first.click()
    expect(page.get_by_role("tab", name="Draw")).to_have_attribute("aria-selected", "true")
    expect(page.locator("#pad .origin-text")).to_have_text(re.compile(r"^Test digit \d+: a \d$"))
    label = page.locator("#pad .origin-text").inner_text()[-1]
    expect(page.locator("#answer .leads .name")).to_have_text(label)
    expect(page.locator("#reading-now")).to_have_text("Reading now: Climb: Better optimizer")

    open_climb(page)
    rung(page, "optimizer").get_by_role("button", name="Open in Retrain").click()
    expect(page.get_by_label("Start from a recipe")).to_have_value("Better optimizer")
    expect(page.locator("#recipe-about p:not([hidden])")).to_have_text(
        "As Scaled, but with Adam, smaller steps towards the end, 20 epochs."
    )
    open_part(page, "Runs")
    expect(page.locator("#compare-sentence")).to_contain_text("Curves of Climb: Scaled, Climb: Better optimizer")

    page.evaluate("location.hash = 'climb'")
    page.reload()
    expect_trained(page, "optimizer")
    assert [accuracy_of(page, key) for key in ("article", "scaled", "optimizer")] == accuracies
    expect(page.get_by_label("What accuracy do you expect of Scaled")).to_have_value("60")


def test_what_we_measured_is_hidden_until_a_rung_is_guessed(page: Page) -> None:
    open_climb(page)
    cells, dots = page.locator("#rungs .measured"), page.locator("#climb-picture .dot.measured")
    expect(cells).to_have_text(["guess first"] * len(RUNGS))
    expect(dots).to_have_count(0)
    guess = page.get_by_label("What accuracy do you expect of Scaled")
    guess.fill("95")
    guess.press("Tab")
    expect(cells).to_have_text(["guess first", "92.09 %"] + ["guess first"] * (len(RUNGS) - 2))
    expect(rung(page, "scaled").locator(".measured-people")).to_have_text("80.9 %")
    expect(dots).to_have_count(1)
    page.get_by_label("Show all that we measured").check()
    expect(cells).to_have_text([f"{100 * each.measured.test:.2f} %" for each in RUNGS])
    expect(dots).to_have_count(len(RUNGS))
    page.get_by_label("Show all that we measured").uncheck()
    guess.fill("")
    guess.press("Tab")
    expect(cells).to_have_text(["guess first"] * len(RUNGS))
    expect(dots).to_have_count(0)


def test_each_rung_opens_in_retrain_as_the_recipe_that_it_is(page: Page) -> None:
    for each in RUNGS:
        open_climb(page)
        rung(page, each.key).get_by_role("button", name="Open in Retrain").click()
        expect(page.get_by_label("Start from a recipe")).to_have_value(each.name)
        expect(page.locator("#learning-rate input")).to_have_value(str(each.recipe.learning_rate))
        about = page.locator("#recipe-about p:not([hidden])")
        expect(about).to_have_count(1)
        expect(about).not_to_contain_text("changed")
        expect(page.locator("#recipe-back")).to_be_hidden()


def test_guess_and_picture_have_one_unit(page: Page) -> None:
    open_climb(page)
    page.get_by_label("What accuracy do you expect of Directions").fill("99")
    page.keyboard.press("Tab")
    picture = page.locator("#climb-picture")
    expect(picture.locator("figcaption")).to_contain_text("Accuracy on MNIST’s 10,000 test digits")
    tick = picture.locator("text.tick", has_text=re.compile("^99 %$")).bounding_box()
    guess = picture.locator(".dot.guessed").bounding_box()
    assert tick
    assert guess
    assert abs(tick["y"] + tick["height"] / 2 - guess["y"] - guess["height"] / 2) < 4


def test_a_guess_beyond_its_limits_is_set_to_the_nearest_and_said(page: Page) -> None:
    open_climb(page)
    guess, note = page.get_by_label("What accuracy do you expect of Scaled"), page.locator(".number-note")
    for typed, value, sentence in [
        ("-5", "0", "−5 is too small: set to 0, the least."),
        ("150", "100", "150 is too large: set to 100, the most."),
        ("e", "100", "That is no number: it stays 100."),
    ]:
        guess.press("Control+a")
        guess.press("Delete")
        guess.press_sequentially(typed)
        guess.press("Tab")
        expect(note).to_have_text(sentence)
        expect(guess).to_have_value(value)
    expect(page.locator("#climb-picture .dot.guessed")).to_have_count(1)
    wait_until_thing_is_kept(page, "guesses", "guesses => guesses?.scaled === 100")
    page.evaluate("location.hash = 'climb'")
    page.reload()
    expect(guess).to_have_value("100")


LABELS = """svg => {
    const frame = svg.getBoundingClientRect();
    const labels = [...svg.querySelectorAll('text')].map(node => [node.textContent, node.getBoundingClientRect()]);
    const isOut = box =>
        box.left < frame.left || box.right > frame.right || box.top < frame.top || box.bottom > frame.bottom;
    const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top + 3 < b.bottom && b.top + 3 < a.bottom;
    const isCovered = box => labels.some(([, other]) => other !== box && overlap(box, other));
    return labels.filter(([text, box]) => text.includes('…') || isOut(box) || isCovered(box)).map(([text]) => text);
}"""
"""The labels of a picture that are cut or under another one."""


def test_one_rung_alone_and_no_label_of_the_picture_is_cut(page: Page) -> None:
    open_climb(page)
    rung(page, "scaled").get_by_role("button", name="Train this rung").click()
    expect_trained(page, "scaled")
    expect(rung(page, "article").locator(".accuracy")).to_have_text("–")
    expect(page.locator("#step-sentence")).to_contain_text("Train rung 1, The article’s, too")
    expect(page.locator("#broken-sentence")).to_have_text(re.compile(r"\d+ test digits misread, 20 shown\."))
    expect(page.locator("#climb-start")).to_be_enabled()

    picture = page.locator("#climb-picture svg")
    expect(picture.locator("text.accuracy")).to_have_count(1)
    for width in (320, 360, 768):
        page.set_viewport_size({"width": width, "height": 740})
        for name in ("linear", "linear, upright", "LeNet-1", "LeNet-4", "LeNet-5", "LeNet-5*"):
            expect(picture.locator("text", has_text=re.compile(rf"(^| ){re.escape(name)}$"))).to_have_count(1)
        expect_none(page, f"() => ({LABELS})(document.querySelector('#climb-picture svg'))", f"{width} px")


def test_a_link_brings_the_guesses_of_a_climb(same_visitor: NewVisitor, new_visitor: NewVisitor) -> None:
    page = same_visitor(permissions=["clipboard-read", "clipboard-write"])
    open_climb(page)
    for name, percent in (("Scaled", "91.5"), ("Directions", "99")):
        page.get_by_label(f"What accuracy do you expect of {name}").fill(percent)
        page.keyboard.press("Tab")
    page.locator("#copy-link .copy").click()
    expect(page.locator("#copy-link .said")).to_have_text("Link copied.")
    link = str(page.evaluate("navigator.clipboard.readText()"))
    assert "#climb&network=more-hands&guesses=" in link
    other = new_visitor(link[link.index("#") :])
    expect(other.locator("#link-notice")).to_contain_text("brings guesses for 2 rungs")
    expect(other.get_by_label("What accuracy do you expect of Scaled")).to_have_value("91.5")
    expect(other.get_by_label("What accuracy do you expect of Directions")).to_have_value("99")
    expect(other.locator("#climb-picture .dot.guessed")).to_have_count(2)

"""Stories of the Climb tab."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NewVisitor
from tests.browser.neighbour import Neighbour
from tests.browser.visitor import SEVEN, TRAINING, draw, expect_answer, expect_ink, open_part, open_tab


def rung(page: Page, key: str) -> Locator:
    return page.locator(f"#rungs [data-rung={key}]")


def expect_trained(page: Page, key: str) -> None:
    """It has come to its end, and the page knows how good it is."""
    expect(rung(page, key).locator(".accuracy")).to_have_text(re.compile(r"^\d\d\.\d\d %$"), timeout=TRAINING)


def accuracy_of(page: Page, key: str) -> float:
    return float(rung(page, key).locator(".accuracy").inner_text().split()[0])


def test_climb_to_the_third_rung_and_open_a_digit_that_it_fixed(page: Page, neighbour: Neighbour) -> None:
    draw(page, SEVEN)
    expect_answer(page, 7)
    page.get_by_label("It was a 7", exact=True).click()
    open_tab(page, "Climb")
    expect(rung(page, "article").locator(".reads")).to_have_text(re.compile("^Train it, and what it sees"))
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
        "aria-label", re.compile("The article’s 1.*Better optimizer 7.*; past linear, desk")
    )
    expect(picture.locator(".dot.trained")).to_have_count(3)
    expect(picture.locator(".dot.guessed")).to_have_count(1)
    scaled = rung(page, "scaled")
    expect(scaled.locator(".off")).to_have_text(re.compile(r"^it came \d\d\.\d higher$"))
    expect(scaled.locator(".reads")).to_have_text(re.compile(r"^reads 7, \d+ %$"))
    expect(scaled.locator(".drawings")).to_have_text("1 of 1 of yours")
    expect_ink(scaled.locator("canvas"), 20)
    expect(page.locator("#reading-now")).to_have_text("Reading now: Directions")

    rung(page, "optimizer").get_by_role("button", name="Digits fixed and broken").click()
    expect(page.locator("#step-sentence")).to_contain_text("From Scaled to Better optimizer")
    expect(page.locator("#fixed-sentence")).to_have_text(re.compile(r"\d+ test digits fixed, 20 shown\."))
    page.locator("#fixed-digits button").first.click()
    expect(page.get_by_role("tab", name="Draw")).to_have_attribute("aria-selected", "true")
    expect(page.locator("#pad .origin-text")).to_have_text(re.compile(r"^Test digit \d+: a \d$"))
    label = page.locator("#pad .origin").inner_text()[-1]
    expect(page.locator("#answer .leads .name")).to_have_text(label)
    expect(page.locator("#reading-now")).to_have_text("Reading now: Climb: Better optimizer")

    open_tab(page, "Climb")
    rung(page, "optimizer").get_by_role("button", name="Open in Retrain").click()
    expect(page.locator("#recipe-about")).to_contain_text("Article, changed: inputs scaled, Adam, decay on")
    open_part(page, "Runs")
    expect(page.locator("#compare-sentence")).to_contain_text("Curves of Climb: Scaled, Climb: Better optimizer")

    page.evaluate("location.hash = 'climb'")
    page.reload()
    expect_trained(page, "optimizer")
    assert [accuracy_of(page, key) for key in ("article", "scaled", "optimizer")] == accuracies
    expect(page.get_by_label("What accuracy do you expect of Scaled")).to_have_value("60")


def test_one_rung_alone(page: Page) -> None:
    open_tab(page, "Climb")
    rung(page, "scaled").get_by_role("button", name="Train this rung").click()
    expect_trained(page, "scaled")
    expect(rung(page, "article").locator(".accuracy")).to_have_text("–")
    expect(page.locator("#step-sentence")).to_contain_text("Train rung 1, The article’s, too")
    expect(page.locator("#broken-sentence")).to_have_text(re.compile(r"\d+ test digits misread, 20 shown\."))
    expect(page.locator("#climb-start")).to_be_enabled()


def test_a_link_brings_the_guesses_of_a_climb(new_visitor: NewVisitor) -> None:
    page = new_visitor(permissions=["clipboard-read", "clipboard-write"])
    open_tab(page, "Climb")
    for name, percent in (("Scaled", "91.5"), ("Directions", "99")):
        page.get_by_label(f"What accuracy do you expect of {name}").fill(percent)
        page.keyboard.press("Tab")
    page.locator("#copy-link .copy").click()
    expect(page.locator("#copy-link .said")).to_have_text("Link copied.")
    link = str(page.evaluate("navigator.clipboard.readText()"))
    assert "#climb&network=directions&guesses=" in link
    other = new_visitor(link[link.index("#") :])
    expect(other.locator("#link-notice")).to_contain_text("brings guesses for 2 rungs")
    expect(other.get_by_label("What accuracy do you expect of Scaled")).to_have_value("91.5")
    expect(other.get_by_label("What accuracy do you expect of Directions")).to_have_value("99")
    expect(other.locator("#climb-picture .dot.guessed")).to_have_count(2)


def test_a_link_whose_guesses_are_none_says_so(new_visitor: NewVisitor) -> None:
    page = new_visitor("#climb&guesses=article:900")
    expect(page.locator("#link-notice .sentence")).to_contain_text("its guesses are no percentages")
    expect(page.locator("#climb-start")).to_be_visible()

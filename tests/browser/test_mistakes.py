"""Stories of the Mistakes part of the Retrain tab."""

import re
from dataclasses import replace

from playwright.sync_api import Page, Route, expect

from onelayer.training.recipes import RECIPES, RUNGS
from tests.browser.conftest import NewVisitor
from tests.browser.kept import Trainer, kept_by
from tests.browser.visitor import SEVEN, draw, expect_ink, open_part, open_tab

SHORT_UPRIGHT = replace(RECIPES["upright"], epochs=2, examples=5000)
"""Trained in a moment."""
JOINED = re.compile("/queue/join")  # where a function of the server is called


def test_a_confusion_cell_leads_to_its_digits_and_a_digit_to_the_draw_tab(page: Page) -> None:
    open_tab(page, "Retrain")
    open_part(page, "Mistakes")
    cell = page.locator("#confusion td button").nth(4 * 11 + 9)
    expect(cell).to_have_attribute("aria-label", re.compile(r"4 read as 9: \d+"))
    cell.click()
    expect(page.locator("#cell-sentence")).to_contain_text(re.compile(r"4, read as 9: \d+ of them\."))
    digit = page.locator("#cell-digits button").first
    expect(digit).to_contain_text("4 → 9")
    digit.click()
    expect(page.get_by_role("tab", name="Draw")).to_have_attribute("aria-selected", "true")
    expect(page.locator("#answer .leads .name")).to_have_text("9")
    expect(page.locator("#evidence .heading")).to_have_text("Why 9?")
    expect(page.locator("#contrast .heading")).to_have_text("Why 9 and not 4?")
    expect(page.locator("#pad .origin-text")).to_have_text(re.compile(r"^Test digit \d+: a 4$"))
    for part in ("#pad canvas", "#answer .bars"):
        expect(page.locator(part)).to_be_in_viewport(ratio=0.99)
    page.keyboard.press("Escape")
    draw(page, SEVEN)
    expect(page.locator("#contrast .heading")).to_have_text(re.compile("Why 7 and not [^4]"))
    expect_ink(page.locator("#evidence canvas"), 30)


def test_the_confusion_matrix_by_keyboard(page: Page) -> None:
    open_tab(page, "Retrain")
    open_part(page, "Mistakes")
    first = page.locator("#confusion td button").first
    expect(first).to_have_attribute("aria-label", re.compile("0 read as 0"))
    first.focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "ArrowUp"):
        page.keyboard.press(key)
    expect(page.locator("#confusion button:focus")).to_have_attribute("aria-label", re.compile("^1 read as 1: "))
    page.keyboard.press("Enter")
    expect(page.locator("#cell-sentence")).to_contain_text("1, read as 1:")


def test_a_worst_mistake_of_a_run_is_explained_by_that_run(new_visitor: NewVisitor, trainer: Trainer) -> None:
    runs = [trainer.run(RUNGS[0].recipe), trainer.run(SHORT_UPRIGHT)]
    page = new_visitor(kept=kept_by(runs, reads="run-2"))
    open_tab(page, "Retrain")
    open_part(page, "Runs")
    page.get_by_label("Show Run 2").check()
    open_part(page, "Mistakes")
    expect(page.locator("#confusion-summary")).to_contain_text("Run 2 reads")
    mistakes = page.locator("#mistakes .pictures")
    of_run_2 = mistakes.inner_text()
    open_part(page, "Runs")
    page.get_by_label("Show Run 1").check()
    open_part(page, "Mistakes")
    expect(page.locator("#confusion-summary")).to_contain_text("Run 1 reads")
    expect(mistakes).not_to_have_text(of_run_2, use_inner_text=True)
    worst = page.locator("#mistakes button").first
    expect(worst).to_have_text(re.compile(r"\d → \d"))
    caption = re.match(r"(\d) → (\d)", worst.inner_text().strip())
    assert caption
    worst.click()
    expect(page.locator("#network").get_by_label("Run 1")).to_be_checked()
    expect(page.locator("#contrast .heading")).to_have_text(f"Why {caption[2]} and not {caption[1]}?")


def test_a_network_is_measured_once_and_another_runs_digits_are_not_left_there(
    new_visitor: NewVisitor, trainer: Trainer
) -> None:
    page = new_visitor(kept=kept_by([trainer.run(SHORT_UPRIGHT)]))
    held: list[Route] = []
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if JOINED.search(request.url) else None)
    open_tab(page, "Retrain")
    open_part(page, "Mistakes")
    expect(page.locator("#mistakes button").first).to_be_visible()
    page.locator("#confusion td button").nth(4 * 11 + 9).click()
    expect(page.locator("#cell-digits button").first).to_be_visible()
    open_part(page, "Runs")
    page.route(JOINED, lambda route: held.append(route))
    page.get_by_label("Show Run 1").check()
    open_part(page, "Mistakes")
    summary = page.locator("#confusion-summary")
    expect(summary).to_have_text("The server reads the 10,000 test digits with Run 1 …")
    expect(
        page.locator("#confusion table, #mistakes button, #cell-digits button").locator("visible=true")
    ).to_have_count(0)
    page.route(JOINED, lambda route: route.continue_())
    for route in held:
        route.continue_()
    expect(summary).to_contain_text("Run 1 reads")
    expect(page.locator("#mistakes button").first).to_be_visible()
    count = len(asked)
    for name, first in (("More hands, as it ships", "More hands reads"), ("Run 1", "Run 1 reads")):
        open_part(page, "Runs")
        page.get_by_label(f"Show {name}").check()
        open_part(page, "Mistakes")
        expect(summary).to_contain_text(first)
        expect(page.locator("#mistakes button").first).to_be_visible()
    assert len(asked) == count


def test_what_the_server_refuses_to_measure_is_said_and_asked_for_again(new_visitor: NewVisitor) -> None:
    page = new_visitor(expected_error="status of 500")
    page.route(JOINED, lambda route: route.fulfill(status=500, json={"error": "The server has no room for it."}))
    open_tab(page, "Retrain")
    open_part(page, "Mistakes")
    summary = page.locator("#confusion-summary")
    expect(summary).to_have_text("The test digits could not be read with More hands: The server has no room for it.")
    page.unroute(JOINED)
    open_part(page, "Log")
    open_part(page, "Mistakes")
    expect(summary).to_contain_text("More hands reads")

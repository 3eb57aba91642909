"""Stories of the sweep, on the Retrain tab."""

import re

from playwright.sync_api import Page, expect

from tests.browser.neighbour import Neighbour
from tests.browser.visitor import TRAINING, open_more, open_part, open_tab, set_slider


def test_a_sweep_shows_what_each_pair_leads_to_and_lends_its_numbers(page: Page) -> None:
    open_tab(page, "Retrain")
    open_more(page)
    set_slider(page, "examples", 6000)
    open_part(page, "Sweep")
    page.locator("#sweep-start").click()
    expect(page.locator("#sweep-state")).to_contain_text("Best after one epoch of 4,096 images", timeout=TRAINING)
    expect(page.locator("#sweep button.waiting")).to_have_count(0)
    expect(page.locator("#sweep button.wrong")).not_to_have_count(0)
    cell = page.locator("#sweep td button").nth(2 * 4 + 2)
    expect(cell).to_have_attribute("aria-label", re.compile(r"Rate 0.001, batches of 256: accuracy \d\d\.\d %, loss"))
    cell.click()
    expect(page.locator("#sweep-state")).to_contain_text("Taken over into the settings: rate 0.001, batches of 256.")
    expect(page.locator("#learning-rate input")).to_have_value("0.001")
    expect(page.locator("#batch-size input[type=number]")).to_have_value("256")
    open_part(page, "Runs")
    expect(page.locator("#runs .mine")).to_have_count(0)


def test_a_sweep_can_be_stopped(page: Page, neighbour: Neighbour) -> None:
    open_tab(page, "Retrain")
    open_part(page, "Sweep")
    state = page.locator("#sweep-state")
    neighbour.begin()
    page.locator("#sweep-start").click()
    expect(state).to_contain_text("0 of 24 · Next in line")
    neighbour.let_one_pass()
    expect(state).to_contain_text("1 of 24 · Next in line", timeout=TRAINING)
    page.locator("#sweep-stop").click()
    expect(state).to_contain_text("Stopped after 1 of 24")
    expect(page.locator("#sweep-start")).to_be_enabled()

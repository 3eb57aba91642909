"""Stories of numbers that are typed beyond their limits, not at all, or in halves."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.visitor import expect_run_state, open_more, open_tab, set_slider


def type_number(page: Page, name: str, text: str) -> Locator:
    """Type in place of what a field has, key by key, and leave it."""
    field = page.locator(f"#{name} input[type=number]")
    field.press("Control+a")
    field.press("Delete")
    field.press_sequentially(text)
    field.press("Tab")
    return field


@pytest.fixture
def retrain(page: Page) -> Page:
    """The Retrain tab with all its settings open."""
    open_tab(page, "Retrain")
    open_more(page)
    expect(page.locator("#seed input")).to_have_value("0")
    return page


BEYOND = [
    ("epochs", "", "5", "Nothing was typed: it stays 5."),
    ("epochs", "2.5", "3", "2.5 is no whole number: set to 3."),
    ("epochs", "-1", "1", "−1 is too small: set to 1, the least."),
    ("epochs", "1e9", "50", "1,000,000,000 is too large: set to 50, the most."),
    ("batch-size", "7", "8", "7 is too small: set to 8, the least."),
    ("examples", "100000", "60000", "100,000 is too large: set to 60,000, the most."),
    ("validation-split", "0.9", "0.5", "0.9 is too large: set to 0.5, the most."),
    ("styles", "401", "400", "401 is too large: set to 400, the most."),
    ("variations", "1.5", "2", "1.5 is no whole number: set to 2."),
    ("learning-rate", "", "0.01", "Nothing was typed: it stays 0.01."),
    ("learning-rate", "0", "0.000001", "0 is too small: set to 0.000001, the least."),
    ("learning-rate", "1e9", "10", "1,000,000,000 is too large: set to 10, the most."),
    ("seed", "e", "0", "That is no number: it stays 0."),
    ("seed", "-1", "0", "−1 is too small: set to 0, the least."),
    ("seed", "3e9", "2147483647", "3,000,000,000 is too large: set to 2,147,483,647, the most."),
]


def test_a_number_beyond_its_limits_is_set_to_the_nearest_and_said(retrain: Page) -> None:
    refused: list[str] = []
    retrain.on("response", lambda response: refused.append(response.url) if response.status >= 400 else None)
    note = retrain.locator(".number-note")
    for name, typed, value, sentence in BEYOND:
        field = type_number(retrain, name, typed)
        expect(field).to_have_value(value)
        expect(note).to_have_text(sentence)
        expect(note).to_be_visible()
        retrain.keyboard.press("Escape")
        expect(note).to_be_hidden()
    expect(retrain.locator("#recipe-about")).to_contain_text("learning rate 10, batch size 8, 50 epochs and 4 more")
    # What is between the steps of its slider is taken as it is.
    for name, typed in [("batch-size", "100"), ("learning-rate", "0.0015"), ("epochs", "7")]:
        expect(type_number(retrain, name, typed)).to_have_value(typed)
        expect(note).to_be_hidden()
    expect(retrain.locator("#recipe-about")).to_contain_text("learning rate 0.0015, batch size 100, 7 epochs")
    assert refused == []


def test_the_number_that_is_trained_with_is_the_one_in_the_field(retrain: Page) -> None:
    set_slider(retrain, "examples", 1000)
    field = retrain.locator("#epochs input[type=number]")
    field.press("Control+a")
    field.press_sequentially("2.5")  # and the button is pressed while the field still has the focus
    retrain.locator("#train").click()
    expect(field).to_have_value("3")
    expect(retrain.locator(".number-note")).to_have_text("2.5 is no whole number: set to 3.")
    expect_run_state(retrain, "Trained 3 epochs of 800 images")

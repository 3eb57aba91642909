"""Stories of the Retrain tab."""

import re

from playwright.sync_api import Page, expect

from onelayer.training.recipe import UPRIGHT
from tests.browser.visitor import (
    SEVEN,
    draw,
    expect_answer,
    expect_run_state,
    expect_to_have_shown,
    ink_of,
    open_tab,
    remember_texts,
    set_slider,
    train,
)


def test_train_and_watch_it_learn(page: Page) -> None:
    draw(page, SEVEN)
    expect_answer(page, 7)
    open_tab(page, "Retrain")
    page.locator("#preset").get_by_label("Upright").check()
    expect(page.locator("#epochs input[type=number]")).to_have_value(str(UPRIGHT.epochs))
    set_slider(page, "epochs", 3)
    remember_texts(page, "#run-state .run-sentence")
    page.locator("#train").click()
    expect(page.locator("#train")).to_be_disabled()
    expect(page.locator("#loss svg")).to_have_attribute("data-points", re.compile(r"\d"))
    expect_to_have_shown(page, rf"Epoch \d of 3 · batch \d+ of {UPRIGHT.batches} · \d+\.\d s left")
    expect_run_state(page, re.compile(rf"Trained 3 epochs of {UPRIGHT.training_examples:,} images in \d+\.\d\d s\."))
    assert int(page.locator("#accuracy svg").get_attribute("data-points") or 0) >= 10
    page.get_by_role("button", name="Log").click()
    log = page.locator("#log textarea").input_value().splitlines()
    assert len(log) == 3
    figure = r"\d+\.\d{4}"
    for number, line in enumerate(log, 1):
        assert re.fullmatch(
            rf"Epoch {number}/3 · {UPRIGHT.batches}/{UPRIGHT.batches} · accuracy: {figure} · loss: {figure} · "
            rf"val_accuracy: {figure} · val_loss: {figure}",
            line,
        )
    mine = page.locator("#runs .mine")
    expect(mine).to_contain_text(re.compile(r"Reads now.*\d s\s*9\d\.\d\d %\s*9\d\.\d\d %\s*9\d\.\d\d %"))
    expect(page.locator("#runs")).to_contain_text("The article, as printed")
    assert all(ink_of(page.locator("#weights canvas").nth(digit)) > 200 for digit in range(10))
    expect(page.locator("#train")).to_be_enabled()
    expect(page.locator("#stop")).to_be_disabled()
    open_tab(page, "Draw")
    expect(page.locator("#network").get_by_label("Run 1")).to_be_checked()
    expect_answer(page, 7)


def test_stop_keeps_what_was_learned(page: Page) -> None:
    open_tab(page, "Retrain")
    page.get_by_label("Slow motion").check()
    page.locator("#train").click()
    expect_run_state(page, re.compile(r"Epoch \d of 5 · batch \d+ of 750"))
    page.locator("#stop").click()
    expect_run_state(page, re.compile(r"Stopped in epoch \d after batch \d+ of 750\. What was learned is kept\."))
    expect(page.locator("#runs .mine")).to_contain_text(re.compile(r"\d+\.\d\d %\s*\d+\.\d\d %\s*\d+\.\d\d %"))
    open_tab(page, "Draw")
    expect(page.locator("#network").get_by_label("Run 1")).to_be_checked()


def test_a_recipe_that_cannot_be_trained_is_refused_with_its_limits(page: Page) -> None:
    open_tab(page, "Retrain")
    page.get_by_role("button", name="More").click()
    field = page.locator("#learning-rate input")
    expect(field).to_have_value("0.01")
    field.press("Control+a")
    field.press_sequentially("0")
    field.press("Tab")
    expect(field).to_have_value("0")
    page.locator("#train").click()
    expect_run_state(page, "Not trained. learning rate must be a number from 1e-06 to 10, not 0.")
    expect(page.locator("#train")).to_be_enabled()


def test_an_empty_learning_rate_is_refused_with_its_limits(page: Page) -> None:
    open_tab(page, "Retrain")
    page.get_by_role("button", name="More").click()
    field = page.locator("#learning-rate input")
    expect(field).to_have_value("0.01")
    field.press("Control+a")
    field.press("Delete")
    field.press("Tab")
    expect(field).to_have_value("")
    page.locator("#train").click()
    expect_run_state(
        page, re.compile(r"Not trained\. learning rate must be a number from 1e-06 to 10, not (empty|0)\.")
    )
    expect(page.get_by_text("from 1e-06 to 10, not empty").last).to_be_visible()
    expect(page.locator("#runs .mine")).to_have_count(0)


def test_a_second_run_reads_and_leaves_the_first(page: Page) -> None:
    draw(page, SEVEN)
    open_tab(page, "Retrain")
    page.get_by_role("button", name="More").click()
    set_slider(page, "examples", 1000)
    for epochs in (1, 2):
        set_slider(page, "epochs", epochs)
        train(page, re.compile(rf"Trained {epochs} epochs? of 800 images"))
    open_tab(page, "Draw")
    expect(page.locator("#network").get_by_label("Run 2")).to_be_checked()
    expect(page.locator("#reading-now")).to_have_text("Reading now: Run 2")
    expect(page.locator("#network").get_by_label("Run 1")).to_have_count(1)
    expect(page.locator("#sees .caption").nth(2)).to_contain_text("inputs: 0 to 255")

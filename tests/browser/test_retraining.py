"""Stories of the Retrain tab."""

import csv
import re
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from onelayer.training.recipes import ARTICLE, RECIPES
from tests.browser.conftest import NewVisitor
from tests.browser.kept import Trainer, kept_by
from tests.browser.visitor import (
    SEVEN,
    TRAINING,
    choose_recipe,
    draw,
    expect_answer,
    expect_ink,
    expect_none,
    expect_run_state,
    open_more,
    open_part,
    open_tab,
    set_slider,
    train,
)

UPRIGHT = RECIPES["upright"]


def test_train_and_watch_it_learn(page: Page) -> None:
    draw(page, SEVEN)
    expect_answer(page, 7)
    open_tab(page, "Retrain")
    choose_recipe(page, "Upright")
    expect(page.locator("#epochs input[type=number]")).to_have_value(str(UPRIGHT.epochs))
    set_slider(page, "epochs", 3)
    page.locator("#train").click()
    expect_run_state(page, re.compile(rf"Trained 3 epochs of {UPRIGHT.training_examples:,} images in \d+\.\d\d s\."))
    assert int(page.locator("#accuracy svg").get_attribute("data-points") or 0) >= 10
    open_part(page, "Log")
    log = page.locator("#log textarea").input_value().splitlines()
    assert len(log) == 3
    figure = r"\d+\.\d{4}"
    for number, line in enumerate(log, 1):
        assert re.fullmatch(
            rf"Epoch {number}/3 · {UPRIGHT.batches}/{UPRIGHT.batches} · accuracy: {figure} · loss: {figure} · "
            rf"val_accuracy: {figure} · val_loss: {figure}",
            line,
        )
    open_part(page, "Runs")
    mine = page.locator("#runs .mine")
    expect(mine).to_contain_text(re.compile(r"Reads now.*\d s\s*9\d\.\d\d %\s*9\d\.\d\d %\s*9\d\.\d\d %"))
    expect(page.locator("#runs")).to_contain_text("The article, as printed")
    for digit in range(10):
        expect_ink(page.locator("#weights canvas").nth(digit), 200)
    expect(page.locator("#train")).to_be_enabled()
    expect(page.locator("#stop")).to_be_disabled()
    expect_run_state(
        page, re.compile(r"It reads 9\d\.\d\d % of the 10,000 test digits and 9\d\.\d\d % of its validation")
    )
    open_tab(page, "Draw")
    expect(page.locator("#network").get_by_label("Run 1")).to_be_checked()
    expect_answer(page, 7)


def test_after_a_run_there_is_a_way_back_to_the_network_before(page: Page) -> None:
    draw(page, SEVEN)
    open_tab(page, "Retrain")
    again = page.locator("#read-again")
    expect(again).to_have_text("More hands reads now. A run that you train reads in its place.")
    open_more(page)
    set_slider(page, "examples", 1000)
    train(page)
    expect(again.get_by_role("status")).to_have_text("Run 1 reads now.")
    again.get_by_role("button", name="Read with More hands again").click()
    expect(page.locator("#reading-now")).to_have_text("Reading now: More hands")
    expect(again.get_by_role("button")).to_have_text("Read with Run 1 again")
    open_tab(page, "Draw")
    expect(page.locator("#network").get_by_label("More hands")).to_be_checked()
    expect_answer(page, 7)


@pytest.mark.usefixtures("slow_motion_lasts")
def test_a_run_shows_how_far_it_is_and_stop_keeps_what_was_learned(page: Page) -> None:
    open_tab(page, "Retrain")
    open_more(page)
    page.get_by_label("Slow motion").check()
    page.locator("#train").click()
    expect_run_state(page, re.compile(r"Epoch 1 of 5 · batch \d+ of 750 · \d+\.\d s left"))
    expect(page.locator("#loss svg")).to_have_attribute("data-points", re.compile(r"\d"))
    expect(page.locator("#train")).to_be_disabled()
    page.locator("#stop").click()
    expect_run_state(page, re.compile(r"Stopped in epoch \d after batch \d+ of 750\. What was learned is kept\."))
    open_part(page, "Runs")
    mine = page.locator("#runs .mine")
    expect(mine).to_contain_text(re.compile(r"· stopped\s*\d+\.\d\d s\s*\d+\.\d\d %\s*(–|\d+\.\d\d %)\s*\d+\.\d\d %"))
    open_tab(page, "Draw")
    expect(page.locator("#network").get_by_label("Run 1")).to_be_checked()


def test_a_second_run_reads_and_leaves_the_first(new_visitor: NewVisitor, trainer: Trainer) -> None:
    run = trainer.run(replace(ARTICLE, epochs=1, examples=1000))
    page = new_visitor(kept=kept_by([run], reads="run-1"))
    draw(page, SEVEN)
    open_tab(page, "Retrain")
    open_part(page, "Runs")
    expect(page.locator("#runs .mine")).to_have_count(1)
    open_more(page)
    set_slider(page, "examples", 1000)
    set_slider(page, "epochs", 2)
    train(page, "Trained 2 epochs of 800 images")
    open_tab(page, "Draw")
    expect(page.locator("#network").get_by_label("Run 2")).to_be_checked()
    expect(page.locator("#reading-now")).to_have_text("Reading now: Run 2")
    expect(page.locator("#network").get_by_label("Run 1")).to_have_count(1)
    expect(page.locator("#sees .caption").nth(2)).to_contain_text("raw pixels")


def expect_in_view(page: Page, selector: str) -> None:
    """All of it is on the screen, and nothing over its middle."""
    page.wait_for_function(
        """selector => {
            const node = document.querySelector(selector);
            const box = node.getBoundingClientRect();
            const at = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
            return box.top >= -1 && box.bottom <= innerHeight + 1 && node.contains(at);
        }""",
        arg=selector,
    )


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (360, 640)])
def test_train_and_its_progress_are_in_view_with_all_settings_open(
    same_visitor: NewVisitor, width: int, height: int
) -> None:
    page = same_visitor(viewport={"width": width, "height": height}, has_touch=width == 360, is_mobile=width == 360)
    open_tab(page, "Retrain")
    expect(page.locator("#recipe")).to_be_visible()
    expect_in_view(page, "#train")
    open_more(page)
    expect_in_view(page, "#train")
    set_slider(page, "examples", 1000)
    page.locator("#seed").scroll_into_view_if_needed()
    expect_in_view(page, "#train")
    page.locator("#train").click()
    expect_run_state(page, "Trained 5 epochs of 800 images")
    for part in ("#run-state .run-sentence", "#loss svg", "#accuracy svg"):
        expect_in_view(page, part)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_tab_is_short_and_what_comes_after_a_run_is_a_sentence_each(new_visitor: NewVisitor) -> None:
    page = new_visitor(viewport={"width": 1280, "height": 800})
    open_tab(page, "Retrain")
    expect(page.locator("#replay .waiting")).to_be_visible()
    page.wait_for_function("document.documentElement.scrollHeight < 1.5 * 800")
    open_part(page, "Sweep")
    expect(page.locator("#sweep-start")).to_be_visible()
    expect(page.locator("#sweep table")).to_be_hidden()
    open_part(page, "Log")
    expect(page.locator("#log textarea")).to_be_hidden()
    open_part(page, "Runs")
    expect(page.locator("#compare-sentence")).to_be_visible()
    for empty in ("#compare-loss figure", "#compare-accuracy figure"):
        expect(page.locator(empty)).to_be_hidden()
    expect(page.locator("#compare-weights canvas:visible")).to_have_count(0)


def test_what_comes_after_a_run_is_reached_by_the_keyboard(page: Page) -> None:
    open_tab(page, "Retrain")
    first = page.locator("#afterwards").get_by_role("tab", name="Replay")
    first.focus()
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#afterwards").get_by_role("tab", name="Mistakes")).to_have_attribute("aria-selected", "true")
    expect(page.locator("#confusion table")).to_be_visible()


def test_a_changed_recipe_says_what_was_changed_and_leads_back(page: Page) -> None:
    open_tab(page, "Retrain")
    about, back = page.locator("#recipe-about p:not([hidden])"), page.locator("#recipe-back")
    expect(about).to_contain_text("the article “Recognize digits with a very simple Neural Network”")
    expect(back).to_be_hidden()
    page.locator("#inputs").get_by_label("upright").check()
    set_slider(page, "epochs", 3)
    open_more(page)
    set_slider(page, "examples", 1000)
    changed = "The article’s, changed: upright pixels, 3 epochs, 1,000 images"
    expect(about).to_have_text(changed)
    train(page, "Trained 3 epochs")
    expect(page.locator("#runs .mine .about")).to_have_text(changed)
    expect(back).to_have_text("Back to The article’s")
    back.click()
    expect(page.locator("#epochs input[type=number]")).to_have_value("5")
    expect(page.locator("#inputs").get_by_label("raw")).to_be_checked()
    expect(about).to_contain_text("Recognize digits")
    expect(back).to_be_hidden()


def test_a_run_whose_loss_ran_away_says_that_it_diverged(page: Page) -> None:
    open_tab(page, "Retrain")
    open_more(page)
    set_slider(page, "examples", 1000)
    rate = page.locator("#learning-rate input")
    rate.fill("10")
    rate.press("Tab")
    expect(page.locator("#recipe-about")).to_contain_text("learning rate 10")
    train(
        page, re.compile(r"Trained 5 epochs of 800 images in .* s\. It diverged: its loss ended at .*, far above the")
    )
    expect(page.locator("#runs .mine .about")).to_have_text(
        "The article’s, changed: learning rate 10, 1,000 images · diverged"
    )


CUT_LABELS = """() => [...document.querySelectorAll('#run-curves svg')].flatMap(plot => {
    const frame = plot.getBoundingClientRect();
    return [...plot.querySelectorAll('text')].filter(text => {
        const box = text.getBoundingClientRect();
        return box.left < frame.left || box.right > frame.right || box.bottom > frame.bottom;
    }).map(text => text.textContent);
})"""
CUT_NUMBERS = """() => [...document.querySelectorAll('#sweep :is(th, button)')]
    .filter(node => node.scrollWidth > node.clientWidth).map(node => node.textContent)"""


def expect_none_at_any_width(page: Page, find: str) -> None:
    """A script comes to find nothing on a phone, nor at a desk."""
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        expect_none(page, find, f"{width} px")


def test_no_label_of_an_axis_is_cut_off(page: Page) -> None:
    open_tab(page, "Retrain")
    open_more(page)
    set_slider(page, "examples", 1000)
    rate = page.locator("#learning-rate input")
    for number in ("10", "0.00001"):
        rate.fill(number)
        rate.press("Tab")
        train(page)
        expect_none_at_any_width(page, CUT_LABELS)
    open_part(page, "Sweep")
    page.locator("#sweep-start").click()
    expect(page.locator("#sweep-state")).to_contain_text("Best after one epoch of 800 images", timeout=TRAINING)
    expect(page.locator("#sweep tbody th").first).to_have_text("0.000001")
    expect_none_at_any_width(page, CUT_NUMBERS)


def test_runs_can_be_saved_for_a_spreadsheet(page: Page, tmp_path: Path) -> None:
    open_tab(page, "Retrain")
    open_part(page, "Runs")
    page.locator("#save-runs .save").click()
    expect(page.locator("#runs-sentence")).to_have_text("There is no run to save yet: train one.")
    set_slider(page, "epochs", 1)
    train(page)
    name = page.get_by_label("Name of Run 1")
    name.fill('=1, "one"')
    name.press("Enter")
    expect(page.locator("#runs-sentence")).to_contain_text("is called")
    with page.expect_download() as download:
        page.locator("#save-runs .save").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    assert path.name == "one-layer-runs.csv"
    (line,) = csv.DictReader(path.read_text("utf-8-sig").splitlines())
    assert line["name"] == '\'=1, "one"'
    assert (line["epochs"], line["learning_rate"], line["optimizer"], line["seed"]) == ("1", "0.01", "sgd", "0")
    expect(page.locator("#runs .mine .test")).to_have_text(f"{100 * float(line['test_accuracy']):.2f} %")


def test_at_a_desk_settings_curves_and_pictures_are_on_one_screen_without_holes(same_visitor: NewVisitor) -> None:
    page = same_visitor(viewport={"width": 1280, "height": 800})
    open_tab(page, "Retrain")
    pictures = page.locator("#weights figure, #weights .place").last
    expect(pictures).to_be_visible()

    def bottom(selector: str) -> float:
        return float(page.locator(selector).evaluate("node => node.getBoundingClientRect().bottom"))

    for part in ("#train", "#copy-script", "#run-curves", "#weights"):
        assert bottom(part) <= 800, part
    open_more(page)
    first, last = (page.locator(f"#{name}").bounding_box() for name in ("with-hand", "variations"))
    assert first
    assert last
    assert abs(bottom("#copy-script") - bottom("#weights")) < 80, (
        "what stands beside the pictures is as high as they are"
    )
    assert first["y"] - bottom("#weights") < 100, "More begins under both columns"
    assert last["y"] + last["height"] - first["y"] < 300, "and is not one long column"

"""Stories of what can be looked at after a run, on the Retrain tab."""

import re
from dataclasses import replace

from playwright.sync_api import Page, expect

from onelayer.training.recipes import ARTICLE, RECIPES, RUNGS
from tests.browser.conftest import NewVisitor
from tests.browser.kept import Trainer, kept_by
from tests.browser.neighbour import Neighbour
from tests.browser.visitor import (
    SEVEN,
    TRAINING,
    choose_recipe,
    draw,
    expect_answer,
    expect_ink,
    expect_run_state,
    expect_to_have_shown,
    open_more,
    open_part,
    open_tab,
    percent_in,
    remember_texts,
    set_slider,
    train,
)

SHORT = replace(ARTICLE, epochs=1, examples=1000)
SHORT_UPRIGHT = replace(RECIPES["upright"], epochs=2, examples=5000)
"""Trained in a moment."""


def set_short_recipe(page: Page) -> None:
    """One that is trained in a moment."""
    open_more(page)
    set_slider(page, "examples", 1000)
    set_slider(page, "epochs", 1)


def largest_share(page: Page) -> float:
    """The largest of the replayed bars, 0 to 1."""
    return max(percent_in(text) for text in page.locator("#replay-answer .share").all_inner_texts()) / 100


def test_replay_to_batch_1_and_see_flat_bars_and_play_the_run_again(page: Page) -> None:
    draw(page, SEVEN)
    expect_answer(page, 7)
    open_tab(page, "Retrain")
    expect(page.locator("#replay .waiting")).to_contain_text("Train, and the run can be played again here")
    expect(page.locator("#replay .play, #replay-reading")).to_have_count(2)
    for part in page.locator("#replay .play, #replay-reading").all():
        expect(part).to_be_hidden()
    choose_recipe(page, "Upright")
    expect(page.locator("#epochs input[type=number]")).to_have_value(str(RECIPES["upright"].epochs))
    set_slider(page, "epochs", 2)
    open_more(page)
    set_slider(page, "examples", SHORT_UPRIGHT.examples)
    train(page, "Trained 2 epochs")
    open_part(page, "Replay")
    moment = page.locator("#replay .moment")
    batches = SHORT_UPRIGHT.epochs * SHORT_UPRIGHT.batches
    expect(moment).to_contain_text(f"After batch {batches} of {batches}: 2.00 of 2 epochs.")
    expect(page.locator("#replay-answer .digit")).to_have_text("7")
    assert largest_share(page) > 0.9
    slider = page.locator("#replay input[type=range]")
    slider.focus()
    page.keyboard.press("Home")
    expect(moment).to_contain_text(f"After batch 1 of {batches}: ")
    assert largest_share(page) < 0.5
    cursor = page.locator("#accuracy .cursor")
    at_first = float(cursor.get_attribute("x1") or 0)
    page.keyboard.press("ArrowRight")
    expect(moment).to_contain_text(f"After batch 2 of {batches}")
    page.keyboard.press("End")
    expect(moment).to_contain_text(f"After batch {batches} of {batches}")
    assert float(cursor.get_attribute("x1") or 0) > at_first + 50

    remember_texts(page, "#replay .moment")
    page.locator("#replay .play").click()
    expect_to_have_shown(page, f"After batch 1 of {batches}")
    expect(moment).to_contain_text(f"After batch {batches} of {batches}")
    expect(page.locator("#replay-answer .digit")).to_have_text("7")


def test_without_a_drawing_a_run_is_replayed_on_a_sample(new_visitor: NewVisitor, trainer: Trainer) -> None:
    page = new_visitor(kept=kept_by([trainer.run(ARTICLE)]))
    open_tab(page, "Retrain")
    expect(page.locator("#replay .waiting")).to_be_visible()
    expect(page.locator("#replay-samples")).to_be_hidden()
    open_part(page, "Runs")
    page.get_by_label("Show Run 1").check()
    open_part(page, "Replay")
    expect(page.locator("#replay-answer .sentence")).to_contain_text("choose a digit to replay")
    page.locator("#replay-digits button").nth(7).click()
    expect(page.locator("#replay-answer .digit")).to_have_text("7")
    expect(page.locator("#replay .moment")).to_contain_text("After batch 3,750 of 3,750")
    open_tab(page, "Draw")
    expect(page.locator("#pad .origin")).to_contain_text("A 7 from the MNIST test set")


def test_compare_two_runs(new_visitor: NewVisitor, trainer: Trainer) -> None:
    page = new_visitor(kept=kept_by([trainer.run(ARTICLE)]))
    open_tab(page, "Retrain")
    open_part(page, "Runs")
    expect(page.locator("#runs .mine")).to_have_count(1)
    expect(page.locator("#compare-sentence")).to_contain_text("Tick two to compare")
    page.locator("#inputs").get_by_label("upright").check()
    set_slider(page, "epochs", 2)
    open_more(page)
    set_slider(page, "examples", 5000)
    train(page, "Trained 2 epochs")
    expect(page.locator("#compare-sentence")).to_contain_text("Curves of Run 1, Run 2")
    expect(page.locator("#compare-accuracy .curve")).to_have_count(2)
    expect(page.locator("#compare-accuracy svg")).to_have_attribute("aria-label", re.compile("Run 1 8.*Run 2 [89]"))
    for digit in range(10):
        expect_ink(page.locator("#compare-weights canvas").nth(digit), 100)
    page.get_by_label("Compare Run 1").uncheck()
    expect(page.locator("#compare-sentence")).to_contain_text("Tick two to compare")
    page.get_by_label("Compare Upright, as it ships").check()
    expect(page.locator("#compare-sentence")).to_contain_text("what Upright looks for more (orange) or less")


def test_name_and_delete_runs_and_let_one_read(new_visitor: NewVisitor, trainer: Trainer) -> None:
    runs = [trainer.run(RUNGS[0].recipe), trainer.run(SHORT_UPRIGHT)]
    page = new_visitor(kept=kept_by(runs, reads="run-1"))
    draw(page, SEVEN)
    open_tab(page, "Retrain")
    open_part(page, "Runs")
    name = page.get_by_label("Name of Run 1")
    for _ in range(2):
        name.fill("Upright")
        name.press("Enter")
        expect(page.locator("#runs-sentence")).to_have_text("Another one is called Upright already.")
        expect(name).to_have_value("Run 1")
    name = page.get_by_label("Name of Run 2")
    name.fill("the second")
    name.press("Enter")
    expect(page.locator("#runs-sentence")).to_have_text("Run 2 is called the second now.")
    page.get_by_label("Let it read on the Draw tab: the second").click()
    expect(page.locator("#runs .mine").nth(0).get_by_text("Reads now")).to_be_visible()
    expect(page.locator("#runs .mine").nth(0).get_by_text("Best of yours")).to_be_visible()
    page.get_by_label("Delete Run 1").click()
    expect(page.locator("#runs .mine")).to_have_count(1)
    expect(page.locator("#runs-sentence")).to_have_text("Run 1 is deleted, and can be brought back.")
    page.get_by_role("button", name="Bring Run 1 back").click()
    expect(page.locator("#runs .mine")).to_have_count(2)
    expect(page.locator("#runs-sentence")).to_have_text("Run 1 is back.")
    expect(page.locator("#undelete")).to_be_hidden()
    page.get_by_label("Delete Run 1").click()
    expect(page.locator("#runs .mine")).to_have_count(1)
    open_tab(page, "Draw")
    expect(page.locator("#network").get_by_label("the second")).to_be_checked()
    expect_answer(page, 7)
    expect(page.locator("#sees .caption").nth(2)).to_contain_text("upright pixels")


def test_runs_are_there_after_a_reload_with_all_of_their_replay_and_so_are_the_settings(page: Page) -> None:
    open_tab(page, "Retrain")
    set_short_recipe(page)
    set_slider(page, "epochs", 2)
    train(page)
    set_slider(page, "epochs", 1)
    train(page)
    page.get_by_label("Slow motion").check()
    open_part(page, "Replay")
    expect(page.locator("#replay .moment")).to_contain_text("After batch 13 of 13: 1.00 of 1 epochs.")
    snapshots = page.locator("#replay input[type=range]").get_attribute("max")
    expect(page.locator("#kept")).to_have_text("Kept in this browser, and nowhere else: 2 runs.")

    page.reload()
    expect(page.locator("#kept")).to_contain_text("2 runs.")
    expect(page.locator("#reading-now")).to_have_text("Reading now: Run 2")
    open_tab(page, "Retrain")
    open_more(page)
    expect(page.get_by_label("Slow motion")).to_be_checked()
    expect(page.locator("#epochs input[type=number]")).to_have_value("1")
    open_part(page, "Runs")
    expect(page.locator("#runs .mine")).to_have_count(2)
    for name in ("Run 1", "Run 2"):
        page.get_by_label(f"Compare {name}").check()
        expect(page.get_by_label(f"Compare {name}")).to_be_checked()
    expect(page.locator("#compare-sentence")).to_contain_text("Curves of Run 1, Run 2")
    expect(page.locator("#compare-accuracy .curve")).to_have_count(2)
    page.get_by_label("Show Run 2").check()
    expect(page.locator("#replay .moment")).to_contain_text("After batch 13 of 13: 1.00 of 1 epochs.")
    expect(page.locator("#replay input[type=range]")).to_have_attribute("max", str(snapshots))
    page.get_by_label("Delete Run 2").click()
    expect(page.locator("#kept")).to_have_text("Kept in this browser, and nowhere else: 1 run.")


def test_ticking_and_replaying_ask_the_server_nothing(new_visitor: NewVisitor, trainer: Trainer) -> None:
    page = new_visitor(kept=kept_by([trainer.run(SHORT), trainer.run(SHORT_UPRIGHT)]))
    open_tab(page, "Retrain")
    open_part(page, "Runs")
    for name in ("Run 1", "Run 2"):
        page.get_by_label(f"Compare {name}").check()
    expect_ink(page.locator("#compare-weights canvas").first, 100)
    page.get_by_label("Show Run 1").check()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.method == "POST" else None)
    page.get_by_label("Compare Run 1").uncheck()
    page.get_by_label("Compare Run 1").check()
    expect(page.locator("#compare-sentence")).to_contain_text("what Run 1 looks for more")
    expect_ink(page.locator("#compare-weights canvas").first, 100)
    page.get_by_label("Show Run 2").check()
    open_part(page, "Replay")
    page.locator("#replay input[type=range]").focus()
    page.keyboard.press("Home")
    batches = SHORT_UPRIGHT.epochs * SHORT_UPRIGHT.batches
    expect(page.locator("#replay .moment")).to_contain_text(f"After batch 1 of {batches}")
    assert asked == []


def test_a_run_that_a_reload_interrupts_is_there_up_to_its_last_snapshot(page: Page) -> None:
    open_tab(page, "Retrain")
    open_part(page, "Runs")
    open_more(page)
    page.get_by_label("Slow motion").check()
    page.locator("#train").click()
    expect(page.locator("#runs .mine .about")).to_have_text("The article’s · in training", timeout=TRAINING)
    expect_run_state(page, re.compile(r"Epoch 1 of 5 · batch [1-9]\d+ of 750"))
    page.reload()
    open_tab(page, "Retrain")
    open_part(page, "Runs")
    expect(page.locator("#runs .mine .about")).to_have_text("The article’s · broken off")
    expect(page.locator("#runs .mine .test")).to_have_text(re.compile(r"\d\d\.\d\d %"))
    page.get_by_label("Show Run 1").check()
    open_part(page, "Replay")
    expect(page.locator("#replay .moment")).to_have_text(re.compile(r"After batch \d+ of 3,750"))


def test_a_name_half_typed_when_a_run_ends_is_not_lost(
    new_visitor: NewVisitor, trainer: Trainer, neighbour: Neighbour
) -> None:
    page = new_visitor(kept=kept_by([trainer.run(SHORT)]))
    open_tab(page, "Retrain")
    open_part(page, "Runs")
    neighbour.begin()
    page.locator("#train").click()
    expect_run_state(page, "Next in line")
    name = page.get_by_label("Name of Run 1")
    name.fill("half")
    neighbour.leave()
    expect(page.locator("#runs .mine")).to_have_count(2, timeout=TRAINING)
    expect(name).to_be_focused()
    expect(name).to_have_value("half")
    page.keyboard.type(" a hand")
    page.keyboard.press("Enter")
    expect(page.locator("#runs-sentence")).to_have_text("Run 1 is called half a hand now.")


def test_it_all_fits_a_phone(new_visitor: NewVisitor, trainer: Trainer) -> None:
    runs = [trainer.run(RUNGS[0].recipe), trainer.run(SHORT)]
    page = new_visitor(kept=kept_by(runs, reads="run-2"), viewport={"width": 320, "height": 780})
    open_tab(page, "Retrain")
    open_part(page, "Runs")
    for name in ("Run 1", "Run 2"):
        page.get_by_label(f"Compare {name}").check()
        expect(page.get_by_label(f"Compare {name}")).to_be_checked()
    page.get_by_label("Show Run 2").check()
    open_part(page, "Mistakes")
    expect(page.locator("#confusion-summary")).to_contain_text("Run 2 reads")
    page.locator("#confusion td button").nth(4 * 11 + 9).click()
    expect(page.locator("#cell-digits button").first).to_contain_text("4 → 9")
    for part in ("Replay", "Runs", "Mistakes", "Sweep", "Log"):
        open_part(page, part)
        for width in (320, 360):
            page.set_viewport_size({"width": width, "height": 780})
            assert page.evaluate("document.documentElement.scrollWidth") <= width

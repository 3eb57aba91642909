"""Stories of what the browser keeps."""

import re
from dataclasses import replace

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from onelayer.data.drawings_file import format_drawings
from onelayer.files.network_file import SHIPPED
from onelayer.reading.drawing import Drawing
from onelayer.training.recipes import ARTICLE
from tests.browser.conftest import NewVisitor
from tests.browser.kept import Kept, Trainer, kept_by
from tests.browser.test_handwriting import (
    MIRRORED_SEVEN,
    expect_drawings,
    import_file,
    keep_as,
    learn,
)
from tests.browser.visitor import (
    ONE,
    SEVEN,
    ZERO,
    choose_network,
    draw,
    expect_run_state,
    open_more,
    open_part,
    open_tab,
    set_slider,
    train,
    wait_until_thing_is_kept,
)
from tests.hands import mirrored, stubborn_hand

SHORT = replace(ARTICLE, epochs=1, examples=1000)

EVERYTHING = """async () => {
    const database = await new Promise((done) => {
        const opening = indexedDB.open('one-layer');
        opening.onsuccess = () => done(opening.result);
    });
    const counts = {};
    for (const place of database.objectStoreNames) {
        const counting = database.transaction(place).objectStore(place).count();
        counts[place] = await new Promise((done) => { counting.onsuccess = () => done(counting.result); });
    }
    database.close();
    return counts;
}"""
"""How many records each place of the database has."""


@pytest.fixture(scope="module")
def taught(trainer: Trainer) -> Kept:
    """What the browser of a visitor keeps who has corrected and taught a 7 on another day."""
    drawing = Drawing((np.array(MIRRORED_SEVEN, np.float32),), 7)
    return kept_by(lesson=trainer.lesson([drawing]), drawings=[drawing], reads="hand")


def open_second(page: Page, server: str) -> Page:
    """Open the page once more in the same browser."""
    second = page.context.new_page()
    second.goto(server)
    second.locator("#answer .answer").wait_for()
    return second


def expect_drawing_not_kept(page: Page, reason: str) -> None:
    """A drawing that the browser does not keep, for this reason, is on the page all the same."""
    draw(page, SEVEN)
    keep_as(page, 7)
    expect(page.locator("#kept")).to_contain_text("This browser does not keep the latest of your 1 drawing")
    expect(page.locator("#kept")).to_contain_text(reason)
    open_tab(page, "Handwriting")
    expect_drawings(page, 1)


def test_four_runs_are_in_a_list_of_their_own(new_visitor: NewVisitor, trainer: Trainer) -> None:
    page = new_visitor(kept=kept_by([trainer.run(SHORT)] * 4, reads="run-4"))
    expect(page.locator("#kept")).to_have_text("Back from this browser: 4 runs.")
    runs = page.get_by_label("Run that reads")
    expect(runs).to_have_value("run-4")
    expect(runs.locator("option")).to_have_text(["Run 4", "Run 3", "Run 2", "Run 1"])
    choose_network(page, "Upright")
    expect(page.locator("#reading-now")).to_have_text("Reading now: Upright")
    runs.select_option("Run 2")
    expect(page.locator("#reading-now")).to_have_text("Reading now: Run 2")
    expect(page.get_by_label("One of your runs")).to_be_checked()


def test_a_browser_that_blocks_storage_is_said_and_nothing_is_lost(new_visitor: NewVisitor) -> None:
    block = "Object.defineProperty(window, 'indexedDB', {get() { throw new DOMException('no', 'SecurityError'); }})"
    page = new_visitor(before=block, fresh=True)
    expect_drawing_not_kept(page, "it blocks storage")
    open_tab(page, "Retrain")
    set_slider(page, "epochs", 1)
    train(page)
    expect(page.locator("#kept")).to_contain_text("1 drawing and 1 run: it blocks storage")


def test_a_full_storage_is_said_and_nothing_is_lost(new_visitor: NewVisitor) -> None:
    fill = """for (const name of ['put', 'add']) {
        const write = IDBObjectStore.prototype[name];
        IDBObjectStore.prototype[name] = function (...values) {
            if (window.isFull) throw new DOMException('full', 'QuotaExceededError');
            return write.apply(this, values);
        };
    }
    window.isFull = true;"""
    page = new_visitor(before=fill, fresh=True)
    expect_drawing_not_kept(page, "its storage is full: delete a run")
    page.evaluate("window.isFull = false")
    page.get_by_label("Drawing 1 is a").select_option("1")
    expect(page.locator("#kept")).to_have_text("Kept in this browser, and nowhere else: 1 drawing.")
    page.reload()
    page.evaluate("window.isFull = false")
    expect(page.locator("#kept")).to_have_text("Back from this browser: 1 drawing.")


def test_what_was_taught_and_what_was_trained_are_both_there_until_one_starts_over(
    new_visitor: NewVisitor, taught: Kept
) -> None:
    page = new_visitor(kept=taught)
    reads = page.locator("#reading-now")
    expect(reads).to_have_text("Reading now: Your hand")
    open_tab(page, "Retrain")
    set_slider(page, "epochs", 1)
    train(page)
    expect(reads).to_have_text("Reading now: Run 1")
    page.reload()
    expect(reads).to_have_text("Reading now: Run 1")
    open_tab(page, "Handwriting")
    page.locator("#hand-weight input[type=range]").focus()
    page.keyboard.press("Home")
    expect(page.locator("#lesson")).to_contain_text("as many of MNIST’s 10,000 test digits are read as before")
    expect(reads).to_have_text("Reading now: Run 1")
    open_tab(page, "Draw")
    choose_network(page, "Your hand")
    expect(reads).to_have_text("Reading now: Your hand")
    start_over_keeps_the_drawings(page)


def test_a_run_that_includes_my_handwriting_and_stays_after_a_reload(page: Page) -> None:
    open_tab(page, "Retrain")
    open_more(page)
    page.get_by_label("Include my handwriting").check()
    page.locator("#train").click()
    expect_run_state(page, "Not trained. You have no drawings to include")
    open_tab(page, "Handwriting")
    import_file(page, "drawings.jsonl", format_drawings(stubborn_hand(1)))
    expect_drawings(page, 10)
    open_tab(page, "Retrain")
    set_slider(page, "epochs", 1)
    set_slider(page, "examples", 1000)
    train(page, "Trained 1 epoch of 800 images and 10 drawings of yours in")
    expect(page.locator("#runs .mine")).to_contain_text("10 drawings of yours")
    wait_until_thing_is_kept(page, "reads", "reads => reads === 'run-1'")
    page.reload()
    expect(page.locator("#network").get_by_label("Run 1")).to_be_checked()


@pytest.mark.usefixtures("slow_motion_lasts")
def test_what_is_drawn_while_it_trains_is_kept_and_a_reload_leaves_what_was_learned(page: Page) -> None:
    open_tab(page, "Retrain")
    open_more(page)
    page.get_by_label("Slow motion").check()
    set_slider(page, "epochs", 1)
    page.locator("#train").click()
    expect_run_state(page, re.compile(r"Epoch 1 of 1 · batch \d+"))
    open_tab(page, "Draw")
    draw(page, SEVEN)
    keep_as(page, 7)
    expect(page.locator("#kept")).to_contain_text("1 drawing and 1 run")
    page.reload()
    expect(page.locator("#kept")).to_have_text("Back from this browser: 1 drawing and 1 run.")
    open_tab(page, "Retrain")
    open_part(page, "Runs")
    expect(page.locator("#runs .mine")).to_have_count(1)


def test_forget_everything_means_it(new_visitor: NewVisitor, taught: Kept) -> None:
    page = new_visitor(kept=taught)
    expect(page.locator("#reading-now")).to_have_text("Reading now: Your hand")
    draw(page, SEVEN)
    open_tab(page, "Handwriting")
    expect(page.locator("#lesson")).to_contain_text("There are too few drawings to test with")
    page.locator("#forget").click()
    expect(page.locator("#spare")).to_be_focused()
    page.locator("#spare").click()
    expect_drawings(page, 1)
    page.locator("#forget").click()
    page.locator("#really-forget").click()
    expect(page.locator("#kept")).to_contain_text("Forgotten: your drawings, your runs, your hand and the settings")
    expect_drawings(page, 0)
    assert set(page.evaluate(EVERYTHING).values()) == {0}
    open_tab(page, "Draw")
    expect(page.locator("#pad canvas")).to_have_attribute("aria-label", re.compile("empty"))
    expect(page.locator("#network").get_by_label("More hands")).to_be_checked()
    expect(page.locator("#network").get_by_label("Your hand")).to_have_count(0)
    page.reload()
    open_tab(page, "Handwriting")
    expect_drawings(page, 0)


def start_over_keeps_the_drawings(page: Page) -> None:
    open_tab(page, "Handwriting")
    page.locator("#start-over").click()
    page.locator("#really-start-over").click()
    expect(page.locator("#kept")).to_have_text(
        "Forgotten: your runs, your hand and the settings. Your 1 drawing stays."
    )
    expect(page.locator("#lesson .lesson")).to_have_count(0)
    expect_drawings(page, 1)
    expect(page.locator("#reading-now")).to_have_text("Reading now: More hands")
    open_tab(page, "Retrain")
    expect(page.locator("#epochs input[type=number]")).to_have_value("5")
    expect(page.locator("#runs .mine")).to_have_count(0)
    expect_run_state(page, "Ready.")
    expect(page.locator("#accuracy .curve")).to_have_count(0)
    open_part(page, "Log")
    expect(page.locator("#log textarea")).to_have_value("")
    page.reload()
    expect(page.locator("#kept")).to_have_text("Back from this browser: 1 drawing.")
    expect(page.locator("#network input")).to_have_count(len(SHIPPED))


def test_two_pages_of_one_browser_keep_the_same(page: Page, server: str) -> None:
    first = page
    second = open_second(first, server)
    open_tab(second, "Handwriting")
    first.bring_to_front()  # a page in the background draws no frames
    for count, (digit, points) in enumerate({7: SEVEN, 1: ONE, 0: ZERO}.items(), 1):
        draw(first, points)
        keep_as(first, digit)
        expect_drawings(second, count)
        first.locator("#pad").get_by_role("button", name="Clear").click()
    expect(second.locator("#kept")).to_have_text("As in another page of this browser: 3 drawings.")
    second.bring_to_front()
    open_tab(second, "Draw")
    draw(second, SEVEN)
    keep_as(second, 4)
    first.bring_to_front()
    open_tab(first, "Handwriting")
    expect_drawings(first, 4)
    import_file(first, "drawings.jsonl", format_drawings(mirrored(stubborn_hand(2))))
    learn(first)
    expect(second.locator("#network").get_by_label("Your hand")).to_have_count(1)
    expect(second.locator("#kept")).to_have_text("As in another page of this browser: 24 drawings and your hand.")
    first.locator("#forget").click()
    first.locator("#really-forget").click()
    expect(second.locator("#kept")).to_have_text("As in another page of this browser: nothing any more.")
    second.bring_to_front()
    open_tab(second, "Handwriting")
    expect_drawings(second, 0)
    second.close()


def test_two_pages_train_at_once_and_both_have_both_runs(page: Page, server: str) -> None:
    pages = (page, open_second(page, server))
    for each in pages:
        open_tab(each, "Retrain")
        set_slider(each, "epochs", 1)
        open_part(each, "Runs")
    for each in pages:
        each.locator("#train").click()
    for each in pages:
        expect_run_state(each, "Trained")
        expect(each.locator("#runs .mine")).to_have_count(2)
        for name in ("Run 1", "Run 2"):
            expect(each.locator("#network").get_by_label(name)).to_have_count(1)
    pages[1].close()


@pytest.mark.usefixtures("slow_motion_lasts")
def test_a_run_that_is_forgotten_in_another_page_while_it_trains_stays_forgotten(page: Page, server: str) -> None:
    first = page
    open_tab(first, "Retrain")
    open_more(first)
    first.get_by_label("Slow motion").check()
    first.locator("#train").click()
    expect_run_state(first, re.compile(r"Epoch 1 of 5 · batch \d+"))
    second = open_second(first, server)
    expect(second.locator("#kept")).to_have_text("Back from this browser: 1 run.")
    open_tab(second, "Handwriting")
    second.locator("#start-over").click()
    second.locator("#really-start-over").click()
    expect(second.locator("#kept")).to_contain_text("Forgotten")
    expect(first.locator("#kept")).to_have_text("As in another page of this browser: nothing any more.")
    first.bring_to_front()
    expect(first.locator("#runs .mine")).to_have_count(0)
    first.locator("#stop").click()
    expect(first.locator("#train")).to_be_enabled()
    counts = first.evaluate(EVERYTHING)
    assert (counts["runs"], counts["snapshots"]) == (0, 0)
    second.close()

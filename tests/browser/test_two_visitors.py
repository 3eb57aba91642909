"""Stories of two people at once."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import NewVisitor
from tests.browser.visitor import ONE, draw, expect_answer, expect_run_state, open_tab


def test_one_trains_and_the_other_waits_in_line_and_draws(new_visitor: NewVisitor) -> None:
    first, second = new_visitor(), new_visitor()
    for page in (first, second):
        open_tab(page, "Retrain")
    first.get_by_label("Slow motion").check()
    first.locator("#train").click()
    expect_run_state(first, re.compile(r"Epoch 1 of 5"))

    second.locator("#train").click()
    expect_run_state(second, "Waiting for a free place")
    expect(second.locator("#run-state")).to_contain_text(re.compile(r"queue: 1/1"))
    open_tab(second, "Draw")
    draw(second, ONE)
    expect_answer(second, 1)
    expect(second.locator("#network").get_by_label("Yours")).to_have_count(0)

    first.locator("#stop").click()
    expect_run_state(first, "What was learned is kept.")
    open_tab(second, "Retrain")
    expect_run_state(second, "Trained 5 epochs")
    theirs, mine = (page.locator("#results .mine").inner_text() for page in (first, second))
    assert theirs != mine


def test_who_leaves_does_not_hold_up_the_next(new_visitor: NewVisitor) -> None:
    first, second = new_visitor(), new_visitor()
    for page in (first, second):
        open_tab(page, "Retrain")
    first.get_by_label("Slow motion").check()
    first.locator("#train").click()
    expect_run_state(first, re.compile(r"Epoch 1 of 5"))
    first.context.close()
    second.locator("#train").click()
    expect_run_state(second, "Trained 5 epochs")

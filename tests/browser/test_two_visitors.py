"""Stories of two people at once."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewVisitor
from tests.browser.visitor import (
    ONE,
    draw,
    expect_answer,
    expect_run_state,
    open_more,
    open_part,
    open_tab,
)

pytestmark = pytest.mark.usefixtures("slow_motion_lasts")
NEXT = re.compile(r"Next in line, about \d+ s\.")


def two_visitors_of_whom_one_trains(new_visitor: NewVisitor) -> tuple[Page, Page]:
    """Both at the Retrain tab; the first has begun a run in slow motion."""
    first, second = new_visitor(), new_visitor()
    for page in (first, second):
        open_tab(page, "Retrain")
    open_more(first)
    first.get_by_label("Slow motion").check()
    first.locator("#train").click()
    expect_run_state(first, re.compile(r"Epoch \d of 5"))
    return first, second


def faint_parts_of(page: Page, selector: str) -> object:
    """What is not in full ink, of an element and all that it is in."""
    return page.locator(selector).evaluate(
        """node => {
            const faint = [];
            for (let each = node; each; each = each.parentElement)
                if (getComputedStyle(each).opacity !== '1') faint.push(each.className);
            return faint;
        }"""
    )


def test_one_trains_and_the_other_waits_in_line_and_draws(new_visitor: NewVisitor) -> None:
    first, second = two_visitors_of_whom_one_trains(new_visitor)

    second.locator("#train").click()
    expect_run_state(second, NEXT)
    assert faint_parts_of(second, "#run-state .run-sentence") == []
    open_tab(second, "Draw")
    draw(second, ONE)
    expect_answer(second, 1)
    expect(second.locator("#network").get_by_label("Run 1")).to_have_count(0)

    first.locator("#stop").click()
    expect_run_state(first, "What was learned is kept.")
    open_tab(second, "Retrain")
    expect_run_state(second, "Trained 5 epochs")
    for page in (first, second):
        open_part(page, "Runs")
        expect(page.locator("#runs .mine")).to_have_count(1)
    theirs, mine = (page.locator("#runs .mine").inner_text() for page in (first, second))
    assert theirs != mine


def test_who_leaves_does_not_hold_up_the_next(new_visitor: NewVisitor) -> None:
    first, second = two_visitors_of_whom_one_trains(new_visitor)
    first.close()
    second.locator("#train").click()
    expect_run_state(second, "Trained 5 epochs")


def test_who_leaves_while_another_waits_makes_room(new_visitor: NewVisitor) -> None:
    first, second = two_visitors_of_whom_one_trains(new_visitor)
    second.locator("#train").click()
    expect_run_state(second, NEXT)
    first.close()
    expect_run_state(second, "Trained 5 epochs")
    expect(second.locator("#train")).to_be_enabled()


def test_stop_while_waiting_trains_nothing(new_visitor: NewVisitor) -> None:
    first, second = two_visitors_of_whom_one_trains(new_visitor)
    second.locator("#train").click()
    expect_run_state(second, NEXT)
    second.locator("#stop").click()
    expect_run_state(second, "Stopped while it waited. Nothing was trained.")
    expect(second.locator("#train")).to_be_enabled()
    first.locator("#stop").click()
    expect_run_state(first, "What was learned is kept.")
    open_part(second, "Runs")
    expect(second.locator("#runs tbody tr")).not_to_have_count(0)
    expect(second.locator("#runs .mine")).to_have_count(0)
    open_tab(second, "Draw")
    expect(second.locator("#network").get_by_label("Directions")).to_be_checked()
    expect(second.locator("#network").get_by_label("Run 1")).to_have_count(0)


def test_a_third_sees_the_second_before_it(new_visitor: NewVisitor) -> None:
    first, second, third = (new_visitor() for _ in range(3))
    for page in (first, second, third):
        open_tab(page, "Retrain")
    open_more(first)
    first.get_by_label("Slow motion").check()
    first.locator("#train").click()
    expect_run_state(first, re.compile(r"Epoch \d of 5"))
    for page, place in ((second, NEXT), (third, re.compile(r"2nd in line, about \d+ s\."))):
        page.locator("#train").click()
        expect_run_state(page, place)
    first.locator("#stop").click()
    expect_run_state(third, "Trained 5 epochs")
    expect_run_state(second, "Trained 5 epochs")

"""Stories of several people at once."""

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
TIME = r"(, about \d+ (s|minutes?))?\."
NEXT, SECOND = re.compile(f"Next in line{TIME}"), re.compile(f"2nd in line{TIME}")


def visitors_of_whom_one_trains(new_visitor: NewVisitor) -> list[Page]:
    """Three at the Retrain tab; the first has begun a run in slow motion."""
    pages = [new_visitor() for _ in range(3)]
    for page in pages:
        open_tab(page, "Retrain")
        open_part(page, "Runs")
        expect(page.locator("#runs tbody tr")).not_to_have_count(0)
    open_more(pages[0])
    pages[0].get_by_label("Slow motion").check()
    pages[0].locator("#train").click()
    expect_run_state(pages[0], re.compile(r"Epoch \d of 5"))
    return pages


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


def test_one_trains_the_others_wait_in_line_draw_and_may_stop_or_leave(new_visitor: NewVisitor) -> None:
    first, second, third = visitors_of_whom_one_trains(new_visitor)
    for page, place in ((second, NEXT), (third, SECOND)):
        page.locator("#train").click()
        expect_run_state(page, place)
    assert faint_parts_of(second, "#run-state .run-sentence") == []
    open_tab(second, "Draw")
    draw(second, ONE)
    expect_answer(second, 1)

    open_tab(second, "Retrain")
    second.locator("#stop").click()
    expect_run_state(second, "Stopped while it waited. Nothing was trained.")
    expect(second.locator("#train")).to_be_enabled()
    first.locator("#stop").click()
    expect_run_state(first, "What was learned is kept.")
    expect_run_state(third, "Trained 5 epochs")
    expect(third.locator("#train")).to_be_enabled()
    for page, runs in ((first, 1), (second, 0), (third, 1)):
        expect(page.locator("#runs .mine")).to_have_count(runs)
    theirs, mine = (page.locator("#runs .mine").inner_text() for page in (first, third))
    assert theirs != mine
    open_tab(second, "Draw")
    expect(second.locator("#network").get_by_label("More hands")).to_be_checked()
    expect(second.locator("#network").get_by_label("Run 1")).to_have_count(0)

    # A visitor who leaves while another waits makes room.
    first.locator("#train").click()
    expect_run_state(first, re.compile(r"Epoch \d of 5"))
    open_tab(second, "Retrain")
    second.locator("#train").click()
    expect_run_state(second, NEXT)
    first.close()
    expect_run_state(second, "Trained 5 epochs")
    expect(second.locator("#train")).to_be_enabled()

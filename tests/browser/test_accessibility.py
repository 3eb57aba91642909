"""Stories of everyone: what axe-core finds, the keyboard alone, a narrow screen, twice the size, no motion."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from playwright.sync_api import Page, expect

from onelayer.assets import ASSETS
from onelayer.training.recipes import RUNGS
from tests.browser.conftest import NewVisitor
from tests.browser.kept import Trainer, kept_by
from tests.browser.visitor import (
    SEVEN,
    TRAINING,
    draw,
    expect_answer,
    expect_none,
    open_more,
    open_part,
    open_tab,
    set_slider,
    train,
)
from tests.hands import stubborn_hand

TABS = ["Draw", "Numbers", "Climb", "Handwriting", "Retrain", "Inside"]
PARTS = ["Replay", "Runs", "Mistakes", "Sweep", "Log"]

AXE = ASSETS.parent / "node_modules/axe-core/axe.min.js"
FIND_VIOLATIONS = """async (options) => {
    const { violations } = await axe.run(document, { resultTypes: ['violations'], ...options });
    return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, html, failureSummary }) => [id, target.join(' '), html, failureSummary].join('\\n  ')));
}"""
"""What is found says what is wrong, and how far."""
RULES: dict[str, dict[str, Any]] = {"light": {}, "dark": {"runOnly": ["color-contrast", "link-in-text-block"]}}
"""All of axe's default rules, over all of the page; in the dark, where only colours differ, those of colours."""


def expect_no_violation(page: Page, where: str, schemes: Sequence[str] = ("light", "dark")) -> None:
    """axe finds none, light or dark."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text("utf-8"))
    for scheme in schemes:
        rules = RULES[scheme]
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.wait_for_function("dark => document.body.classList.contains('dark') === dark", arg=scheme == "dark")
        found = page.evaluate(FIND_VIOLATIONS, rules)
        assert not found, f"{where}, {scheme}:\n" + "\n".join(found)


def show_how(page: Page) -> None:
    """Open the arcs over the ink of the number that has written itself, or of the visitor's."""
    expect(page.locator("#number-line li").last).to_be_visible()
    toggle = page.get_by_role("button", name="Show how")
    if toggle.is_visible():
        toggle.click()
    expect(page.locator("#number-how path").first).to_be_attached()


def walk(page: Page) -> Iterator[str]:
    """Open each tab, and each that is inside it; "More" last."""
    for tab in TABS:
        open_tab(page, tab)
        expect(page.get_by_role("tab", name=tab)).to_have_attribute("aria-selected", "true")
        if tab == "Numbers":
            show_how(page)
            expect(page.locator("#captcha .found").first).to_be_visible()
        if tab != "Retrain":
            yield tab
            continue
        for part in PARTS:
            open_part(page, part)
            if part == "Mistakes":
                expect(page.locator("#confusion td button")).to_have_count(110)
            yield f"{tab}, {part}"
        open_more(page)
        yield f"{tab}, More"


CALM = {"reduced_motion": "reduce"}
"""A visitor who wants no motion: no colour is on its way to another one when it is measured."""


MOVES = """() => [...document.querySelectorAll('*')].filter(node => {
    const { transitionDuration, animationDuration, animationName } = getComputedStyle(node);
    const longest = text => Math.max(...text.split(',').map(parseFloat));
    return longest(transitionDuration) > 0 || (animationName !== 'none' && longest(animationDuration) > 0.001);
}).map(node => node.outerHTML.slice(0, 120))"""


def test_on_a_page_that_opens_nothing_moves_by_itself_and_axe_finds_nothing_on_any_tab(new_visitor: NewVisitor) -> None:
    page = new_visitor(**CALM)
    for where in walk(page):
        expect_none(page, MOVES, where)
        if where in (*TABS, "Retrain, More"):  # the other story has all that can be seen, in the dark too
            expect_no_violation(page, where, ["light"])


def fill_every_tab(page: Page) -> None:
    """Draw, compare, explain, open what is closed, guess, train, sweep, open a cell."""
    draw(page, SEVEN)
    page.locator("#compare select").select_option(label="The article’s")
    page.get_by_label("It was a 7", exact=True).click()
    for closed in ("#upload", "#styles-shown"):
        page.locator(f"{closed} > button").click()
    expect(page.locator("#photo button").first).to_be_visible()
    open_tab(page, "Climb")
    page.get_by_label("What accuracy do you expect of Scaled").fill("90")
    page.locator("#rungs [data-rung=article]").get_by_role("button", name="Digits").click()
    expect(page.locator("#broken-digits button").first).to_be_visible()
    open_tab(page, "Handwriting")
    expect(page.locator("#drawings .total")).to_have_text("21 drawings")
    expect(page.locator("#lesson table")).to_be_visible()
    open_tab(page, "Retrain")
    open_part(page, "Runs")
    expect(page.locator("#runs .mine")).to_have_count(1)
    open_more(page)
    set_slider(page, "examples", 1000)
    set_slider(page, "epochs", 1)
    train(page)
    expect(page.locator("#runs .badge").filter(has_text="Best of yours")).to_be_visible(timeout=TRAINING)
    open_part(page, "Sweep")
    page.locator("#sweep-start").click()
    expect(page.locator("#sweep-state")).to_contain_text("Best after one epoch", timeout=TRAINING)
    open_part(page, "Mistakes")
    page.locator("#confusion td button").nth(2).click()
    expect(page.locator("#cell-digits button").first).to_be_visible()


def test_axe_finds_nothing_once_all_of_it_is_drawn_taught_and_trained(
    new_visitor: NewVisitor, trainer: Trainer
) -> None:
    by_two = [replace(each, writer="Ada" if at % 2 else "Ben") for at, each in enumerate(stubborn_hand(2))]
    kept = kept_by([trainer.run(RUNGS[0].recipe)], lesson=trainer.lesson(by_two), drawings=by_two, reads="hand")
    page = new_visitor(kept=kept, **CALM)
    fill_every_tab(page)
    for where in walk(page):
        expect_no_violation(page, where)
    open_tab(page, "Retrain")
    open_part(page, "Runs")
    page.get_by_role("button", name="Delete Run 1").hover()
    expect_no_violation(page, "Delete, under the mouse")
    page.get_by_role("button", name="Delete Run 1").click()
    expect(page.locator("#undelete")).to_be_visible()
    expect_no_violation(page, "Deleted")
    page.evaluate("location.hash = 'present'")
    expect(page.locator("#samples")).to_be_hidden()
    expect_no_violation(page, "Present")


FOCUSED = """() => {
    const node = document.activeElement;
    if (!node || node === document.body) return null;
    const isAgain = window.reached.has(node);
    window.reached.set(node, true);
    const shows = [node, node.closest('label')].some(each => {
        if (!each) return false;
        const { outlineStyle, outlineWidth } = getComputedStyle(each);
        return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
    });
    return { isAgain, shows, html: node.outerHTML.slice(0, 160) };
}"""
NOT_REACHED = """() => [...document.querySelectorAll('button, select, textarea, input, a[href], [tabindex="0"]')]
    .filter(node => node.checkVisibility({ visibilityProperty: true }) && !node.disabled && node.tabIndex >= 0
        && node.type !== 'radio' && !window.reached.has(node))
    .map(node => node.outerHTML.slice(0, 160))"""
"""A group of radio buttons is one stop, and so is a matrix: the arrow keys walk them."""


def expect_keyboard_comes_round(page: Page, tab: str) -> None:
    """The Tab key reaches all that can be pressed, and shows where it is, until it comes round."""
    page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0); window.reached = new Map()")
    for _ in range(200):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused is None:
            continue  # past the last one: the next is the page's first
        if focused["isAgain"]:
            break
        assert focused["shows"], f"{tab}: no focus to be seen: {focused['html']}"
    assert page.evaluate(NOT_REACHED) == [], tab


def test_the_keyboard_reaches_all_that_can_be_pressed_and_every_tab(page: Page) -> None:
    draw(page, SEVEN)
    expect_answer(page, 7)
    for name in TABS:
        open_tab(page, name)
        if name == "Numbers":
            show_how(page)
            expect(page.locator("#number-line li")).to_have_count(4)  # once all is written, no button comes or goes
            expect(page.locator("#captcha .found").first).to_be_visible()
        if name == "Retrain":
            open_part(page, "Runs")
            open_more(page)
        expect_keyboard_comes_round(page, name)
    open_tab(page, "Draw")
    tab = page.get_by_role("tab", name="Draw")
    tab.focus()
    for key, name in [("ArrowRight", "Numbers"), ("ArrowLeft", "Draw"), ("ArrowLeft", "Inside")]:
        page.keyboard.press(key)
        expect(page.get_by_role("tab", name=name)).to_have_attribute("aria-selected", "true")
        expect(page.get_by_role("tab", name=name)).to_be_focused()


CUT_OFF = """() => {
    const width = document.documentElement.clientWidth;
    const found = document.documentElement.scrollWidth > width ? ['the page scrolls sideways'] : [];
    for (const node of document.querySelectorAll('.gradio-container *')) {
        if (!node.checkVisibility({ visibilityProperty: true }) || node.closest('.announced, pre, svg')) continue;
        const box = node.getBoundingClientRect();
        const isScrolled = node.parentElement.closest('.heat, .steps, .tab-container');
        const isOut = box.width > 1 && (box.right > width + 1 || box.left < -1);
        if (isOut && !isScrolled) found.push(node.outerHTML.slice(0, 120));
    }
    return found;
}"""
SMALL = {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
SIZES = [(320, 640), (640, 400)]
"""A small phone, and a screen of 1280 × 800 at 200 %."""


def test_nothing_is_cut_off_on_a_small_phone_or_at_twice_the_size(new_visitor: NewVisitor) -> None:
    page = new_visitor(**SMALL)
    draw(page, SEVEN)
    for where in walk(page):
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            expect_none(page, CUT_OFF, f"{where}, {width} px")


def test_forced_colours_are_those_of_the_system(new_visitor: NewVisitor) -> None:
    page = new_visitor(forced_colors="active", color_scheme="dark")
    draw(page, SEVEN)
    expect_answer(page, 7)
    colours = page.evaluate(
        """() => {
            const of = (selector, name) => getComputedStyle(document.querySelector(selector))[name];
            return [of('#answer .leads .bar', 'backgroundColor'), of('body', 'color'), of('body', 'backgroundColor')];
        }"""
    )
    assert colours[0] == colours[1] != colours[2]
    ink = page.locator("#pad canvas").evaluate(
        """canvas => {
            const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            const at = data.findIndex((value, i) => i % 4 === 3 && value === 255);
            return `rgb(${[...data.slice(at - 3, at)].join(', ')})`;
        }"""
    )
    assert ink == colours[1]

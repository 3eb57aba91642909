"""Stories of the page's address: the tab that it names, and what a link brings."""

import json
import re
from typing import Any

from playwright.sync_api import BrowserContext, Page, expect

from onelayer.ui.views.kept_settings import DEFAULTS
from tests.browser.conftest import NewVisitor
from tests.browser.visitor import (
    SEVEN,
    ZERO,
    choose_network,
    draw,
    expect_answer,
    open_tab,
    pad_of,
    set_slider,
    shares,
    train,
)

MAY_COPY: dict[str, Any] = {"permissions": ["clipboard-read", "clipboard-write"]}
READER = "ui/components/reader.js"
SETTINGS = {**DEFAULTS, "epochs": 9, "slow": True}
KERNEL = """async path => {
    const address = performance.getEntriesByType('resource').map(({name}) => name).find(name => name.endsWith(path));
    const {reader} = await import(address);
    return [...reader.network.kernel, ...reader.network.bias];
}"""


def copied_link(page: Page, button: str) -> str:
    """What the clipboard has after a press."""
    page.locator(f"#{button} .copy").click()
    expect(page.locator(f"#{button} .said")).to_have_text("Link copied.")
    return str(page.evaluate("navigator.clipboard.readText()"))


def fragment_of(link: str) -> str:
    return link[link.index("#") :]


def expect_tab(page: Page, name: str) -> None:
    """This tab is open, and the address says so."""
    expect(page.get_by_role("tab", name=name)).to_have_attribute("aria-selected", "true")
    expect(page).to_have_url(re.compile(rf"#{name.lower()}$"))


def requests_of(context: BrowserContext) -> list[str]:
    asked: list[str] = []
    context.on("request", lambda request: asked.append(f"{request.url} {request.post_data or ''}"))
    return asked


def test_the_address_opens_its_tab_and_back_walks_the_tabs(new_visitor: NewVisitor) -> None:
    page = new_visitor("#retrain")
    expect(page.locator("#train")).to_be_visible()
    expect_tab(page, "Retrain")
    open_tab(page, "Inside")
    expect_tab(page, "Inside")
    page.go_back()
    expect_tab(page, "Retrain")
    expect(page.locator("#train")).to_be_visible()
    page.go_forward()
    expect_tab(page, "Inside")
    page.evaluate("location.hash = 'handwriting'")
    expect_tab(page, "Handwriting")
    page.evaluate("location.hash = 'nowhere'")
    expect_tab(page, "Handwriting")


def test_a_link_brings_drawing_and_network(new_visitor: NewVisitor) -> None:
    page = new_visitor(**MAY_COPY)
    choose_network(page, "Upright")
    draw(page, SEVEN)
    expect_answer(page, 7)
    link = copied_link(page, "copy-drawing")
    assert len(link) < 2000
    other = new_visitor(fragment_of(link))
    expect_answer(other, 7)
    expect(other.locator("#network").get_by_label("Upright")).to_be_checked()
    expect(pad_of(other)).to_have_attribute("aria-label", "Sketchpad with 1 stroke")
    expect_tab(other, "Draw")
    expect(other.locator("#link-notice .close")).to_be_hidden()


def test_a_picture_of_a_digit_goes_through_a_link_as_it_is(new_visitor: NewVisitor) -> None:
    page = new_visitor(**MAY_COPY)
    page.locator("#samples button").nth(4).click()
    expect_answer(page, 4)
    link = copied_link(page, "copy-drawing")
    assert len(link) < 2000
    other = new_visitor(fragment_of(link))
    expect_answer(other, 4)
    assert shares(other) == shares(page)
    expect(other.locator("#pad .origin-text")).to_have_text("From a link")


def test_a_recipe_goes_through_a_link_and_trains_the_same_network_twice(new_visitor: NewVisitor) -> None:
    page = new_visitor(**MAY_COPY)
    open_tab(page, "Retrain")
    set_slider(page, "epochs", 1)
    set_slider(page, "batch-size", 512)
    page.locator("#more-settings button").first.click()
    page.locator("#seed input").fill("11")
    page.locator("#seed input").press("Tab")
    link = copied_link(page, "copy-recipe")
    train(page)
    kernel = page.evaluate(KERNEL, READER)
    # Another visitor, who has other settings from the day before.
    other = new_visitor(fragment_of(link), before=f"localStorage['one-layer/settings'] = {json.dumps(SETTINGS)!r}")
    expect(other.locator("#link-notice")).to_contain_text("This link brings a recipe")
    expect(other.locator("#epochs input[type=number]")).to_have_value("1")
    other.get_by_role("button", name="Train it").click()
    expect(other.locator("#reading-now")).to_have_text("Reading now: Run 1", timeout=60_000)
    assert len(kernel) == 7850
    assert other.evaluate(KERNEL, READER) == kernel


def test_a_run_on_the_draw_tab_goes_as_its_recipe(new_visitor: NewVisitor) -> None:
    page = new_visitor(**MAY_COPY)
    open_tab(page, "Retrain")
    set_slider(page, "epochs", 1)
    set_slider(page, "batch-size", 512)
    train(page)
    open_tab(page, "Draw")
    draw(page, ZERO)
    link = copied_link(page, "copy-drawing")
    assert "&recipe=epochs:1,batch_size:512," in link
    assert "&network=" not in link
    other = new_visitor(fragment_of(link))
    expect(other.locator("#link-notice")).to_contain_text("This link brings a recipe")
    expect_answer(other, 0)


def test_what_a_link_brings_is_not_in_what_is_asked_of_the_server_with_it(new_visitor: NewVisitor) -> None:
    page = new_visitor()
    asked = requests_of(page.context)
    page.goto(page.url.split("#")[0] + "?again#draw&network=article&recipe=epochs:3")
    expect(page.locator("#link-notice")).to_contain_text("This link brings a recipe")
    expect(page.locator("#network").get_by_label("The article’s")).to_be_checked()
    assert not [each for each in asked if "network=article" in each or "recipe=" in each]


def test_a_broken_link_says_what_is_wrong_and_the_page_opens_as_usual(new_visitor: NewVisitor) -> None:
    for brought, sentence in (
        ("drawing=s!!", "its drawing cannot be read"),
        ("recipe=epochs:900", "epochs must be a whole number from 1 to 50, not 900"),
        ("recipe=lessons:3", "A recipe has no 'lessons'"),
        ("network=cleverest", "a network that this page does not have: cleverest"),
        ("surprise", "a part “surprise”"),
    ):
        page = new_visitor(f"#draw&{brought}")
        expect(page.locator("#link-notice .sentence")).to_contain_text(sentence)
        expect(page.get_by_role("button", name="Train it")).to_be_hidden()
        draw(page, SEVEN)
        expect_answer(page, 7)
        page.locator("#link-notice").get_by_role("button", name="Close").click()
        expect(page.locator("#link-notice .sentence")).to_have_text("")
        page.context.close()


def test_a_link_that_is_followed_while_the_page_is_open_is_taken_up_once(new_visitor: NewVisitor) -> None:
    page = new_visitor(**MAY_COPY)
    draw(page, SEVEN)
    link = copied_link(page, "copy-drawing")
    page.keyboard.press("Escape")
    page.evaluate("fragment => { location.hash = fragment; }", fragment_of(link))
    expect_answer(page, 7)
    page.keyboard.press("Escape")
    open_tab(page, "Inside")
    page.go_back()
    expect_tab(page, "Draw")
    expect(page.locator("#answer .digit")).to_have_text("")


def test_where_the_clipboard_is_refused_the_address_is_there_to_copy(new_visitor: NewVisitor) -> None:
    page = new_visitor(before="navigator.clipboard.writeText = () => Promise.reject(new Error('refused'));")
    draw(page, SEVEN)
    page.locator("#copy-drawing .copy").click()
    expect(page.locator("#copy-drawing .said")).to_contain_text("Copy it from here")
    expect(page.locator("#copy-drawing .address")).to_have_value(re.compile("#draw&network=directions&drawing=s"))
    page.locator("#pad .clear").click()
    expect(page.locator("#copy-drawing .address")).to_be_hidden()

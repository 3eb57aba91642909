"""Stories of the page's address: the tab that it names, and what a link brings."""

import re
from dataclasses import replace
from typing import Any

from playwright.sync_api import Page, expect

from onelayer.page.views.kept_settings import DEFAULTS
from onelayer.page.views.keras_script import format_keras_script
from onelayer.training.recipes import ARTICLE
from tests.browser.conftest import NewVisitor
from tests.browser.kept import Trainer, kept_by
from tests.browser.visitor import (
    SEVEN,
    TRAINING,
    ZERO,
    choose_network,
    draw,
    expect_answer,
    open_tab,
    pad_of,
    set_slider,
    settled,
    shares,
    train,
)

MAY_COPY: dict[str, Any] = {"permissions": ["clipboard-read", "clipboard-write"]}
READER = "page/drawing/reader.js"
SETTINGS = {**DEFAULTS, "epochs": 9, "slow": True}
KERNEL = """async path => {
    const address = performance.getEntriesByType('resource').map(({name}) => name).find(name => name.endsWith(path));
    const {reader} = await import(address);
    return [...reader.network.kernel, ...reader.network.bias];
}"""


def copied_link(page: Page) -> str:
    """What the clipboard has after a press."""
    page.locator("#copy-link .copy").click()
    expect(page.locator("#copy-link .said")).to_have_text("Link copied.")
    return str(page.evaluate("navigator.clipboard.readText()"))


def fragment_of(link: str) -> str:
    return link[link.index("#") :]


def expect_tab(page: Page, name: str) -> None:
    """This tab is open, and the address says so."""
    expect(page.get_by_role("tab", name=name)).to_have_attribute("aria-selected", "true")
    expect(page).to_have_url(re.compile(rf"#{name.lower()}$"))


def requests_of(page: Page) -> list[str]:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.url} {request.post_data or ''}"))
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


def test_back_after_a_reload_leads_to_the_tab_before(page: Page) -> None:
    for tab in ("Retrain", "Inside"):
        open_tab(page, tab)
        expect_tab(page, tab)
    page.reload()
    expect_tab(page, "Inside")
    expect(page.locator("#kernel .explorer, #kernel canvas").first).to_be_visible()
    page.go_back()
    expect_tab(page, "Retrain")
    page.go_back()
    expect(page.get_by_role("tab", name="Draw")).to_have_attribute("aria-selected", "true")


def test_the_link_belongs_to_the_open_tab_and_its_answer_moves_nothing(same_visitor: NewVisitor) -> None:
    page = same_visitor(**MAY_COPY)
    for tab in ("Draw", "Climb", "Retrain"):
        open_tab(page, tab)
        expect(page.get_by_role("tab", name=tab)).to_have_attribute("aria-selected", "true")
        before = settled(page, page.locator("#tabs").bounding_box)
        link = copied_link(page)
        assert page.locator("#tabs").bounding_box() == before
        assert f"#{tab.lower()}&" in link
        assert ("recipe=" in link) == (tab == "Retrain")


def test_a_link_of_the_climb_says_what_it_opens(page: Page) -> None:
    page.evaluate("location.hash = '#climb&network=more-hands'")
    expect(page.locator("#link-notice .sentence")).to_contain_text("This link opens the Climb")


def test_a_link_brings_drawing_and_network(same_visitor: NewVisitor, new_visitor: NewVisitor) -> None:
    page = same_visitor(**MAY_COPY)
    choose_network(page, "Upright")
    draw(page, SEVEN)
    expect_answer(page, 7)
    link = copied_link(page)
    assert len(link) < 2000
    other = new_visitor(fragment_of(link))
    expect_answer(other, 7)
    expect(other.locator("#network").get_by_label("Upright")).to_be_checked()
    expect(pad_of(other)).to_have_attribute("aria-label", "Sketchpad with 1 stroke")
    expect_tab(other, "Draw")
    expect(other.locator("#link-notice .close")).to_be_hidden()


def test_a_picture_of_a_digit_goes_through_a_link_as_it_is(same_visitor: NewVisitor, new_visitor: NewVisitor) -> None:
    page = same_visitor(**MAY_COPY)
    page.locator("#samples button").nth(4).click()
    expect_answer(page, 4)
    link = copied_link(page)
    assert len(link) < 2000
    other = new_visitor(fragment_of(link))
    expect_answer(other, 4)
    assert shares(other) == shares(page)
    expect(other.locator("#pad .origin-text")).to_have_text("From a link")


def test_a_recipe_goes_through_a_link_and_trains_the_same_network_twice(
    same_visitor: NewVisitor, new_visitor: NewVisitor
) -> None:
    page = same_visitor(**MAY_COPY)
    open_tab(page, "Retrain")
    set_slider(page, "epochs", 1)
    set_slider(page, "batch-size", 512)
    page.locator("#more-settings button").first.click()
    page.locator("#seed input").fill("11")
    page.locator("#seed input").press("Tab")
    link = copied_link(page)
    train(page)
    expect(page.locator("#reading-now")).to_have_text("Reading now: Run 1")
    kernel = page.evaluate(KERNEL, READER)
    # Another visitor, who has other settings from the day before.
    other = new_visitor(fragment_of(link), kept=kept_by(settings=SETTINGS))
    expect(other.locator("#link-notice")).to_contain_text("This link brings a recipe")
    expect(other.locator("#epochs input[type=number]")).to_have_value("1")
    other.get_by_role("button", name="Train it").click()
    expect(other.locator("#reading-now")).to_have_text("Reading now: Run 1", timeout=TRAINING)
    assert len(kernel) == 7850
    assert other.evaluate(KERNEL, READER) == kernel


def test_a_run_on_the_draw_tab_goes_as_its_recipe(new_visitor: NewVisitor, trainer: Trainer) -> None:
    run = trainer.run(replace(ARTICLE, epochs=1, batch_size=512))
    page = new_visitor(kept=kept_by([run], reads="run-1"), **MAY_COPY)
    expect(page.locator("#reading-now")).to_have_text("Reading now: Run 1")
    draw(page, ZERO)
    link = copied_link(page)
    assert "&recipe=epochs:1,batch_size:512," in link
    assert "&network=" not in link
    other = new_visitor(fragment_of(link))
    expect(other.locator("#link-notice")).to_contain_text("This link brings a recipe")
    expect_answer(other, 0)


def test_what_a_link_brings_is_not_in_what_is_asked_of_the_server_with_it(page: Page) -> None:
    asked = requests_of(page)
    page.goto(page.url.split("#")[0] + "?again#draw&network=article&recipe=epochs:3")
    expect(page.locator("#link-notice")).to_contain_text("This link brings a recipe")
    expect(page.locator("#network").get_by_label("The article’s")).to_be_checked()
    assert not [each for each in asked if "network=article" in each or "recipe=" in each]


def test_a_broken_link_says_what_is_wrong_and_the_page_opens_as_usual(new_visitor: NewVisitor) -> None:
    page = new_visitor("#draw&drawing=!!")
    for link, sentence in (
        ("#draw&drawing=!!", "its drawing cannot be read"),
        ("#draw&recipe=epochs:900", "epochs must be a whole number from 1 to 50, not 900"),
        ("#draw&recipe=lessons:3", "A recipe has no 'lessons'"),
        ("#draw&network=cleverest", "a network that this page does not have: cleverest"),
        ("#draw&surprise", "a part “surprise”"),
        ("#climb&guesses=article:900", "its guesses are no percentages"),
    ):
        if "!!" not in link:  # followed while the page is open
            page.evaluate("link => { location.hash = link; }", link)
        expect(page.locator("#link-notice .sentence")).to_contain_text(sentence)
        expect(page.get_by_role("button", name="Train it")).to_be_hidden()
        page.locator("#link-notice").get_by_role("button", name="Close").click()
        expect(page.locator("#link-notice .sentence")).to_have_text("")
    expect(page.locator("#climb-start")).to_be_visible()
    open_tab(page, "Draw")
    draw(page, SEVEN)
    expect_answer(page, 7)


def test_a_link_that_is_followed_while_the_page_is_open_is_taken_up_once(same_visitor: NewVisitor) -> None:
    page = same_visitor(**MAY_COPY)
    draw(page, SEVEN)
    link = copied_link(page)
    page.keyboard.press("Escape")
    page.evaluate("fragment => { location.hash = fragment; }", fragment_of(link))
    expect_answer(page, 7)
    page.keyboard.press("Escape")
    open_tab(page, "Inside")
    page.go_back()
    expect_tab(page, "Draw")
    expect(page.locator("#answer .digit")).to_have_text("")


def test_the_recipe_is_copied_as_a_script_of_keras(same_visitor: NewVisitor) -> None:
    page = same_visitor(**MAY_COPY)
    open_tab(page, "Retrain")
    script = page.locator("#copy-script")
    for epochs in (7, 8):
        set_slider(page, "epochs", epochs)
        script.get_by_role("button").click()
        expect(script.get_by_role("status")).to_have_text("Script copied.")
        page.wait_for_function(
            "async epochs => (await navigator.clipboard.readText()).includes(`epochs=${epochs}, batch_size=64`)",
            arg=epochs,
        )
    expect(script.get_by_label("The script")).to_be_hidden()


def test_where_the_clipboard_is_refused_the_address_and_the_script_are_there_to_copy(new_page: Page) -> None:
    page = new_page
    page.evaluate("() => { navigator.clipboard.write = () => Promise.reject(new Error('refused')); }")
    draw(page, SEVEN)
    page.locator("#copy-link .copy").click()
    expect(page.locator("#copy-link .said")).to_contain_text("Copy it from here")
    expect(page.locator("#copy-link .address")).to_have_value(re.compile("#draw&network=more-hands&drawing=."))
    page.locator("#pad .clear").click()
    expect(page.locator("#copy-link .address")).to_be_hidden()
    open_tab(page, "Retrain")
    page.locator("#copy-script .copy").click()
    expect(page.get_by_label("The script")).to_have_value(format_keras_script(ARTICLE))
    expect(page.locator("#copy-script .said")).to_have_text("The browser does not let it be copied. Copy it from here:")

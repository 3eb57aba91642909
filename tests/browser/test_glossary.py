"""Stories of words that open what they mean."""

from playwright.sync_api import Page, expect

from onelayer.page.glossary import GLOSSARY
from tests.browser.conftest import NewVisitor
from tests.browser.visitor import open_tab


def test_a_word_opens_where_it_stands_and_closes_again(page: Page) -> None:
    page.get_by_text("as a formula").first.click()
    link = page.get_by_role("link", name="softmax").first
    link.click()
    meaning = page.locator(".glossary")
    expect(meaning).to_be_visible()
    expect(meaning).to_contain_text(GLOSSARY["softmax"][1])
    assert "word" not in page.evaluate("location.hash"), "the address is the tab's"
    page.keyboard.press("Escape")
    expect(meaning).to_be_hidden()
    expect(link).to_be_focused()


def test_settings_are_marked_also_where_they_open_later(same_visitor: NewVisitor) -> None:
    page = same_visitor(viewport={"width": 360, "height": 640})
    open_tab(page, "Retrain")
    page.get_by_role("link", name="What is: Epoch").click()
    meaning = page.locator(".glossary")
    expect(meaning).to_contain_text(GLOSSARY["epoch"][1])
    expect(meaning).to_be_in_viewport(ratio=0.99)
    meaning.get_by_role("button", name="Close").click()
    page.get_by_role("button", name="More").click()
    page.get_by_role("link", name="What is: Calibrated").focus()
    page.keyboard.press("Enter")
    expect(meaning).to_contain_text(GLOSSARY["calibrate"][1])


def test_a_mark_comes_in_the_frame_in_which_its_field_comes(new_page: Page) -> None:
    page = new_page  # on which no other tab was opened
    page.evaluate(
        """() => {
            window.framesWithoutMark = 0;
            const look = () => {
                const label = document.querySelector('#epochs [data-testid="block-info"]');
                if (label && !label.querySelector('.word-mark')) window.framesWithoutMark += 1;
                requestAnimationFrame(look);
            };
            look();
        }"""
    )
    open_tab(page, "Retrain")
    expect(page.get_by_role("link", name="What is: Epoch")).to_be_visible()
    assert page.evaluate("window.framesWithoutMark") == 0

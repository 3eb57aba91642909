"""Stories of a machine that reaches no host but the server."""

import re
from contextlib import closing
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Request, WebSocket, expect

from tests.browser.conftest import NewVisitor
from tests.browser.contexts import Contexts
from tests.browser.visitor import ONE, SEVEN, draw, expect_answer, open_more, open_tab, set_slider, train
from tests.browser.visits import Visits


def test_the_whole_page_works_and_asks_no_other_host(new_visitor: NewVisitor, server: str) -> None:
    page = new_visitor("?__theme=dark", fresh=True)
    hosts: set[str] = set()

    def note(request: Request | WebSocket) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob"):
            hosts.add(address.netloc)

    page.on("request", note)
    page.on("websocket", note)
    page.goto(f"{server}?__theme=light")
    page.wait_for_load_state("load")
    assert_names_no_other_host(page, server)
    draw(page, SEVEN)
    expect_answer(page, 7)
    page.locator("#samples button").nth(4).click()
    expect_answer(page, 4)
    page.get_by_text("Or upload a picture of a digit").click()
    expect(page.locator("#photo")).to_be_visible()

    open_tab(page, "Retrain")
    open_more(page)
    set_slider(page, "epochs", 1)
    set_slider(page, "examples", 1000)
    train(page, "Trained 1 epoch of 800 images")
    open_tab(page, "Draw")
    draw(page, ONE)
    expect(page.locator("#answer .digit")).to_have_text(re.compile(r"\d"))
    assert hosts == {urlsplit(server).netloc}


def test_a_page_that_asks_another_host_fails_its_story(server: str, contexts: Contexts) -> None:
    with closing(Visits(server, contexts)) as visits:
        page = visits.arrive()
        with page.expect_console_message(lambda message: message.type == "error"):
            page.evaluate("new Image().src = 'https://elsewhere.example/a.png'")
        with pytest.raises(AssertionError, match="elsewhere"):
            visits.judge(failed=False, story="")


def assert_names_no_other_host(page: Page, server: str) -> None:
    """All that the page links is the server's, and all of its fonts are there."""
    fetched = page.locator("link[href], script[src], img[src], iframe[src]").evaluate_all(
        "nodes => nodes.filter(node => node.rel !== 'canonical').map(node => node.href || node.src)"
    )
    assert [address for address in fetched if not address.startswith((server, "data:", "blob:"))] == []
    fonts = page.evaluate("[...document.fonts].filter(font => font.status === 'error').map(font => font.family)")
    assert fonts == []

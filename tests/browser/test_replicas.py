"""A story of two replicas behind nginx, of which one is killed while four visitors are at it, or forty."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.crowd import Crowd
from tests.browser.visitor import (
    ONE,
    SEVEN,
    draw,
    expect_answer,
    open_more,
    open_tab,
    set_slider,
    train,
    wait_for_pad,
)
from tests.browser.visits import PATIENCE, VISITOR
from tests.nginx import running_nginx
from tests.support.server_process import Server

PATH = "/one-layer"
pytestmark = pytest.mark.slow


@pytest.fixture
def replicas() -> Iterator[dict[str, Server]]:
    """Two servers, by the names that nginx has for them. What they train is not what this story is about."""
    with ThreadPoolExecutor() as threads:
        both = list(threads.map(lambda _: Server(PATH, training="pretended"), "ab"))
    yield dict(zip("ab", both, strict=True))
    for server in both:
        server.stop()


@pytest.fixture
def address(replicas: dict[str, Server], tmp_path: Path) -> Iterator[str]:
    with running_nginx(tmp_path, (replicas["a"].port, replicas["b"].port)) as address:
        yield address


@pytest.fixture
def visitor(address: str, browser: Browser) -> Iterator[Page]:
    """Somebody on the page, of whom nothing may be asked."""
    context = browser.new_context(**VISITOR)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    asked: list[str] = []
    page.on("pageerror", lambda error: asked.append(str(error)))
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    page.goto(address)
    wait_for_pad(page)
    page.evaluate("window.isTheSamePage = true")
    yield page
    context.close()
    assert asked == []


def keep_as(page: Page, digit: int, kept: str) -> None:
    """Say what the drawing was; the browser keeps it, and what else it says."""
    page.get_by_label(f"It was a {digit}", exact=True).click()
    expect(page.locator("#kept")).to_have_text(f"Kept in this browser, and nowhere else: {kept}.")


def prepare_short_run(page: Page) -> None:
    """A recipe that is trained in a moment."""
    open_tab(page, "Retrain")
    open_more(page)
    set_slider(page, "epochs", 1)
    set_slider(page, "examples", 1000)


def draw_label_and_train(page: Page) -> None:
    """A visitor who has a drawing on the pad, a labelled one and a network."""
    draw(page, SEVEN)
    expect_answer(page, 7)
    keep_as(page, 7, "1 drawing")
    prepare_short_run(page)
    open_more(page)
    page.get_by_label("Include my handwriting").check()
    train(page, re.compile("Trained 1 epoch of .* images"))
    expect(page.locator("#kept")).to_contain_text("1 drawing and 1 run.")
    open_tab(page, "Draw")


def expect_undisturbed(page: Page) -> None:
    """The page is the one that was opened, and says nothing of any server."""
    expect(page.locator(".server-notice")).to_have_text("")
    expect(page.locator(".toast-body")).to_have_count(0)
    assert page.evaluate("window.isTheSamePage") is True


def go_on(page: Page) -> None:
    """All that the visitor had is there, and is of use."""
    expect_answer(page, 7)
    page.keyboard.press("Escape")
    draw(page, ONE)
    expect_answer(page, 1)
    expect(page.locator("#network").get_by_label("Run 1")).to_be_checked()
    keep_as(page, 1, "2 drawings and 1 run")
    open_tab(page, "Retrain")
    set_slider(page, "epochs", 2)
    train(page, re.compile("Trained 2 epochs of .* images"))
    expect(page.locator("#kept")).to_contain_text("2 drawings and 2 runs")
    expect_undisturbed(page)


@pytest.mark.parametrize("count", [3, pytest.param(37, marks=pytest.mark.long)])
def test_visitors_of_a_killed_replica_go_on_at_the_other(
    replicas: dict[str, Server], address: str, visitor: Page, count: int
) -> None:
    with Crowd(address, count) as crowd:
        crowd.wanted_runs = 1
        draw_label_and_train(visitor)
        crowd.wait_until_all_look(1)
        replicas["a"].stop()
        crowd.wanted_runs = 2
        go_on(visitor)
        crowd.wait_until_all_look(2)

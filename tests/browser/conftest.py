"""One server and one browser for all stories; a fresh visitor for each."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import gradio as gr
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from onelayer.training.pool import TrainingPool
from onelayer.ui.app import build_app, launch_options
from tools.install_browser import find_browser
from tools.served_app import free_port

SCREENSHOTS = Path(__file__).parent.parent.parent / "test-results"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # no other host is ever reached
]

# A service worker would answer for the server.
VISITOR: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}, "service_workers": "block"}

NewVisitor = Callable[..., Page]


PAD_IS_READY = """() => {
    const pad = document.querySelector('#pad canvas');
    return pad && pad.width === pad.height && pad.width === Math.round(pad.clientWidth * devicePixelRatio);
}"""
"""What is drawn before is lost: the canvas is there before its script, and before its style, with 300 × 150 pixels."""


@pytest.fixture(scope="session")
def served() -> Iterator[gr.Blocks]:
    """The app, served in this process."""
    pool = TrainingPool(1)
    app = build_app(pool)
    app.launch(**launch_options(), server_port=free_port(), prevent_thread_lock=True, quiet=True)
    yield app
    app.close()
    pool.close()


@pytest.fixture(scope="session")
def server(served: gr.Blocks) -> str:
    """The address of the app."""
    return str(served.local_url)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=20_000)  # on a busy machine the page may take its time
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_browser(), args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def new_visitor(server: str, browser: Browser, request: pytest.FixtureRequest) -> Iterator[NewVisitor]:
    """Opens the page as one more visitor. What the page asks of another host fails the test, and so does an error in
    the page, unless it matches `expected_error`. `before` is a script that runs before the page's."""
    contexts: list[BrowserContext] = []
    elsewhere: list[str] = []
    errors: list[str] = []

    def note_host(url: str) -> None:
        if not url.startswith((server, server.replace("http", "ws", 1), "data:", "blob:")):
            elsewhere.append(url)

    def arrive(path: str = "", before: str = "", expected_error: str | None = None, **options: Any) -> Page:
        def note(error: str) -> None:
            if expected_error is None or not re.search(expected_error, error):
                errors.append(error)

        context = browser.new_context(**{**VISITOR, **options})
        contexts.append(context)
        context.set_default_timeout(20_000)
        context.add_init_script(before)
        context.on("request", lambda request: note_host(request.url))
        page = context.new_page()
        page.on("websocket", lambda socket: note_host(socket.url))
        page.on("pageerror", lambda error: note(str(error)))
        page.on("console", lambda message: note(message.text) if message.type == "error" else None)
        page.goto(server + path)
        if re.search("#(?!draw|present)", path):  # another tab is opened
            page.locator("#answer .answer").wait_for(state="attached")
        else:
            page.locator("#answer .answer").wait_for()
            page.wait_for_function(PAD_IS_READY)
        return page

    failed_before = request.session.testsfailed
    yield arrive
    if request.session.testsfailed > failed_before:
        SCREENSHOTS.mkdir(exist_ok=True)
        for number, context in enumerate(contexts):
            for page in context.pages:
                print(f"Visitor {number} reads: {page.locator('#answer').inner_text()!r}")  # what CI can show
                page.screenshot(path=SCREENSHOTS / f"{request.node.name}-{number}.png", full_page=True)
    for context in contexts:
        context.close()
    assert not elsewhere, f"the page asked other hosts: {elsewhere}"
    assert not errors, f"errors in the page: {errors}"


@pytest.fixture
def page(new_visitor: NewVisitor) -> Page:
    """A visitor at a desk."""
    return new_visitor()

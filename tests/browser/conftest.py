"""One server and one browser for all stories; a visitor of whom it knows nothing for each."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import gradio as gr
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from onelayer.processes.training_processes import TrainingProcesses
from onelayer.server.app import build_app, launch_options
from tests.browser.contexts import Contexts, empty_storage
from tests.browser.kept import Kept, Trainer
from tests.browser.neighbour import Neighbour
from tests.browser.visitor import wait_for_pad
from tests.support.equal_priority import train_at_equal_priority
from tests.support.slow_motion import let_slow_motion_last
from tools.install_browser import find_browser
from tools.served_app import free_port

SCREENSHOTS = Path(__file__).parent.parent.parent / "test-results"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # no other host is ever reached
]

PATIENCE = 60_000
"""Milliseconds that a story waits for what it expects: on a busy machine a page may take its time."""

# A service worker would answer for the server.
VISITOR: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}, "service_workers": "block"}

NewVisitor = Callable[..., Page]


@pytest.fixture(scope="session")
def processes() -> Iterator[TrainingProcesses]:
    """What trains for all visitors of the app: one process, so that one of two waits."""
    with pytest.MonkeyPatch.context() as patch:
        train_at_equal_priority(patch)
        processes = TrainingProcesses(1)
        yield processes
        processes.close()


@pytest.fixture(scope="session")
def trainer(processes: TrainingProcesses) -> Trainer:
    """Trains what a story's browser has kept from another day."""
    return Trainer(processes)


@pytest.fixture
def neighbour(served: gr.Blocks, server: str, slow_motion_lasts: None) -> Iterator[Neighbour]:
    """Another visitor, who trains as long as the story wants it."""
    fn_index = next(index for index, fn in served.fns.items() if fn.api_name == "train")
    neighbour = Neighbour(server, fn_index)
    yield neighbour
    neighbour.leave()


@pytest.fixture
def slow_motion_lasts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run in slow motion goes on until somebody stops it, however slow the story is."""
    let_slow_motion_last(monkeypatch)


@pytest.fixture(scope="session")
def served(processes: TrainingProcesses) -> Iterator[gr.Blocks]:
    """The app, served in this process."""
    app = build_app(processes)
    app.launch(**launch_options(), server_port=free_port(), prevent_thread_lock=True, quiet=True)
    yield app
    app.close()


@pytest.fixture(scope="session")
def server(served: gr.Blocks) -> str:
    """The address of the app."""
    return str(served.local_url)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_browser(), args=ARGUMENTS, timeout=PATIENCE)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Contexts:
    return Contexts(browser)


@pytest.fixture
def new_visitor(server: str, contexts: Contexts, request: pytest.FixtureRequest) -> Iterator[NewVisitor]:
    """Opens the page as one more visitor. What the page asks of another host fails the test, and so does an error in
    the page, unless it matches `expected_error`. `before` is a script that runs before the page's. The browser's
    storage has what is `kept`, and nothing else; a `fresh` browser has no file of the page yet."""
    elsewhere: list[str] = []
    errors: list[str] = []

    def note_host(url: str) -> None:
        if not url.startswith((server, server.replace("http", "ws", 1), "data:", "blob:")):
            elsewhere.append(url)

    def arrive(
        path: str = "",
        before: str = "",
        expected_error: str | None = None,
        kept: Kept | None = None,
        fresh: bool = False,
        **options: Any,
    ) -> Page:
        def note(error: str) -> None:
            if expected_error is None or not re.search(expected_error, error):
                errors.append(error)

        context = visits.enter_context(contexts.borrow({**VISITOR, **options}, fresh=fresh))
        context.set_default_timeout(PATIENCE)
        listen(context, "request", lambda request: note_host(request.url))
        listen(context, "weberror", lambda error: note(str(error.error)))
        listen(context, "console", lambda message: note(message.text) if message.type == "error" else None)
        page = context.new_page()
        visitors.append(page)
        page.on("websocket", lambda socket: note_host(socket.url))
        if kept or not fresh:
            empty_storage(page, server, kept)
        page.add_init_script(before)
        page.goto(server + path)
        if re.search("#(?!draw|present)", path):  # another tab is opened
            page.locator("#answer .answer").wait_for(state="attached")
        else:
            wait_for_pad(page)
        return page

    def listen(context: BrowserContext, event: Any, listener: Callable[[Any], None]) -> None:
        context.on(event, listener)
        visits.callback(context.remove_listener, event, listener)

    visitors: list[Page] = []
    failed_before = request.session.testsfailed
    with ExitStack() as visits:
        yield arrive
        if request.session.testsfailed > failed_before:
            show_failure(visitors, request.node.name)
    assert not elsewhere, f"the page asked other hosts: {elsewhere}"
    assert not errors, f"errors in the page: {errors}"


def show_failure(visitors: list[Page], test: str) -> None:
    """What each visitor of a test that has failed sees."""
    SCREENSHOTS.mkdir(exist_ok=True)
    for number, page in enumerate(visitors):
        if not page.is_closed():
            print(f"Visitor {number} reads: {page.locator('#answer').inner_text()!r}")  # what CI can show
            page.screenshot(path=SCREENSHOTS / f"{test}-{number}.png", full_page=True)


@pytest.fixture
def page(new_visitor: NewVisitor) -> Page:
    """A visitor at a desk."""
    return new_visitor()

"""One server and one browser for all stories. Stories of one file share a page, or have visitors of their own."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import gradio as gr
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from onelayer.processes.training_processes import TrainingProcesses
from onelayer.server.app import build_app, launch_options
from tests.browser.contexts import Contexts
from tests.browser.kept import Trainer
from tests.browser.neighbour import Neighbour
from tests.browser.visits import PATIENCE, Visits
from tests.support.slow_motion import let_slow_motion_last
from tools.install_browser import find_browser
from tools.served_app import free_port

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # no other host is ever reached
]

NewVisitor = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Count no lines that only stories run: a line is to have a quicker test, and counting takes a tenth of a story."""
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker("no_cover")


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


def judged(visits: Visits, request: pytest.FixtureRequest) -> Iterator[Visits]:
    """The visits, which are judged once the story has ended."""
    failed_before = request.session.testsfailed
    yield visits
    visits.judge(request.session.testsfailed > failed_before, request.node.name)


@pytest.fixture
def new_visitor(server: str, contexts: Contexts, request: pytest.FixtureRequest) -> Iterator[NewVisitor]:
    """Opens the page as one more visitor, see `Visits.arrive`."""
    with closing(Visits(server, contexts)) as visits:
        for each in judged(visits, request):
            yield each.arrive


@pytest.fixture(scope="module")
def visits_of_file(server: str, contexts: Contexts) -> Iterator[Visits]:
    """For stories that share a page."""
    with closing(Visits(server, contexts)) as visits:
        yield visits


@pytest.fixture
def same_visitor(visits_of_file: Visits, request: pytest.FixtureRequest) -> Iterator[NewVisitor]:
    """Goes on with the page of this file's stories, see `Visits.go_on`: a new page takes two seconds."""
    for each in judged(visits_of_file, request):
        yield each.go_on


@pytest.fixture
def new_page(new_visitor: NewVisitor) -> Page:
    """A visitor at a desk, who has just come."""
    return new_visitor()


@pytest.fixture
def page(same_visitor: NewVisitor) -> Page:
    """A visitor at a desk, who has forgotten everything and begins once more."""
    return same_visitor()

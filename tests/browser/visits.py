"""Visits of the page, by visitors of whom its server knows nothing; and what must not happen on any of them."""

import json
import re
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page

from tests.browser.contexts import Contexts, empty_storage
from tests.browser.kept import Kept
from tests.browser.visitor import start_over, wait_for_pad

SCREENSHOTS = Path(__file__).parent.parent.parent / "test-results"

PATIENCE = 60_000
"""Milliseconds that a story waits for what it expects: on a busy machine a page may take its time."""

# A service worker would answer for the server.
VISITOR: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}, "service_workers": "block"}


class Visits:
    """The visits of one story, or of the stories of one file."""

    def __init__(self, server: str, contexts: Contexts) -> None:
        self._server, self._contexts = server, contexts
        self._ends = ExitStack()
        self._pages: list[Page] = []
        self._left: dict[str, Page] = {}  # by the options of their visitors, but for the viewport
        self._errors: list[str] = []

    def arrive(
        self,
        path: str = "",
        before: str = "",
        expected_error: str | None = None,
        kept: Kept | None = None,
        fresh: bool = False,
        **options: Any,
    ) -> Page:
        """Open the page as one more visitor. An error in the page fails the test, unless it matches `expected_error`;
        what is asked of another host is an error. `before` is a script that runs before the page's, in a `fresh`
        browser. The browser's storage has what is `kept`, and nothing else; a `fresh` browser has no file of the page
        yet."""

        def note(error: str) -> None:
            if expected_error is None or not re.search(expected_error, error):
                self._errors.append(error)

        page = self._ends.enter_context(self._contexts.borrow({**VISITOR, **options}, fresh=fresh))
        page.context.set_default_timeout(PATIENCE)
        self._pages.append(page)
        if kept or not fresh:
            empty_storage(page, self._server, kept)
        self._listen(page.context, "weberror", lambda error: note(str(error.error)))
        self._listen(page.context, "console", lambda message: note(message.text) if message.type == "error" else None)
        if before:
            assert fresh, "a page that is used again would keep the script"
            page.add_init_script(before)
        page.goto(self._server + path)
        if re.search("#(?!draw|present)", path):  # another tab is opened
            page.locator("#answer .answer").wait_for(state="attached")
        else:
            wait_for_pad(page)
        return page

    def go_on(self, **options: Any) -> Page:
        """The page as an earlier story has left it, once it has forgotten everything; the first time a new page."""
        viewport = options.get("viewport", VISITOR["viewport"])
        key = json.dumps({**options, "viewport": None}, sort_keys=True)
        if key in self._left:
            start_over(self._left[key])
            self._left[key].set_viewport_size(viewport)
            wait_for_pad(self._left[key])
        else:
            self._left[key] = self.arrive(**options)
        return self._left[key]

    def judge(self, failed: bool, story: str) -> None:
        """After a story: nothing went wrong on any page. What a story that has failed left is of no use to others."""
        errors = self._errors[:]
        if failed:
            self._show(story)
        if failed or errors:
            self.close()
        assert not errors, f"errors in the page: {errors}"

    def close(self) -> None:
        """Close all pages."""
        self._ends.close()
        for each in (self._pages, self._left, self._errors):
            each.clear()

    def _listen(self, context: BrowserContext, event: Any, listener: Callable[[Any], None]) -> None:
        context.on(event, listener)
        self._ends.callback(context.remove_listener, event, listener)

    def _show(self, story: str) -> None:
        """What each visitor sees."""
        SCREENSHOTS.mkdir(exist_ok=True)
        for number, page in enumerate(self._pages):
            if not page.is_closed():
                print(f"Visitor {number} reads: {page.locator('#answer').inner_text()!r}")  # what CI can show
                page.screenshot(path=SCREENSHOTS / f"{story}-{number}.png", full_page=True)

"""Pages that stories take one after the other: what a browser has loaded and compiled once is not loaded again."""

import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urljoin

from playwright.sync_api import Browser, Page

from onelayer.page.modules import address_of
from tests.browser.kept import Kept

EMPTY = """async ([kept, module]) => {
    localStorage.clear();
    sessionStorage.clear();
    for (const name of await caches.keys()) await caches.delete(name);
    for (const { name } of await indexedDB.databases())
        await new Promise((done, fail) => {
            Object.assign(indexedDB.deleteDatabase(name), { onsuccess: done, onerror: fail });
        });
    if (!kept) return;
    const decode = (key, value) =>
        value?.bytes === undefined ? value
            : new globalThis[value.type](Uint8Array.from(atob(value.bytes), (letter) => letter.charCodeAt(0)).buffer);
    const { openDatabase } = await import(new URL(module, location.href));
    const database = await openDatabase('one-layer');
    for (const [place, records] of Object.entries(JSON.parse(kept, decode))) {
        const transaction = database.transaction(place, 'readwrite');
        for (const record of records) transaction.objectStore(place).put(record);
        await new Promise((done, fail) => Object.assign(transaction, { oncomplete: done, onabort: fail }));
    }
    database.close();
}"""


OF_PAGE = ("viewport", "permissions", "color_scheme", "reduced_motion")
"""Options that can be changed afterwards."""


class Contexts:
    """The contexts of one browser, each with a page, by the options that cannot be changed afterwards."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._idle: dict[str, list[Page]] = defaultdict(list)

    @contextmanager
    def borrow(self, options: dict[str, Any], *, fresh: bool) -> Iterator[Page]:
        """A page, the only one of its context. A fresh one has loaded nothing before, and is closed afterwards."""
        lasting = {name: value for name, value in options.items() if name not in OF_PAGE}
        idle = self._idle[json.dumps(lasting, sort_keys=True)]
        page = idle.pop() if idle and not fresh else self._browser.new_context(**lasting).new_page()
        page.set_viewport_size(options["viewport"])
        page.context.grant_permissions(options.get("permissions", []))
        page.emulate_media(
            color_scheme=options.get("color_scheme", "light"),
            reduced_motion=options.get("reduced_motion", "no-preference"),
        )
        yield page
        if fresh or page.is_closed():
            page.context.close()
        else:
            forget_story(page)
            idle.append(page)


def forget_story(page: Page) -> None:
    """Undo what a story may have done to a page and to its context."""
    for other in page.context.pages:
        if other is not page:
            other.close()
    page.context.set_offline(False)
    page.context.clear_permissions()
    page.unroute_all(behavior="ignoreErrors")
    page.mouse.up()
    page.evaluate("document.fullscreenElement && document.exitFullscreen()")
    page.goto(urljoin(page.url, "/alive"))  # of the same origin, and without a script: an idle page costs time


def empty_storage(page: Page, server: str, kept: Kept | None) -> None:
    """Leave in the browser's storage nothing but these records of its database, before the page is opened."""
    page.context.clear_cookies()
    if not page.url.endswith("/alive"):
        page.goto(f"{server.rstrip('/')}/alive")
    module = address_of("page/store/database.js")
    page.evaluate(EMPTY, [json.dumps(kept) if kept else "", f"{server.rstrip('/')}/{module}"])

"""Browser contexts that stories take one after the other: the page's files stay in their caches."""

import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

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


class Contexts:
    """The contexts of one browser, by the options that they were made with."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._idle: dict[str, list[BrowserContext]] = defaultdict(list)

    @contextmanager
    def borrow(self, options: dict[str, Any], *, fresh: bool) -> Iterator[BrowserContext]:
        """A context that has no page. A fresh one has loaded nothing before, and is closed afterwards."""
        idle = self._idle[json.dumps(options, sort_keys=True)]
        context = idle.pop() if idle and not fresh else self._browser.new_context(**options)
        yield context
        if fresh:
            context.close()
            return
        context.set_offline(False)
        for page in context.pages:
            page.close()
        idle.append(context)


def empty_storage(page: Page, server: str, kept: Kept | None) -> None:
    """Leave in the browser's storage nothing but these records of its database, before the page is opened."""
    page.context.clear_cookies()
    page.goto(f"{server.rstrip('/')}/alive")  # of the same origin, and without a script
    module = address_of("page/store/database.js")
    page.evaluate(EMPTY, [json.dumps(kept) if kept else "", f"{server.rstrip('/')}/{module}"])

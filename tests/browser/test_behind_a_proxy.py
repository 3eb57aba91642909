"""A story of the page under a path of another server, which strips that path from what it hands on."""

import http.client
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from onelayer.processes.training_processes import TrainingProcesses
from onelayer.server.app import build_app, launch_options
from tests.browser.visitor import (
    SEVEN,
    draw,
    expect_answer,
    expect_ink,
    open_tab,
    pad_of,
    wait_for_pad,
    wait_until_kept,
)
from tools.served_app import free_port

PATH = "/teaching/digits"
HELD_BACK = {"connection", "transfer-encoding", "keep-alive"}  # between two servers, not for the browser


class StrippingProxy(BaseHTTPRequestHandler):
    """Hands `/teaching/digits/…` on as `/…`; nothing else is there."""

    app: str  # the host and port of the app

    def do_GET(self) -> None:
        if not self.path.startswith(f"{PATH}/"):
            self.send_error(404)
            return
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        connection = http.client.HTTPConnection(self.app, timeout=300)
        headers = {**dict(self.headers), "X-Forwarded-Host": self.headers["Host"]}
        connection.request(self.command, self.path.removeprefix(PATH), body, headers)
        response = connection.getresponse()
        self.send_response(response.status)
        for name, value in response.getheaders():
            if name.lower() not in HELD_BACK | {"date", "server"}:
                self.send_header(name, value)
        self.end_headers()
        while chunk := response.read1(65_536):  # as it comes: Gradio's streams do not end
            self.wfile.write(chunk)
            self.wfile.flush()

    do_POST = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def proxied(processes: TrainingProcesses) -> Iterator[str]:
    """The address of the page behind the proxy."""
    app = build_app(processes)
    _, address, _ = app.launch(
        **launch_options(), server_port=free_port(), root_path=PATH, prevent_thread_lock=True, quiet=True
    )
    handler = type("Handler", (StrippingProxy,), {"app": urlsplit(address).netloc})
    proxy = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    proxy.daemon_threads = True
    threading.Thread(target=proxy.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{proxy.server_port}{PATH}/"
    proxy.shutdown()
    proxy.server_close()
    app.close()


def test_the_whole_page_works_under_a_path_and_opens_without_a_server(proxied: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    missing: list[str] = []
    page.on("response", lambda response: missing.append(response.url) if response.status >= 400 else None)
    page.goto(proxied)
    wait_for_pad(page)
    draw(page, SEVEN)
    expect_answer(page, 7)
    open_tab(page, "Inside")
    page.locator("#softmax .leads").wait_for()
    modules = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    assert any(name.startswith(f"{proxied}modules/") for name in modules)
    assert [url for url in missing if "/modules/" in url] == []

    wait_until_kept(page)
    assert page.evaluate("navigator.serviceWorker.ready.then(worker => worker.scope)") == proxied
    context.set_offline(True)
    page.goto(proxied)
    page.reload()
    wait_for_pad(page)
    page.locator("#pad .clear").click()
    draw(page, SEVEN)
    expect_ink(pad_of(page))
    context.close()

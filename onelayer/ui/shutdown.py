"""Ends the server. After SIGTERM it accepts no new work, the running runs stop with their reports, and the process ends
within ten seconds."""

import os
import signal
import threading
import time
from collections.abc import Callable
from typing import Any, Protocol

import gradio as gr
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse

from onelayer.ui.forgotten_sessions import SESSION_HEADER
from onelayer.ui.gradio_private import running_sessions
from onelayer.ui.limits import END_SECONDS

LONGEST_WAIT = 6.0  # seconds for the running runs to end, and for their pages to fetch the networks
QUIET = 0.7  # seconds without a run before the server closes: after a run its page sends one more request
LONGEST_END = END_SECONDS - 1.0  # seconds from the signal until the process ends, even if something hangs
POLL = 0.05

SENTENCE = "The server is about to start again. What was asked of it waits, and goes on by itself."


class Closable(Protocol):
    """The pool of training processes."""

    def close(self) -> None: ...


class Doors:
    """Decides which requests are served while the server ends."""

    def __init__(self) -> None:
        self.closed = threading.Event()
        self.inside: frozenset[str] = frozenset()

    def close(self, inside: frozenset[str]) -> None:
        """Serve only the sessions `inside` from now on: those with a running run, until they have its network."""
        self.inside = inside
        self.closed.set()

    def let_in(self, scope: Any) -> bool:
        """Whether a request is served."""
        asks = scope["method"] == "POST" or scope["path"].endswith("/alive")
        return not self.closed.is_set() or not asks or Headers(scope=scope).get(SESSION_HEADER) in self.inside


DOORS = Doors()
"""The doors of this process."""


class TakeNoNewWork:
    """ASGI middleware: while the server ends, it answers with 503, as a proxy does whose server is away.

    A page then holds its requests, and sends them again when a server answers (`components/connection.js`).
    """

    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass the request on, unless the doors are closed for it."""
        if scope["type"] == "http" and not DOORS.let_in(scope):
            await PlainTextResponse(SENTENCE, 503, {"Retry-After": "10"})(scope, receive, send)
            return
        await self.app(scope, receive, send)


def end(app: gr.Blocks, pool: Closable) -> None:
    """Accept no new work, stop the running runs, wait for their reports, and close everything."""
    DOORS.close(running_sessions(app))
    wait_until_quiet(lambda: bool(running_sessions(app)))
    pool.close()
    app.close(verbose=False)


def wait_until_quiet(is_busy: Callable[[], bool]) -> None:
    """Wait until nothing has run for QUIET seconds, or until LONGEST_WAIT is over."""
    began = last_busy = time.monotonic()
    while (now := time.monotonic()) - began < LONGEST_WAIT and now - last_busy < QUIET:
        if is_busy():
            last_busy = now
        time.sleep(POLL)


def end_on_sigterm(app: gr.Blocks, pool: Closable) -> None:
    """Let SIGTERM end the server; a second SIGTERM ends the process at once. Call it in the main thread."""

    def begin_to_end(*_: object) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        limit = threading.Timer(LONGEST_END, os._exit, [0])
        limit.daemon = True
        limit.start()
        threading.Thread(target=end, args=(app, pool), daemon=True).start()

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, begin_to_end)

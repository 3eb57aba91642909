"""Ends the server. After SIGTERM it takes no new work, and the process ends within ten seconds.

What a page had asked for has failed then; the page keeps what a run had learned, and asks for the rest again when a
server answers.
"""

import os
import signal
import threading
from typing import Any

import gradio as gr
from starlette.responses import PlainTextResponse

from onelayer.limits import END_SECONDS
from onelayer.processes.training_processes import TrainingProcesses

LONGEST_END = END_SECONDS - 1.0  # seconds from the signal until the process ends, even if something hangs
SENTENCE = "The server is about to start again. What was asked of it waits, and goes on by itself."

ending = threading.Event()
"""Set when this process ends."""


class TakeNoNewWork:
    """ASGI middleware: while the server ends, it answers with 503, as a proxy does whose server is away.

    A page then holds its requests, and makes them again when a server answers (`page/server/connection.js`).
    """

    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass the request on, unless the server ends, and it asks for work, or whether the server is there."""
        asks = scope["type"] == "http" and (scope["method"] == "POST" or scope["path"].endswith("/alive"))
        if asks and ending.is_set():
            await PlainTextResponse(SENTENCE, 503, {"Retry-After": "10"})(scope, receive, send)
            return
        await self.app(scope, receive, send)


def end(app: gr.Blocks, processes: TrainingProcesses) -> None:
    """Take no new work, and close everything."""
    ending.set()
    app.close(verbose=False)  # first: a page whose stream ends asks again, one whose run fails does not
    processes.close()


def end_on_sigterm(app: gr.Blocks, processes: TrainingProcesses) -> None:
    """Let SIGTERM end the server; a second SIGTERM ends the process at once. Call it in the main thread."""

    def begin_to_end(*_: object) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        limit = threading.Timer(LONGEST_END, os._exit, [0])
        limit.daemon = True
        limit.start()
        threading.Thread(target=end, args=(app, processes), daemon=True).start()

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, begin_to_end)

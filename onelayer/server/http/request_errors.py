"""Answers a request that fails with a sentence, and writes a line to the log.

A client may send anything. An answer repeats at most the first 200 characters of it. The log gets one line for each
invalid request, and a traceback only if our own code failed, once for each place in the code.
"""

import logging
import traceback
from pathlib import Path
from typing import Any

import gradio as gr
from fastapi import Request
from fastapi.exception_handlers import http_exception_handler
from fastapi.exceptions import RequestValidationError
from gradio.exceptions import InvalidPathError
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from onelayer.limits import TOLD_BACK
from onelayer.page.gradio_private import BlocksThatAnswerErrors

NOT_UPLOADED = "That file was not uploaded here. Upload it again."
FAILED = "That could not be done. The server's log says why."

PACKAGE = Path(__file__).resolve().parents[2]
HTTP = Path(__file__).resolve().parent
BETWEEN = {*HTTP.glob("*.py"), HTTP.parent / "shutdown.py", PACKAGE / "page/gradio_private.py"}
"""Our files that every request passes: their lines in a traceback do not show that our code failed."""

log = logging.getLogger(__name__)
already_traced: set[tuple[str, int | None]] = set()


class Page(BlocksThatAnswerErrors):
    """The page. It answers a request that fails with a sentence."""

    def answer_error(self, handler: str, error: Exception) -> gr.Error:
        if isinstance(error, gr.Error) and not error.print_exception:
            return error  # the handler's own sentence
        ours = report(f"A request to {handler} failed", error)
        if isinstance(error, InvalidPathError):
            return gr.Error(NOT_UPLOADED, print_exception=False)  # Gradio's message would name the server's folders
        if isinstance(error, gr.Error):
            return gr.Error(one_line(error.message), error.duration, error.visible, error.title, print_exception=False)
        return gr.Error(FAILED if ours else one_line(str(error)), print_exception=False)


def one_line(text: str) -> str:
    """Return the first characters of a text on one line, without control characters."""
    start = " ".join(text[: 2 * TOLD_BACK].split())
    printable = "".join(sign if sign.isprintable() else "?" for sign in start)
    return printable if len(printable) <= TOLD_BACK else f"{printable[: TOLD_BACK - 1]}…"


def report(what: str, error: Exception) -> bool:
    """Write a failure to the log: in one line, or with its traceback if our own code failed there for the first time.

    Returns:
        Whether our own code failed.
    """
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if PACKAGE in (path := Path(frame.filename)).parents and path not in BETWEEN]
    last = frames[-1] if frames else None
    place = f" ({Path(last.filename).name}, line {last.lineno})" if last else ""
    line = f"{what}: {type(error).__name__}: {one_line(str(error))}{place}"
    where = (ours[-1].filename, ours[-1].lineno) if ours else None
    if where and where not in already_traced:
        already_traced.add(where)
        log.error(line, exc_info=error)
    else:
        log.warning(line)
    return bool(ours)


class AnswerErrors:
    """ASGI middleware: answers a failure outside of listeners with a sentence, and logs a line, not a traceback."""

    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass the request on; if the app fails before it has answered, answer in its place."""
        started = is_stream = False

        async def noting(message: Any) -> None:
            nonlocal started, is_stream
            started = True
            if message["type"] == "http.response.start":
                is_stream = Headers(raw=message["headers"]).get("content-type", "").startswith("text/event-stream")
            await send(message)

        try:
            await self.app(scope, receive, noting)
        except Exception as error:
            if scope["type"] != "http":
                raise
            report(f"{scope['method']} {one_line(scope['path'])} failed", error)
            if not started:
                await JSONResponse({"error": FAILED}, 500)(scope, receive, send)
            elif is_stream:  # its last event says that it failed
                await send({"type": "http.response.body", "body": b""})


async def answer_invalid(request: Request, error: Exception) -> JSONResponse:
    """Answer a request that FastAPI finds invalid. FastAPI itself would repeat all of its data, and fail on bytes."""
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    place = ".".join(str(step) for step in first["loc"])
    return JSONResponse({"detail": f"The message does not fit: {one_line(place)}: {one_line(first['msg'])}"}, 422)


async def answer_refused(request: Request, error: Exception) -> Response:
    """Answer a request that Gradio refuses, with its message shortened, which may repeat the request's data."""
    assert isinstance(error, HTTPException)
    detail = one_line(error.detail) if isinstance(error.detail, str) else error.detail
    return await http_exception_handler(request, HTTPException(error.status_code, detail, error.headers))


ANSWERS: dict[Any, Any] = {RequestValidationError: answer_invalid, HTTPException: answer_refused}
"""FastAPI's argument `exception_handlers`."""

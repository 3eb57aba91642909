"""Tells a page that the server no longer has its session, before anything is done for the request.

The page then gives the server the data that the browser keeps, and sends the request again.
"""

from typing import Any

from starlette.datastructures import Headers
from starlette.responses import JSONResponse

from onelayer.ui.gradio_private import is_forgotten

SESSION_HEADER = "X-One-Layer-Session"
"""A page sends the name of its session in this header with every request (`components/server.js`)."""

GONE = 410
SENTENCE = "The server has let go of your runs, to have room for others. What your browser keeps goes there again."


class TellForgotten:
    """ASGI middleware: answers the first request of a removed session with 410, without handling the request."""

    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass the request on, unless its session was removed."""
        if scope["type"] == "http" and scope["method"] == "POST":
            session = Headers(scope=scope).get(SESSION_HEADER, "")
            if session and is_forgotten(scope["app"], session):
                await JSONResponse({"error": SENTENCE}, GONE)(scope, receive, send)
                return
        await self.app(scope, receive, send)

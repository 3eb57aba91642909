"""A visitor whose session had to go is told so before anything is done for them: their page gives back what the
browser keeps, and asks again."""

from typing import Any

from starlette.datastructures import Headers
from starlette.responses import JSONResponse

from onelayer.ui.gradio_private import is_forgotten

SESSION_HEADER = "X-One-Layer-Session"
"""In it a page says its session's name with all that it asks (`components/server.js`)."""

GONE = 410
SENTENCE = "The server has let go of your runs, to have room for others. What your browser keeps goes there again."


class TellForgotten:
    """ASGI middleware: answers the first request of a session that is gone with 410, and does nothing for it."""

    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass the request on, unless its session is gone."""
        if scope["type"] == "http" and scope["method"] == "POST":
            session = Headers(scope=scope).get(SESSION_HEADER, "")
            if session and is_forgotten(scope["app"], session):
                await JSONResponse({"error": SENTENCE}, GONE)(scope, receive, send)
                return
        await self.app(scope, receive, send)

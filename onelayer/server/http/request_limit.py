"""A limit on the size of a request, so that no client can fill the server's memory."""

from typing import Any

from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.responses import JSONResponse

from onelayer.limits import MESSAGE_BYTES
from onelayer.page.gradio_private import UPLOAD_ROUTE

TOO_LARGE = "The request is too large: a message to this app has 8 MB at most (a drawing, 20,000 points)."


class LimitRequestSize:
    """ASGI middleware: Starlette's limit, and its refusal in a sentence. Gradio's upload route has its own limit."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self.limited = RequestBodyLimitMiddleware(app, MESSAGE_BYTES)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass the request on, limited unless it uploads a file."""
        if scope["type"] != "http" or is_upload(scope):
            await self.app(scope, receive, send)
            return
        is_refused = False

        async def with_reason(message: Any) -> None:
            nonlocal is_refused
            if message["type"] == "http.response.start" and message["status"] == 413:
                is_refused = True
                await JSONResponse({"error": TOO_LARGE}, 413, {"connection": "close"})(scope, receive, send)
            elif not is_refused:
                await send(message)

        await self.limited(scope, receive, with_reason)


def is_upload(scope: Any) -> bool:
    """Whether a request is for Gradio's upload route.

    If the app is served under a path of its own (`root_path`), a proxy may leave that path in the request or remove it.
    """
    path, root = scope["path"], scope.get("root_path", "").rstrip("/")
    return scope["method"] == "POST" and UPLOAD_ROUTE in (path, path.removeprefix(root))

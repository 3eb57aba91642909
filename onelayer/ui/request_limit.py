"""A limit on what a request may carry, so that no client can fill the server's memory."""

import contextlib
from typing import Any

from onelayer.ui.gradio_private import UPLOAD_ROUTE
from onelayer.ui.limits import MESSAGE_BYTES

REFUSAL = b'{"error": "The request is too large: a message to this app has 8 MB at most (a drawing, 20,000 points)."}'


class LimitRequestSize:
    """ASGI middleware: refuses with 413 what is larger than a message may be. Gradio's upload route has its own."""

    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Count the body's bytes as they come, so that a client that hides its length is refused too."""
        if scope["type"] != "http" or is_upload(scope):
            await self.app(scope, receive, send)
            return
        declared = int(dict(scope["headers"]).get(b"content-length", b"0") or 0)
        if declared > MESSAGE_BYTES:
            await self._refuse(send)
            return
        received, started = 0, False

        async def limited() -> Any:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > MESSAGE_BYTES:
                raise _TooLarge
            return message

        async def unless_too_large(message: Any) -> None:
            nonlocal started
            if started or received <= MESSAGE_BYTES:
                started = True
                await send(message)  # else it is FastAPI's answer to _TooLarge, which knows no reason

        with contextlib.suppress(_TooLarge):
            await self.app(scope, limited, unless_too_large)
        if received > MESSAGE_BYTES and not started:
            await self._refuse(send)

    async def _refuse(self, send: Any) -> None:
        headers = [(b"content-type", b"application/json"), (b"connection", b"close")]
        await send({"type": "http.response.start", "status": 413, "headers": headers})
        await send({"type": "http.response.body", "body": REFUSAL})


def is_upload(scope: Any) -> bool:
    """Whether the request goes to Gradio's own upload route, also where the app is served under a path of its own: a
    proxy may leave that path (`root_path`) in the request or take it out."""
    path, root = scope["path"], scope.get("root_path", "").rstrip("/")
    return scope["method"] == "POST" and UPLOAD_ROUTE in (path, path.removeprefix(root))


class _TooLarge(Exception):
    """The body is larger than its limit."""

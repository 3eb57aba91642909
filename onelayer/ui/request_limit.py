"""A limit on what a request may carry, so that no client can fill the server's memory."""

import contextlib
from typing import Any

from starlette.middleware import Middleware

LARGEST_MESSAGE = 8 * 1024 * 1024  # bytes; parse_index files are the largest, 5 MB in base64

REFUSAL = b'{"error": "The request is too large: a message to this app has 8 MB at most (a drawing, 20,000 points)."}'


class LimitRequestSize:
    """ASGI middleware: refuses with 413 what is larger than a message may be. Uploads have Gradio's own limit."""

    def __init__(self, app: Any) -> None:
        self.app = app

    @classmethod
    def as_middleware(cls) -> Middleware:
        """For FastAPI's `middleware` argument."""
        return Middleware(cls)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Count the body's bytes as they come, so that a client that hides its length is refused too."""
        if scope["type"] != "http" or scope["path"].endswith("/upload"):
            await self.app(scope, receive, send)
            return
        declared = int(dict(scope["headers"]).get(b"content-length", b"0") or 0)
        if declared > LARGEST_MESSAGE:
            await self._refuse(send)
            return
        received, started = 0, False

        async def limited() -> Any:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > LARGEST_MESSAGE:
                raise _TooLarge
            return message

        async def unless_too_large(message: Any) -> None:
            nonlocal started
            if started or received <= LARGEST_MESSAGE:
                started = True
                await send(message)  # else it is FastAPI's answer to _TooLarge, which knows no reason

        with contextlib.suppress(_TooLarge):
            await self.app(scope, limited, unless_too_large)
        if received > LARGEST_MESSAGE and not started:
            await self._refuse(send)

    async def _refuse(self, send: Any) -> None:
        headers = [(b"content-type", b"application/json"), (b"connection", b"close")]
        await send({"type": "http.response.start", "status": 413, "headers": headers})
        await send({"type": "http.response.body", "body": REFUSAL})


class _TooLarge(Exception):
    """The body is larger than its limit."""

"""Gradio's routes that this page does not need, closed: what is not there cannot be misused."""

from typing import Any

from starlette.responses import JSONResponse

from onelayer.ui.gradio_private import UNUSED_ROUTES

SENTENCE = "There is nothing here."


class CloseUnusedRoutes:
    """ASGI middleware: answers 404 for them."""

    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass the request on, unless it goes to one of them."""
        if scope["type"] in ("http", "websocket") and is_unused(scope["path"], scope.get("root_path", "")):
            await JSONResponse({"error": SENTENCE}, 404)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def is_unused(path: str, root: str) -> bool:
    """Whether a path leads to one of them, also where the app is served under a path of its own."""
    own = path.removeprefix(root.rstrip("/")).rstrip("/")
    return any(own == route or own.startswith((f"{route}/", f"{route}=")) for route in UNUSED_ROUTES)

"""Closes the routes of Gradio that this page does not need, so that nobody can misuse them."""

from typing import Any

from starlette.responses import JSONResponse

from onelayer.ui.gradio_private import UNUSED_ROUTES

SENTENCE = "There is nothing here."


class CloseUnusedRoutes:
    """ASGI middleware: answers requests for unused routes with 404."""

    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass the request on, unless its route is closed."""
        if scope["type"] in ("http", "websocket") and is_unused(scope["path"], scope.get("root_path", "")):
            await JSONResponse({"error": SENTENCE}, 404)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def is_unused(path: str, root: str) -> bool:
    """Whether a path leads to a closed route. The app may be served under a path of its own, `root`."""
    own = path.removeprefix(root.rstrip("/")).rstrip("/")
    return any(own == route or own.startswith((f"{route}/", f"{route}=")) for route in UNUSED_ROUTES)

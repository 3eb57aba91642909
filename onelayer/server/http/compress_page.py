"""Compresses the page itself. Gradio compresses files by the ending of their name, and the page has no ending."""

from typing import Any

from starlette.middleware.gzip import GZipMiddleware


class CompressPage:
    """ASGI middleware: sends the page with gzip if the browser accepts it, which gives an eighth of its size.

    Other answers are not compressed: for a short answer that would take longer than sending it.
    """

    def __init__(self, app: Any) -> None:
        self.app = app
        self.compressing = GZipMiddleware(app, compresslevel=6)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass the request on; compress the answer if the request is for the page."""
        app = self.compressing if is_page(scope) else self.app
        await app(scope, receive, send)


def is_page(scope: Any) -> bool:
    """Whether a request is for the page itself.

    If the app is served under a path of its own (`root_path`), a proxy may leave that path in the request or remove it.
    """
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    root = scope.get("root_path", "").rstrip("/")
    return scope["path"] in ("", "/", root, f"{root}/")

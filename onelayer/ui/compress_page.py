"""The page's own text travels compressed: Gradio compresses its files, by their endings, and the page has none."""

from typing import Any

from starlette.middleware.gzip import GZipMiddleware


class CompressPage:
    """ASGI middleware: the page is sent with gzip where the browser takes it, an eighth of its size. What the page asks
    the server afterwards is not: compressing a short answer takes longer than sending it."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self.compressing = GZipMiddleware(app, compresslevel=6)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass the request on, with compression where it is for the page."""
        app = self.compressing if is_page(scope) else self.app
        await app(scope, receive, send)


def is_page(scope: Any) -> bool:
    """Whether the request is for the page itself, also where the app is served under a path of its own: a proxy may
    leave that path (`root_path`) in the request or take it out."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    root = scope.get("root_path", "").rstrip("/")
    return scope["path"] in ("", "/", root, f"{root}/")

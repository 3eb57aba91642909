"""Adds tags to the page's head, before Gradio's own scripts. Gradio's option `head` adds its tags after them.

The rules of `assets/page.css` are among them, because Gradio applies the rules of its option `css` only inside its
container, and takes a comma in `:is(…)` for the end of a selector.
"""

from collections.abc import Callable
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.requests import Request

from onelayer.assets import ASSETS
from onelayer.page.gradio_private import MANIFEST_LINK, page_config
from onelayer.page.modules import address_of, imported_modules
from onelayer.server.app_version import app_version
from onelayer.server.http.first_requests import first_requests
from onelayer.server.http.installable import installable_links
from onelayer.server.http.link_preview import GRADIO_PREVIEW, preview_tags

SCRIPTS = (
    "page/server/server.js",
    "page/server/offline_page.js",
    "page/address/address.js",
    "page/drawing/photo_types.js",
)
"""Modules that run before Gradio's. The browser fetches them and what they import at once, not one after another."""
VERSION_HEADER = "X-One-Layer-Version"
"""Distinguishes the page from another answer under its address, of a proxy or a sleeping Space."""


def head_tags() -> str:
    """Make the tags: version, manifest, icons, style rules, and the scripts that must run before Gradio's."""
    scripts = [address_of(path) for path in SCRIPTS]
    return "\n".join(
        [
            f'<meta name="one-layer-version" content="{app_version()}">',
            installable_links(),
            f"<style>{(ASSETS / 'page.css').read_text('utf-8')}</style>",
            *(f'<link rel="modulepreload" href="{address}">' for address in imported_modules(scripts)),
            *(f'<script type="module" src="{address}"></script>' for address in scripts),
        ]
    )


class AddToHead:
    """ASGI middleware: replaces the link to Gradio's manifest, right before Gradio's scripts, with our tags.

    The address of that manifest is wrong behind a proxy.
    """

    def __init__(self, app: Any) -> None:
        self.app = app
        self.tags = head_tags()
        self.first_requests: str | None = None  # made when the page is first requested

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass the request on; change the answer if it is the page."""
        is_page = scope["type"] == "http" and scope["method"] == "GET"
        await self.app(scope, receive, self.changing(send, scope) if is_page else send)

    def tags_for(self, scope: Any) -> bytes:
        """Return all of our tags for the page that a request asks for."""
        if self.first_requests is None:
            self.first_requests = first_requests(page_config(scope["app"]))
        preview = preview_tags(str(Request(scope).base_url))
        # In this order: Gradio's script waits for ours.
        return f"{preview}\n{self.tags}\n{self.first_requests}".encode()

    def changing(self, send: Any, scope: Any) -> Callable[[Any], Any]:
        """Make a `send` that collects the whole page, and sends it with our tags in its head."""
        start: Any = None
        page = b""

        async def changed(message: Any) -> None:
            nonlocal start, page
            if message["type"] == "http.response.start" and is_html(message):
                start = message
                return
            if start is None or message["type"] != "http.response.body":
                await send(message)
                return
            page += message.get("body", b"")
            if message.get("more_body", False):
                return
            if MANIFEST_LINK.encode() in page:
                page = GRADIO_PREVIEW.sub(b"", page).replace(MANIFEST_LINK.encode(), self.tags_for(scope), 1)
                headers = MutableHeaders(scope=start)
                headers["Content-Length"] = str(len(page))
                headers[VERSION_HEADER] = app_version()
            await send(start)
            await send({"type": "http.response.body", "body": page})
            start, page = None, b""

        return changed


def is_html(start: Any) -> bool:
    """Whether an answer that starts with this message is HTML and not compressed."""
    headers = MutableHeaders(scope=start)
    return headers.get("content-type", "").startswith("text/html") and "content-encoding" not in headers

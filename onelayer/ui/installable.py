"""The files with which a browser can install the page: manifest, icons, and the service worker for an absent server.

Gradio's own `launch(pwa=True)` has a manifest with an address that is wrong behind a proxy, and no worker.
"""

from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from onelayer.assets import ASSETS

ICONS = ASSETS / "icons"
ICON_SIZES = (192, 512)  # pixels a side
WORKER = Path(__file__).parent / "service_worker.js"
PAGE_COLOURS = {"light": "#f8f6f0", "dark": "#14171c"}  # the same as in the style sheet

MANIFEST = {
    "name": "One Layer",
    "short_name": "One Layer",
    "description": "Draw a digit; see why a network of one dense layer reads it; teach it your hand.",
    "start_url": "./",
    "scope": "./",
    "display": "standalone",
    "background_color": PAGE_COLOURS["light"],
    "theme_color": PAGE_COLOURS["light"],
    "icons": [
        {"src": "icons/icon.svg", "sizes": "any", "type": "image/svg+xml", "purpose": "any"},
        *(
            {"src": f"icons/icon-{size}.png", "sizes": f"{size}x{size}", "type": "image/png", "purpose": "any maskable"}
            for size in ICON_SIZES
        ),
    ],
}
"""All addresses in the manifest are relative to its own, so that they are valid behind any proxy."""


def installable_links() -> str:
    """Make the links and colours for the page's head."""
    colours = (
        f'<meta name="theme-color" content="{colour}" media="(prefers-color-scheme: {scheme})">'
        for scheme, colour in PAGE_COLOURS.items()
    )
    return "\n".join(
        [
            '<link rel="manifest" href="one-layer.webmanifest">',
            '<link rel="icon" href="icons/icon.svg" type="image/svg+xml">',
            '<link rel="apple-touch-icon" href="icons/icon-192.png">',
            *colours,
        ]
    )


def installable_routes() -> list[Route]:
    """Make the routes of the manifest, the icons and the worker."""
    icons = {path.name: path for path in ICONS.iterdir()}

    async def manifest(request: Request) -> Response:
        return JSONResponse(MANIFEST, media_type="application/manifest+json")

    async def icon(request: Request) -> Response:
        path = icons.get(request.path_params["name"])
        return FileResponse(path) if path else Response("There is no such icon.", 404)

    async def worker(request: Request) -> Response:
        return Response(worker_script(), media_type="text/javascript", headers={"Cache-Control": "no-cache"})

    return [
        Route("/one-layer.webmanifest", manifest),
        Route("/icons/{name}", icon),
        Route("/service-worker.js", worker),
    ]


@cache
def worker_script() -> bytes:
    """Return the script of the worker. It reads its version from its address."""
    return WORKER.read_bytes()

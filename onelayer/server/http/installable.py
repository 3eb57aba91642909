"""The files with which a browser can install the page: manifest, icons, and the service worker for an absent server.

Gradio's own `launch(pwa=True)` has a manifest with an address that is wrong behind a proxy, and no worker.
"""

from pathlib import Path

from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

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


def installable_routes() -> list[BaseRoute]:
    """Make the routes of the manifest, the icons and the worker, which reads its version from its address."""
    worker = Response(WORKER.read_bytes(), media_type="text/javascript", headers={"Cache-Control": "no-cache"})
    return [
        Route("/one-layer.webmanifest", JSONResponse(MANIFEST, media_type="application/manifest+json")),
        Mount("/icons", StaticFiles(directory=ICONS)),
        Route("/service-worker.js", worker),
    ]

"""Closes the routes of Gradio that this page does not need, so that nobody can misuse them."""

from starlette.responses import JSONResponse
from starlette.routing import Route

from onelayer.page.gradio_private import EARLIER_MCP_ROUTES, UNUSED_ROUTES

SENTENCE = "There is nothing here."


def closed_routes() -> list[Route]:
    """Make routes that come before Gradio's own, and answer all that begins with an unused route with 404."""
    closed = (*UNUSED_ROUTES, *EARLIER_MCP_ROUTES)
    return [Route(f"{route}{{rest:path}}", JSONResponse({"error": SENTENCE}, 404)) for route in closed]

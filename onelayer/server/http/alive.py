"""The route /alive, with which a page finds out whether the server is there, and of which version."""

from starlette.responses import JSONResponse
from starlette.routing import Route

from onelayer.server.app_version import app_version


def alive_route() -> Route:
    """Make the route. It answers with the version of the app: a page works only with its own."""
    return Route("/alive", JSONResponse({"version": app_version()}, headers={"Cache-Control": "no-store"}))

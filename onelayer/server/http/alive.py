"""The route /alive, with which a page finds out whether the server is there, and of which version."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from onelayer.server.app_version import app_version


def alive_route() -> Route:
    """Make the route. It answers with the version of the app: a page works only with its own."""
    answer = {"version": app_version()}

    async def serve(request: Request) -> Response:
        return JSONResponse(answer, headers={"Cache-Control": "no-store"})

    return Route("/alive", serve)

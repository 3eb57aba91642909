"""The route that a page asks whether the server is there, and whether it is the one that knows the page's session."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from onelayer.ui.app_version import app_version


def alive_route(server: str) -> Route:
    """Answers which start of the server this is, `server`, and which version of the app: a session does not outlive the
    one, and a page does not fit another than its own of the other."""
    answer = {"server": server, "version": app_version()}

    async def serve(request: Request) -> Response:
        return JSONResponse(answer, headers={"Cache-Control": "no-store"})

    return Route("/alive", serve)

"""The route /alive, with which a page finds out whether the server is there, and whether it has the page's session."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from onelayer.ui.app_version import app_version


def alive_route(server: str) -> Route:
    """Make the route. It answers with the start of the server and the version of the app.

    After another start the server has no sessions; a page works only with its own version of the app.

    Args:
        server: identifies this start of the server.
    """
    answer = {"server": server, "version": app_version()}

    async def serve(request: Request) -> Response:
        return JSONResponse(answer, headers={"Cache-Control": "no-store"})

    return Route("/alive", serve)

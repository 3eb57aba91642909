"""A request for another server is not done here: behind a proxy there may be several, and each knows its own sessions.

A page says which start of the server it means, the one that /alive answered it. Where another gets the request, because
the first was killed or started anew, it does nothing and says so; the page gives it what the browser keeps, and asks
again (`components/server.js`). Without this a run would be trained in an empty session, and nobody would know.
"""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Header, HTTPException

HEADER = "X-One-Layer-Server"
MISDIRECTED = 421  # "Misdirected Request", RFC 9110, section 15.5.20


def refuse_misdirected(server: str) -> Callable[[str | None], Awaitable[None]]:
    """For FastAPI's `Depends`: refuses what is meant for another start of the server than `server`. Who says nothing of
    it, such as a program, is answered."""

    async def refuse(meant: Annotated[str | None, Header(alias=HEADER)] = None) -> None:
        if meant is not None and meant != server:
            raise HTTPException(MISDIRECTED, "This is another server than the one that was asked.")

    return refuse

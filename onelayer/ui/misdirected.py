"""Refuses requests that are meant for another server. A proxy may have several, each with its own sessions.

With each request a page names the start of the server that it means, which it knows from /alive. If that server was
killed or restarted, another one gets the request and refuses it. The page then gives this server the data that the
browser keeps, and sends the request again (`components/server.js`). Otherwise a run could be trained in an empty
session without anybody noticing.
"""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Header, HTTPException

HEADER = "X-One-Layer-Server"
MISDIRECTED = 421  # "Misdirected Request", RFC 9110, section 15.5.20


def refuse_misdirected(server: str) -> Callable[[str | None], Awaitable[None]]:
    """Make a function for FastAPI's `Depends` that refuses requests for another start of the server than `server`.

    A request that names no server, for example a program's, is accepted.
    """

    async def refuse(meant: Annotated[str | None, Header(alias=HEADER)] = None) -> None:
        if meant is not None and meant != server:
            raise HTTPException(MISDIRECTED, "This is another server than the one that was asked.")

    return refuse

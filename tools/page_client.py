"""A visitor without a browser: calls the server's functions as the page does (`page/server/functions.js`).

A browser for each of forty visitors would be slower than the server that they are to keep busy.
"""

import asyncio
import contextlib
import json
import secrets
import ssl
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

import httpx
import numpy as np

from onelayer.data.drawings_file import format_drawings
from onelayer.data.styles import STYLES
from onelayer.reading.drawing import Drawing

API = "gradio_api"
PROXY_FAILURES = {502, 503, 504}  # a proxy's answers in place of the server
POLL_SECONDS = 0.1
PATIENCE = 300  # times: half a minute

Event = dict[str, Any]
"""A message of Gradio's queue; `msg` says of which kind."""


class CallFailed(Exception):
    """A call was refused, failed, or was lost after its first report; the message says why."""


class Lost(Exception):
    """The connection was lost before the first report, so that the call may be made again."""


@dataclass(frozen=True)
class PageClient:
    """One visitor.

    Attributes:
        client: its base is the page's address.
        indexes: of the functions in Gradio's configuration, by name.
    """

    client: httpx.AsyncClient
    indexes: dict[str, int]

    async def call(self, name: str, *values: Any, hear: Callable[[Event], None] = lambda _: None) -> Any:
        """Call a function, wait for its turn and its end, and return its result, if it gives reports the last of them.

        A call that is lost before its first report is made again. One that is cancelled leaves its place.

        Args:
            name: of the function.
            values: what it takes.
            hear: gets the queue's messages on the way.

        Raises:
            CallFailed: it was refused, failed, or was lost after its first report.
        """
        for _ in range(PATIENCE):
            try:
                return await self._call_once(name, values, hear)
            except (Lost, httpx.TransportError):
                await asyncio.sleep(POLL_SECONDS)
        raise CallFailed(f"{name}: nobody answers.")

    async def _call_once(self, name: str, values: tuple[Any, ...], hear: Callable[[Event], None]) -> Any:
        session = {"session_hash": secrets.token_hex(8)}
        call = {**session, "fn_index": self.indexes[name], "data": values, "simple_format": True}
        joined = await self.client.post(f"{API}/queue/join", params=session, json=call)
        if joined.status_code in PROXY_FAILURES and "json" not in joined.headers.get("Content-Type", ""):
            raise Lost
        if joined.status_code != httpx.codes.OK:
            raise CallFailed(f"{name}: {joined.status_code} {joined.text[:200]}")
        report = None
        with contextlib.suppress(httpx.TransportError):
            async with self.client.stream("GET", f"{API}/queue/data", params=session, timeout=60) as stream:
                async for event in events_of(stream):
                    hear(event)
                    if event["msg"] == "process_generating":
                        report = event["output"]["data"][0]
                    elif event["msg"] == "process_completed":
                        if not event["success"]:
                            raise CallFailed(f"{name}: {event['output'].get('error')}")
                        return report or event["output"]["data"][0]
                    elif event["msg"] == "unexpected_error":
                        break
        raise Lost if report is None else CallFailed(f"{name}: the connection was lost.")


async def events_of(stream: httpx.Response) -> AsyncIterator[Event]:
    """Yield the messages of a stream."""
    async for line in stream.aiter_lines():
        if line.startswith("data: "):
            yield json.loads(line.removeprefix("data: "))


@contextlib.asynccontextmanager
async def page_clients(address: str, visitors: int) -> AsyncIterator[list[PageClient]]:
    """Make so many visitors of the page at an address."""
    async with clients_of(address, visitors) as clients:
        config = (await clients[0].get("config")).raise_for_status().json()
        indexes = {function["api_name"]: function["id"] for function in reversed(config["dependencies"])}
        yield [PageClient(client, indexes) for client in clients]


@contextlib.asynccontextmanager
async def clients_of(address: str, visitors: int) -> AsyncIterator[list[httpx.AsyncClient]]:
    """One for each visitor: a pool of connections for all of them takes longer to search than the server to answer."""
    encryption = ssl.create_default_context()  # not used; dear to make
    clients = [httpx.AsyncClient(base_url=address, verify=encryption, timeout=30) for _ in range(visitors)]
    try:
        yield clients
    finally:
        await asyncio.gather(*(client.aclose() for client in clients))


def labelled_drawings(of_each: int = 2) -> str:
    """The text of a drawings file, as the page gives it to a lesson: the first so many ways of writing each digit."""
    chosen = [style for digit in range(10) for style in [each for each in STYLES if each.digit == digit][:of_each]]
    drawings = [Drawing(tuple(np.clip(stroke, 0, 1) for stroke in style.strokes), style.digit) for style in chosen]
    return format_drawings(drawings).decode()

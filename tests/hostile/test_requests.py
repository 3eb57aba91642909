"""Requests that no page sends, over every listener and every route."""

import asyncio
import re
from collections.abc import Iterator
from typing import Any

import anyio.from_thread
import httpx
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.hostile.conftest import HostileServer, assert_tells_nothing
from tests.hostile.messages import SESSIONS, Hostility

IN_BATCH, AT_ONCE = 50, 8
ROADS = ("run/predict", "run/predict", "run/predict", "api/predict", "queue/join", "call/read")
LONGEST_ANSWER = 120.0  # seconds, after which it is taken for one that never comes
ASSISTANTS = "/gradio_api/mcp/"
OWN_ROUTES = ["/modules/{path}", "/alive", "/one-layer.webmanifest", "/icons/{name}", "/service-worker.js"]
ENDLESS = re.compile("heartbeat|queue/data|reload|/call/|upload_progress")

Asked = tuple[str, bytes, bytes | None, str]
"""Method, target, body, content type."""


class Sender:
    """Sends requests side by side, in a thread with an event loop of its own."""

    def __init__(self, server: HostileServer, portal: anyio.from_thread.BlockingPortal) -> None:
        self.server = server
        self.portal = portal
        # Each has a connection of its own: one that waited 5 seconds is closed by the server, perhaps as it is used.
        limits = httpx.Limits(max_connections=AT_ONCE + 4, max_keepalive_connections=0)
        self.client = httpx.AsyncClient(base_url=server.address, timeout=LONGEST_ANSWER, limits=limits)
        self.count = 0
        self.failures: list[str] = []

    def send(self, batch: list[Asked]) -> None:
        """All of a batch; each is answered and tells nothing, or is among the failures."""
        self.portal.call(self._send, batch)

    async def _send(self, batch: list[Asked]) -> None:
        places = asyncio.Semaphore(AT_ONCE)

        async def send(asked: Asked) -> None:
            async with places:
                try:
                    await self._ask(asked)
                except (AssertionError, httpx.HTTPError) as error:
                    self.failures.append(f"{asked[0]} {asked[1]!r} {(asked[2] or b'')[:300]!r} {error!r}"[:1500])

        await asyncio.gather(*map(send, batch))
        streams = [f"/gradio_api/queue/data?session_hash={session}" for session in SESSIONS]
        await asyncio.gather(*(send(("GET", stream.encode(), None, "")) for stream in streams))

    async def _ask(self, asked: Asked) -> None:
        method, target, body, kind = asked
        headers = {"content-type": kind} if kind else {}
        if target == ASSISTANTS.encode() and method == "POST":
            headers["accept"] = "application/json, text/event-stream"
        request = self.client.build_request(method, "/", content=body, headers=headers)
        request.extensions = {**request.extensions, "target": target}
        response = await self.client.send(request, stream=True)
        try:
            text = await self._text_of(response, bool(ENDLESS.search(target.decode("ascii"))))
        finally:
            await response.aclose()
        self.count += 1
        refused = response.status_code < 500 or method == "HEAD"  # which has no text
        assert refused or '"error":' in text or '"detail"' in text, (asked, text[:500])
        assert_tells_nothing(response.status_code, text)

    async def _text_of(self, response: httpx.Response, is_endless: bool) -> str:
        """What is answered; of what might never end, what comes at once."""
        if not is_endless:
            return (await response.aread()).decode(errors="replace")
        parts: list[bytes] = []
        lines = response.aiter_raw()
        with anyio.move_on_after(0.02):
            async for part in lines:
                parts.append(part)
        return b"".join(parts).decode(errors="replace")


@pytest.fixture(scope="module")
def sender(hostile_server: HostileServer) -> Iterator[Sender]:
    with anyio.from_thread.start_blocking_portal() as portal:
        sender = Sender(hostile_server, portal)
        yield sender
        portal.call(sender.client.aclose)


@pytest.fixture(scope="module")
def listeners(hostile_server: HostileServer) -> list[Any]:
    """Each has been asked once as a page asks: some load or compute then what stays."""
    listeners = [event for event in hostile_server.config()["dependencies"] if event["backend_fn"]]
    for event in listeners:
        body = {"data": [None] * len(event["inputs"]), "fn_index": event["id"], "session_hash": "first"}
        httpx.post(f"{hostile_server.address}/gradio_api/run/predict", json=body, timeout=LONGEST_ANSWER)
    return listeners


@pytest.fixture(scope="module")
def routes(hostile_server: HostileServer) -> list[tuple[str, str]]:
    """Every route's method and path."""
    described = httpx.get(f"{hostile_server.address}/openapi.json").json()["paths"]
    found = [(method.upper(), path) for path, methods in described.items() for method in methods]
    assistants = [(method, ASSISTANTS) for method in ("GET", "POST", "DELETE")]
    return found + assistants + [("GET", path) for path in OWN_ROUTES]


def to_a_listener(hostility: Hostility, listeners: list[Any]) -> Asked:
    """A message to a listener, by one of the roads that lead there."""
    road = hostility.random.choice(ROADS)
    kind = hostility.random.choice(("application/json", "application/json", "application/json", "text/plain", ""))
    return "POST", f"/gradio_api/{road}".encode(), hostility.message(listeners), kind


def to_a_tool(hostility: Hostility) -> Asked:
    """A message as an assistant's."""
    return "POST", ASSISTANTS.encode(), hostility.call_of_a_tool(), "application/json"


def to_a_route(hostility: Hostility, routes: list[tuple[str, str]], listeners: list[Any]) -> Asked:
    """A request to a route: its parameters, its query and its body are anything."""
    method, path = hostility.random.choice(routes)
    if hostility.chance(10):
        method = hostility.random.choice(("GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"))
    path = re.sub(r"\{\w+\}", lambda _: hostility.part_of_address(), path)
    if hostility.chance(2):
        names = ("session_hash", "event_id", "upload_id", "page", "path", "key", "token", hostility.part_of_address())
        path += f"?{hostility.random.choice(names)}={hostility.part_of_address()}"
    kind = hostility.random.choice(("", "application/json", "multipart/form-data; boundary=x", "multipart/form-data"))
    body = None
    if method not in ("GET", "HEAD"):
        body = hostility.form() if "multipart" in kind else hostility.message(listeners)
    return method, path.encode("ascii")[:8000], body, kind


@pytest.mark.slow
@pytest.mark.parametrize("count", [500, pytest.param(10_000, marks=pytest.mark.long)])
def test_many_requests_break_nothing(
    count: int, sender: Sender, listeners: list[Any], routes: list[tuple[str, str]]
) -> None:
    answered = sender.count
    assert len(listeners) > 12
    assert len(routes) > 50

    @settings(max_examples=count // IN_BATCH, phases=(Phase.generate,), database=None)
    @given(seed=st.integers(0, 2**64))
    def send(seed: int) -> None:
        hostility = Hostility(seed)
        sender.send(
            [
                to_a_tool(hostility)
                if hostility.chance(10)
                else to_a_route(hostility, routes, listeners)
                if hostility.chance(3)
                else to_a_listener(hostility, listeners)
                for _ in range(IN_BATCH)
            ]
        )

    send()
    assert not sender.failures, "\n\n".join(sender.failures[:20])
    assert sender.count - answered >= count
    sender.server.assert_is_well()


@pytest.mark.slow
def test_bytes_that_are_no_text_are_refused_by_the_assistants_protocol(hostile_server: HostileServer) -> None:
    headers = {"content-type": "application/json", "accept": "application/json, text/event-stream"}
    answer = httpx.post(f"{hostile_server.address}{ASSISTANTS}", content=b'"\xff"', headers=headers)
    assert "error" in answer.json()
    hostile_server.assert_is_well()

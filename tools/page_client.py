"""A visitor without a browser: asks the server what the page asks it, as the page does it.

A browser for each of forty visitors would be slower than the server that they are to keep busy. Like the page, such a
visitor says which start of the server it means; where that has gone, or another one answers in its place, it gives the
other the network that it had, and asks again.
"""

import asyncio
import contextlib
import json
import ssl
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
import numpy as np
from onelayer.ui.misdirected import HEADER, MISDIRECTED

from onelayer.data.drawings_file import format_drawings
from onelayer.data.styles import STYLES
from onelayer.reading.drawing import Drawing

ASK_AGAIN = {MISDIRECTED, 502, 503}  # nothing was done
POLL_SECONDS = 0.1
PATIENCE = 300  # times: half a minute

Values = dict[str, Any]
"""What is sent or answered of components, by their elem_id; by their number where they have none."""


class RunFailed(Exception):
    """A queued event came to no end, or was refused; the message says why."""


class Page:
    """What a page knows of its server's listeners: from Gradio's configuration of it."""

    def __init__(self, config: dict[str, Any]) -> None:
        self._listeners = config["dependencies"]
        self._components = {part["id"]: part for part in config["components"]}

    def listener(self, name: str) -> dict[str, Any]:
        """One, by the name of its handler.

        Raises:
            KeyError: the page has none of this name.
        """
        for listener in self._listeners:
            if listener["api_name"] == name:
                return dict(listener)
        raise KeyError(f"The page has no listener {name}.")

    def name_of(self, part: int) -> str:
        """A component's elem_id, or its number."""
        return str(self._properties(part).get("elem_id") or part)

    def message(self, name: str, session: str, values: Values) -> dict[str, Any]:
        """What a page sends to a listener: what the page showed when it was opened, but for these values."""
        listener = self.listener(name)
        data = [values.get(self.name_of(part), self._properties(part).get("value")) for part in listener["inputs"]]
        return {"fn_index": listener["id"], "session_hash": session, "data": data, "trigger_id": None}

    def answered(self, name: str, data: list[Any]) -> Values:
        """What a listener has answered."""
        return {self.name_of(part): value for part, value in zip(self.listener(name)["outputs"], data, strict=True)}

    def _properties(self, part: int) -> dict[str, Any]:
        return self._components[part].get("props") or {}


@dataclass
class PageClient:
    """One visitor.

    Attributes:
        client: with the visitor's cookies; its base is the page's address.
        page: what the visitor's page knows.
        session: the session hash.
        server: which start of the server answered last.
        moves: how often another one did.
        kept: the items that the visitor's browser would keep.
        reads: the key of the network that reads.
        hear: told what queued events answer before their end.
    """

    client: httpx.AsyncClient
    page: Page
    session: str
    server: str | None = None
    moves: int = 0
    kept: list[dict[str, Any]] = field(default_factory=list)
    reads: str = "directions"
    hear: Callable[[Values], None] = lambda _: None
    _meeting: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def call(self, name: str, event_data: Any = None, **values: Any) -> Values:
        """An event outside of the queue, and what it is answered. Names of values have _ for -.

        Raises:
            RunFailed: it is answered with an error.
        """
        message = {**self.page.message(name, self.session, dashed(values)), "event_data": event_data}
        response = await self._send("POST", "gradio_api/run/predict", message)
        if response.status_code != 200:
            raise RunFailed(f"{name}: {response.status_code} {response.text[:200]}")
        return self.page.answered(name, response.json()["data"])

    async def run(self, name: str, **values: Any) -> Values:
        """An event in the queue, and what it has answered at its end; `hear` is told what it answers on the way.

        Raises:
            RunFailed: it has failed, was refused, or broke off.
        """
        message = self.page.message(name, self.session, dashed(values))
        response = await self._send("POST", "gradio_api/queue/join", message)
        if response.status_code != 200:
            raise RunFailed(f"{name}: {response.status_code} {response.text[:200]}")
        event = response.json()["event_id"]
        shown: list[Any] = []
        async for news in self._events():
            if news.get("event_id") != event:
                continue
            if news["msg"] == "process_generating" and news["success"]:
                data = news["output"]["data"]
                shown = [apply_changes(*each) for each in zip(shown, data, strict=True)] if shown else data
                self.hear(self.page.answered(name, shown))
            if news["msg"] == "process_completed":
                if not news["success"]:
                    raise RunFailed(f"{name}: {news['output']}")
                return self.page.answered(name, news["output"]["data"])
        raise RunFailed(f"{name} broke off.")

    async def look_inside(self) -> str:
        """Open the Inside tab; what the server says of the network that reads, empty if it knows no such network."""
        answer = await self.call("show_network", network=json.dumps({"key": self.reads}))
        return str(answer["inside-which"])

    async def train(self, **settings: Any) -> None:
        """Press Train, and wait until the trained network reads."""
        await self.call("begin")
        await self.run("train", **settings)
        answer = await self.run("take_run")
        await self.call("end")
        self._keep(answer)

    async def teach(self, **values: Any) -> None:
        """Press Learn my hand, and wait until the taught network reads."""
        await self.run("learn_hand", **values)
        self._keep(await self.call("take_lesson"))

    def _keep(self, answer: Values) -> None:
        """As the browser's storage does."""
        update = json.loads(answer["kept"])
        files = {item["key"]: item["file"] for item in self.kept}
        self.kept = [{**item, "file": item["file"] or files[item["key"]]} for item in update["items"]]
        self.reads = json.loads(answer["network"])["chosen"] or self.reads

    async def _send(self, method: str, path: str, message: Any = None) -> httpx.Response:
        """Ask; where the one that was meant is not there, the one that is."""
        for _ in range(PATIENCE):
            if self.server is None:
                await self._meet(None)
            meant = self.server
            try:
                response = await self.client.request(method, path, json=message, headers={HEADER: str(meant)})
            except httpx.TransportError:
                await self._meet(meant)
                continue
            if response.status_code not in ASK_AGAIN:
                return response
            await self._meet(meant)
        raise RunFailed(f"{path}: nobody answers.")

    async def _meet(self, meant: str | None) -> None:
        """Wait for a server; if it is another than the one that was meant, give it the network first."""
        async with self._meeting:
            if self.server != meant:
                return  # done meanwhile
            self.server = await self._who_answers()
            if meant is None or self.server == meant:
                return
            self.moves += 1
        if self.kept:
            await self.call("restore", {"items": self.kept})

    async def _who_answers(self) -> str:
        for _ in range(PATIENCE):
            try:
                response = await self.client.get("alive")
                return str(response.raise_for_status().json()["server"])
            except (httpx.HTTPError, ValueError):
                await asyncio.sleep(POLL_SECONDS)
        raise RunFailed("Nobody answers.")

    async def _events(self) -> AsyncIterator[dict[str, Any]]:
        """What comes of the runs under way, until the server says that it is all, or the stream breaks off."""
        headers = {HEADER: str(self.server)}
        address = f"gradio_api/queue/data?session_hash={self.session}"
        try:
            async with self.client.stream("GET", address, headers=headers, timeout=60) as stream:
                async for line in stream.aiter_lines():
                    if line.startswith("data: "):
                        yield json.loads(line.removeprefix("data: "))
        except httpx.TransportError:
            return


@contextlib.asynccontextmanager
async def clients_of(address: str, visitors: int) -> AsyncIterator[list[httpx.AsyncClient]]:
    """One for each visitor: a pool of connections for all of them takes longer to search than the server to answer."""
    encryption = ssl.create_default_context()  # not used; dear to make
    clients = [httpx.AsyncClient(base_url=address, verify=encryption, timeout=30) for _ in range(visitors)]
    try:
        yield clients
    finally:
        await asyncio.gather(*(client.aclose() for client in clients))


def apply_changes(value: Any, changes: list[Any]) -> Any:
    """A value after changes as Gradio sends them: [what to do, where, with what]. Those within a value, of which the
    benches read none, are left out."""
    for action, path, change in changes:
        if not path:
            value = value + change if action == "append" else change
    return value


def dashed(values: Values) -> Values:
    """The same by elem_id: `with_hand` is `with-hand`."""
    return {name.replace("_", "-"): value for name, value in values.items()}


def labelled_drawings(of_each: int = 2) -> str:
    """The text of a drawings file, as the page gives it to a lesson: the first so many ways of writing each digit."""
    chosen = [style for digit in range(10) for style in [each for each in STYLES if each.digit == digit][:of_each]]
    drawings = [Drawing(tuple(np.clip(stroke, 0, 1) for stroke in style.strokes), style.digit) for style in chosen]
    return format_drawings(drawings).decode()

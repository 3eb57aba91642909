"""What the app uses of Gradio beyond its documented interface, all of it. The tests of this module fail where an
upgrade has changed it."""

import copy
import importlib.util
import re
import sys
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, cast

import gradio as gr
from gradio import component_meta
from gradio.blocks import Block, BlocksConfig
from gradio.route_utils import API_PREFIX
from gradio.state_holder import SessionState, StateHolder
from starlette.exceptions import HTTPException

from onelayer.ui.limits import CLOSED_SESSION_HOURS, LONGEST_SESSION_NAME

UPLOAD_ROUTE = f"{API_PREFIX}/upload"
"""The one route that takes files, under the app's own root."""

UNUSED_ROUTES = (
    "/monitoring",
    *(
        f"{API_PREFIX}/{name}"
        for name in (
            "custom_component",
            "deep_link",  # writes a file for each that is asked for
            "dev",  # a stream that never ends
            "process_recording",  # takes files of its own
            "proxy",  # asks other hosts
            "runs",
            "stream",
            "undo-vibe-edit",
            "vibe-code",
            "vibe-edit",
            "vibe-starter-queries",
        )
    ),
)
"""Gradio's own, under the app's root, that this page does not ask for: of other parts, and for who writes an app."""

FRONTEND = Path(gr.__file__).parent / "templates" / "frontend"
FRAME = "Blocks-"  # how the name begins of the file that builds a page from its configuration
IN_PAGE = re.compile(r'(?:src|href)="\./(assets/[^"]+)"')
IMPORT = re.compile(r"import\(`\./([^`]+)`\)[^`]*?__vite__mapDeps\(\[([\d,]*)\]\)")
KIND = re.compile(r"\b(\w+):\{((?:\w+:\(\)=>[^{}]*)+)\}")

MOST_FORGOTTEN = 20_000  # sessions that are remembered to be gone
SESSION_NAME_REFUSED = f"A session's name has 1 to {LONGEST_SESSION_NAME} characters."
EMPTY_SESSION_BYTES = 22_000  # Gradio's own of a session, measured for this page
COMPONENT_BYTES = 4_000  # of a component that Gradio makes anew for a visitor, as it does to change a button


def frontend_files(kinds: Iterable[str]) -> list[str]:
    """The files that Gradio's page fetches, file after file, until it can show components of these kinds, such as
    `html` and `column`: addresses relative to the page's, `assets/index-….js`, the first needed first.

    They are read from what Vite has left in the files: their names change with every version. Where that looks
    otherwise than expected, the list is short or empty.
    """
    started = IN_PAGE.findall((FRONTEND / "index.html").read_text("utf-8"))
    for name in [path.removeprefix("assets/") for path in started]:
        started += [f"assets/{file}" for file in _companions(name)]
    scripts = [path.removeprefix("assets/") for path in dict.fromkeys(started) if path.endswith(".js")]
    frame = [file for name in scripts for found in _imports(name, FRAME) for file in found]
    parts = {kind: files for name in scripts for kind, files in _component_files(name).items()}
    needed = [*frame, *(file for kind in kinds for file in parts.get(kind, []))]
    return list(dict.fromkeys([*started, *(f"assets/{file}" for file in needed)]))


@cache
def _content(name: str) -> str:
    return (FRONTEND / "assets" / name).read_text("utf-8")


def _companions(name: str) -> list[str]:
    """All files that a script may fetch together, in Vite's list at its head."""
    listed = re.search(r"\bm\.f=\[([^\]]*)\]", _content(name)) if name.endswith(".js") else None
    return re.findall(r'"\./([^"]+)"', listed[1]) if listed else []


def _imports(name: str, beginning: str = "", text: str | None = None) -> list[list[str]]:
    """The imports in a script, or in a part of it: each with what it needs."""
    listed = _companions(name)
    return [
        [file, *(listed[int(number)] for number in numbers.split(",") if number)]
        for file, numbers in IMPORT.findall(_content(name) if text is None else text)
        if file.startswith(beginning)
    ]


def _component_files(name: str) -> dict[str, list[str]]:
    """The files of each kind of component, where a script says them."""
    return {
        kind: [file for found in _imports(name, text=text) for file in found]
        for kind, text in KIND.findall(_content(name))
    }


MANIFEST_LINK = '<link rel="manifest" href="/manifest.json" />'
"""In Gradio's page, right before its own scripts."""


def write_no_stubs() -> None:
    """Gradio writes a .pyi beside each component's source, which type checkers would read instead of the source."""
    component_meta.create_or_modify_pyi = lambda *_: None


def give_up_matplotlib() -> None:
    """Gradio looks for Matplotlib twice in every request, also where it is not installed: through the whole path, which
    takes as long as a tenth of an answer. From now on such an import fails at once."""
    if importlib.util.find_spec("matplotlib") is None:
        sys.modules["matplotlib"] = cast(Any, None)


def show_no_banner(page: gr.Blocks) -> None:
    """On a Space, opened outside the Hub's own page, Gradio's page fetches a banner from the Hub, which brings fonts of
    a third host. From now on it is not told that it is on a Space."""
    page.space_id = None


def page_config(app: Any) -> dict[str, Any]:
    """Gradio's configuration of the page that an ASGI app serves, `components`, `layout` and more; of an empty page
    where the app is not Gradio's."""
    if not hasattr(app, "get_blocks"):
        return {"components": [], "layout": {}}
    config: dict[str, Any] = app.get_blocks().config
    return config


def running_sessions(page: gr.Blocks) -> frozenset[str]:
    """The names of the sessions that have a job of the queue's under way, or waiting there."""
    queue = page._queue
    active = [event for job in queue.active_jobs if job for event in job]
    waiting = [event for line in queue.event_queue_per_concurrency_id.values() for event in line.queue]
    return frozenset(event.session_hash for event in [*active, *waiting])


def event_data(event: gr.EventData) -> Any:
    """All that an event carries; gr.EventData itself gives only what one knows to be there."""
    return event._data


class ConfigOfManyVisitors(BlocksConfig):
    """What Gradio knows of a page's parts, which it copies for each new visitor, and then describes each part anew, in
    this page with 125 kB and 20 ms a visitor. It needs the descriptions for its deep links only, a
    visitor's page as a file on the server, which this page has not: here a visitor's part has none."""

    def __init__(self, page: gr.Blocks) -> None:
        super().__init__(page)
        self.is_a_visitors = False

    def __copy__(self) -> "ConfigOfManyVisitors":
        new = ConfigOfManyVisitors(self.root_block)
        new.__dict__.update(super().__copy__().__dict__, is_a_visitors=True)
        return new

    def config_for_block(self, _id: int, rendered_ids: list[int], block: Any, renderable: Any = None) -> dict[str, Any]:
        """The description of a part; of a visitor's an empty one, in which Gradio notes nothing."""
        if self.is_a_visitors and renderable is None:
            return {}
        description: dict[str, Any] = super().config_for_block(_id, rendered_ids, block, renderable)
        return description


class BoundedStateHolder(StateHolder):
    """Gradio's store of what each session has on the server, in bounded memory: when all sessions hold more than
    `most_bytes` together, the least recently used go, and so does one that nobody has used for a while. Which of them
    had something is remembered until `take_forgotten` is asked."""

    def __init__(self, most_bytes: int, bytes_of: Callable[[Any], int], idle_seconds: float) -> None:
        """bytes_of: of the value of a gr.State; idle_seconds: after which an open page's session goes."""
        super().__init__()
        self.most_bytes = most_bytes
        self.bytes_of = bytes_of
        self.idle_seconds = idle_seconds
        self.sizes: dict[str, int] = {}
        self.total = 0  # bytes
        self.forgotten: OrderedDict[str, None] = OrderedDict()

    def __getitem__(self, session_id: str) -> SessionState:
        if len(session_id) > LONGEST_SESSION_NAME:
            raise HTTPException(400, SESSION_NAME_REFUSED)
        return super().__getitem__(session_id)

    def update(self, session_id: str) -> None:
        """Gradio calls it whenever a session is used."""
        with self.lock:
            if session_id in self.session_data:
                self.session_data.move_to_end(session_id)
                self._measure(session_id)

    def measure(self, session_id: str | None, state: SessionState) -> None:
        """Count what a session has after a request; the least recently used go where that is too much."""
        with self.lock:
            if session_id is not None and self.session_data.get(session_id) is state:
                self._measure(session_id)

    def _measure(self, session_id: str) -> None:
        size = self._size(self.session_data[session_id])
        self.total += size - self.sizes.get(session_id, 0)
        self.sizes[session_id] = size
        while self.total > self.most_bytes and len(self.session_data) > 1:
            self._forget(next(iter(self.session_data)))

    def _size(self, state: SessionState) -> int:
        common = self.blocks.default_config.blocks
        own = sum(common.get(key) is not block for key, block in state.blocks_config.blocks.items())
        return EMPTY_SESSION_BYTES + own * COMPONENT_BYTES + sum(map(self.bytes_of, state.state_data.values()))

    def _forget(self, session_id: str) -> None:
        state = self.session_data.pop(session_id)
        self.time_last_used.pop(session_id, None)
        self.total -= self.sizes.pop(session_id, 0)
        if state.state_data:
            self.forgotten[session_id] = None
            while len(self.forgotten) > MOST_FORGOTTEN:
                self.forgotten.popitem(last=False)

    def delete_all_expired_state(self) -> None:
        """Gradio calls it every second. A session whose page is closed goes before others."""
        now = datetime.now()
        with self.lock:
            for session_id, state in list(self.session_data.items()):  # the least recently used first
                idle = (now - self.time_last_used.get(session_id, now)).total_seconds()
                if idle <= CLOSED_SESSION_HOURS * 3600:
                    return
                if state.is_closed or idle > self.idle_seconds:
                    self._forget(session_id)

    def take_forgotten(self, session_id: str) -> bool:
        """Whether a session had something here that is gone; the next time it is no longer said."""
        with self.lock:
            return self.forgotten.pop(session_id, self) is None


def bounded_sessions(
    most_bytes: int, bytes_of: Callable[[Any], int], idle_seconds: float
) -> Callable[[Any], AbstractAsyncContextManager[None]]:
    """For FastAPI's argument `lifespan`: the app that Gradio serves has a BoundedStateHolder from its start."""

    @asynccontextmanager
    async def lifespan(app: Any) -> AsyncIterator[None]:
        app.state_holder = BoundedStateHolder(most_bytes, bytes_of, idle_seconds)
        app.state_holder.set_blocks(app.get_blocks())
        yield

    return lifespan


def is_forgotten(app: Any, session_id: str) -> bool:
    """Whether an ASGI app that Gradio serves had something of a session that is gone; it says so once."""
    holder = getattr(app, "state_holder", None)
    return isinstance(holder, BoundedStateHolder) and holder.take_forgotten(session_id)


class BlocksThatAnswerErrors(gr.Blocks):
    """gr.Blocks whose `answer_error` decides what a failed request is answered. Gradio would print a traceback for it,
    and tell the client what the client sent, however long."""

    default_config: BlocksConfig

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        config = ConfigOfManyVisitors(self)
        config.__dict__.update(self.default_config.__dict__)
        self.default_config = config

    def queue(self, *arguments: Any, **options: Any) -> "BlocksThatAnswerErrors":
        """The queue takes nobody whose session's name is empty, which it mixes up with having none, or very long."""
        super().queue(*arguments, **options)
        take = self._queue.push

        async def take_named(body: Any, **others: Any) -> tuple[bool, Any, str]:
            name = body.session_hash
            if name is not None and not 0 < len(name) <= LONGEST_SESSION_NAME:
                return False, SESSION_NAME_REFUSED, "error"
            taken: tuple[bool, Any, str] = await take(body=body, **others)
            return taken

        self._queue.push = take_named
        return self

    async def process_api(self, block_fn: Any, *arguments: Any, **options: Any) -> dict[str, Any]:
        """Every request to a listener, queued or not, comes through here: its values checked and unpacked, the handler
        called, what it gave packed."""
        try:
            output: dict[str, Any] = await super().process_api(block_fn, *arguments, **options)
            return output
        except Exception as error:
            raise self.answer_error(str(getattr(block_fn, "name", block_fn)), error) from None
        finally:
            holder = getattr(self, "state_holder", None)
            if isinstance(holder, BoundedStateHolder) and "state" in options:
                holder.measure(options.get("session_hash"), options["state"])

    async def postprocess_data(self, block_fn: Any, predictions: Any, state: Any) -> list[Any]:
        """What a handler gave, packed. Gradio would make each component anew, by its constructor, that the handler
        leaves as it is; here only those that it names are looked at."""
        if not isinstance(predictions, dict) or not all(isinstance(key, Block) for key in predictions):
            return await self._pack(block_fn, predictions, state)
        named = [output for output in block_fn.outputs if output in predictions]
        if not named or len(named) < len(predictions):
            return await self._pack(block_fn, predictions, state)
        part = copy.copy(block_fn)
        part.outputs = named
        packed = dict(zip(named, await self._pack(part, predictions, state), strict=True))
        return [packed.get(output, {"__type__": "update"}) for output in block_fn.outputs]

    async def _pack(self, block_fn: Any, predictions: Any, state: Any) -> list[Any]:
        packed: list[Any] = await super().postprocess_data(block_fn, predictions, state)
        return packed

    def answer_error(self, handler: str, error: Exception) -> gr.Error:
        """What the client is told, given the handler's name and what went wrong."""
        raise NotImplementedError

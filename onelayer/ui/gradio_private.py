"""Everything that the app uses of Gradio beyond its documented interface.

The tests of this module fail if an upgrade of Gradio changes one of these.
"""

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
"""The only route that accepts files, relative to the app's own root."""

UNUSED_ROUTES = (
    "/monitoring",
    *(
        f"{API_PREFIX}/{name}"
        for name in (
            "custom_component",
            "deep_link",  # writes a file for each request
            "dev",  # a stream that never ends
            "process_recording",  # accepts files
            "proxy",  # sends requests to other hosts
            "runs",
            "stream",
            "undo-vibe-edit",
            "vibe-code",
            "vibe-edit",
            "vibe-starter-queries",
        )
    ),
)
"""Routes of Gradio, relative to the app's root, that this page does not use: they are for other components, or for
developing an app."""

FRONTEND = Path(gr.__file__).parent / "templates" / "frontend"
FRAME = "Blocks-"  # beginning of the name of the file that builds a page from its configuration
IN_PAGE = re.compile(r'(?:src|href)="\./(assets/[^"]+)"')
IMPORT = re.compile(r"import\(`\./([^`]+)`\)[^`]*?__vite__mapDeps\(\[([\d,]*)\]\)")
KIND = re.compile(r"\b(\w+):\{((?:\w+:\(\)=>[^{}]*)+)\}")

MOST_FORGOTTEN = 20_000  # removed sessions whose names are remembered
SESSION_NAME_REFUSED = f"A session's name has 1 to {LONGEST_SESSION_NAME} characters."
EMPTY_SESSION_BYTES = 22_000  # Gradio's own data for a session, measured for this page
COMPONENT_BYTES = 4_000  # for a component that Gradio makes again for one visitor, for example to change a button


def frontend_files(kinds: Iterable[str]) -> list[str]:
    """List the files that Gradio's page fetches, one after another, until it can show components of these kinds.

    The names change with every version, so they are found in the code that Vite has written into the files. If that
    code looks other than expected, the list is short or empty.

    Args:
        kinds: such as `html` and `column`.

    Returns:
        Addresses relative to the page's, `assets/index-….js`, in the order in which they are needed.
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
    """Return all files that a script may fetch, from Vite's list at the head of the script."""
    listed = re.search(r"\bm\.f=\[([^\]]*)\]", _content(name)) if name.endswith(".js") else None
    return re.findall(r'"\./([^"]+)"', listed[1]) if listed else []


def _imports(name: str, beginning: str = "", text: str | None = None) -> list[list[str]]:
    """Return the imports in a script, or in `text`, a part of it: each with the files that it needs."""
    listed = _companions(name)
    return [
        [file, *(listed[int(number)] for number in numbers.split(",") if number)]
        for file, numbers in IMPORT.findall(_content(name) if text is None else text)
        if file.startswith(beginning)
    ]


def _component_files(name: str) -> dict[str, list[str]]:
    """Return the files of each kind of component that a script names."""
    return {
        kind: [file for found in _imports(name, text=text) for file in found]
        for kind, text in KIND.findall(_content(name))
    }


MANIFEST_LINK = '<link rel="manifest" href="/manifest.json" />'
"""A tag in Gradio's page, right before its own scripts."""


def write_no_stubs() -> None:
    """Keep Gradio from writing .pyi files beside components, which type checkers would read instead of the code."""
    component_meta.create_or_modify_pyi = lambda *_: None


def give_up_matplotlib() -> None:
    """Let imports of Matplotlib fail at once if it is not installed.

    Gradio tries to import it twice in every request, and each time searches the whole path, which takes a tenth of the
    time of an answer.
    """
    if importlib.util.find_spec("matplotlib") is None:
        sys.modules["matplotlib"] = cast(Any, None)


def show_no_banner(page: gr.Blocks) -> None:
    """Keep the page from showing the Hub's banner, by not telling it that it is on a Space.

    On a Space that is opened outside the Hub's own page, Gradio's page fetches a banner from the Hub, and with it fonts
    from a third host.
    """
    page.space_id = None


def page_config(app: Any) -> dict[str, Any]:
    """Return Gradio's configuration of the page that an ASGI app serves: `components`, `layout` and more.

    If the app is not Gradio's, the configuration is that of an empty page.
    """
    if not hasattr(app, "get_blocks"):
        return {"components": [], "layout": {}}
    config: dict[str, Any] = app.get_blocks().config
    return config


def running_sessions(page: gr.Blocks) -> frozenset[str]:
    """Return the names of the sessions that have a running or waiting event in the queue."""
    queue = page._queue
    active = [event for job in queue.active_jobs if job for event in job]
    waiting = [event for line in queue.event_queue_per_concurrency_id.values() for event in line.queue]
    return frozenset(event.session_hash for event in [*active, *waiting])


def event_data(event: gr.EventData) -> Any:
    """Return all data of an event; gr.EventData itself gives only fields that are known to exist."""
    return event._data


class ConfigOfManyVisitors(BlocksConfig):
    """Gradio's configuration of a page, without descriptions of the components in each visitor's copy.

    Gradio copies the configuration for each new visitor and describes each component again: 125 kB and 20 ms a visitor
    in this page. It needs these descriptions only for deep links (a visitor's page as a file on the server), which
    this page does not have.
    """

    def __init__(self, page: gr.Blocks) -> None:
        super().__init__(page)
        self.is_a_visitors = False

    def __copy__(self) -> "ConfigOfManyVisitors":
        new = ConfigOfManyVisitors(self.root_block)
        new.__dict__.update(super().__copy__().__dict__, is_a_visitors=True)
        return new

    def config_for_block(self, _id: int, rendered_ids: list[int], block: Any, renderable: Any = None) -> dict[str, Any]:
        """Describe a component; in a visitor's copy the description is empty."""
        if self.is_a_visitors and renderable is None:
            return {}
        description: dict[str, Any] = super().config_for_block(_id, rendered_ids, block, renderable)
        return description


class BoundedStateHolder(StateHolder):
    """Gradio's store of the sessions, in bounded memory.

    When all sessions together have more than `most_bytes`, the least recently used are removed; so is a session that
    was not used for a while. The names of removed sessions that had data are remembered until `take_forgotten` asks.
    """

    def __init__(self, most_bytes: int, bytes_of: Callable[[Any], int], idle_seconds: float) -> None:
        """Make an empty store.

        Args:
            most_bytes: the limit for all sessions together.
            bytes_of: returns the bytes of a gr.State's value.
            idle_seconds: the time without use after which the session of an open page is removed.
        """
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
        """Note that a session is used; Gradio calls it each time."""
        with self.lock:
            if session_id in self.session_data:
                self.session_data.move_to_end(session_id)
                self._measure(session_id)

    def measure(self, session_id: str | None, state: SessionState) -> None:
        """Measure a session after a request, and remove the least recently used ones if all have too much."""
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
        """Remove sessions that were not used for long, first those of closed pages; Gradio calls it every second."""
        now = datetime.now()
        with self.lock:
            for session_id, state in list(self.session_data.items()):  # the least recently used first
                idle = (now - self.time_last_used.get(session_id, now)).total_seconds()
                if idle <= CLOSED_SESSION_HOURS * 3600:
                    return
                if state.is_closed or idle > self.idle_seconds:
                    self._forget(session_id)

    def take_forgotten(self, session_id: str) -> bool:
        """Whether a session with data was removed. Returns True only once for each."""
        with self.lock:
            return self.forgotten.pop(session_id, self) is None


def bounded_sessions(
    most_bytes: int, bytes_of: Callable[[Any], int], idle_seconds: float
) -> Callable[[Any], AbstractAsyncContextManager[None]]:
    """Make FastAPI's argument `lifespan`: from its start, the app that Gradio serves has a BoundedStateHolder."""

    @asynccontextmanager
    async def lifespan(app: Any) -> AsyncIterator[None]:
        app.state_holder = BoundedStateHolder(most_bytes, bytes_of, idle_seconds)
        app.state_holder.set_blocks(app.get_blocks())
        yield

    return lifespan


def is_forgotten(app: Any, session_id: str) -> bool:
    """Whether an ASGI app that Gradio serves has removed a session with data. Returns True only once for each."""
    holder = getattr(app, "state_holder", None)
    return isinstance(holder, BoundedStateHolder) and holder.take_forgotten(session_id)


class BlocksThatAnswerErrors(gr.Blocks):
    """gr.Blocks whose `answer_error` makes the answer to a failed request.

    Gradio itself would print a traceback, and send the client's own data back to it, however long.
    """

    default_config: BlocksConfig

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        config = ConfigOfManyVisitors(self)
        config.__dict__.update(self.default_config.__dict__)
        self.default_config = config

    def queue(self, *arguments: Any, **options: Any) -> "BlocksThatAnswerErrors":
        """Let the queue refuse a session whose name is very long, or empty, which Gradio confuses with no name."""
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
        """Handle a request to a listener; every request, queued or not, comes through here.

        Gradio checks and unpacks its values, calls the handler, and packs the result.
        """
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
        """Pack a handler's result, and only the components that the result names.

        Gradio itself would make each component that the handler does not change again, with its constructor.
        """
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
        """Make the error to send to the client, from the handler's name and the error that was raised."""
        raise NotImplementedError

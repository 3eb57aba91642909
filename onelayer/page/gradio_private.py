"""What the app uses of Gradio beyond its documented interface, but for the files of its page (`first_requests.py`).

The tests of this module fail if an upgrade of Gradio changes one of these.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, ClassVar
from urllib.parse import unquote

import gradio as gr
from gradio import component_meta
from gradio.blocks import BlocksConfig
from gradio.data_classes import PredictBody, SimplePredictBody
from gradio.route_utils import API_PREFIX
from gradio.utils import LRUCache, get_function_params, get_upload_folder
from gradio_client import snippet
from gradio_client.utils import is_file_obj_with_meta, is_http_url_like, traverse
from pydantic import StringConstraints
from pydantic.fields import FieldInfo

from onelayer.limits import LONGEST_SESSION_NAME, MOST_CONVERSATIONS

UPLOAD_ROUTE = f"{API_PREFIX}/upload"
"""The only route that accepts files, relative to the app's own root."""

FILE_ADDRESS = f"{API_PREFIX}/file="
"""In the address of an uploaded file, before its path on the server."""
NOT_OPENED = "The server opens no addresses of other hosts. Upload the file, then send what the upload has answered."

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
"""Gradio's routes, relative to the app's root, that this page does not use: for other components, or for developing."""

EARLIER_MCP_ROUTES = (f"{API_PREFIX}/mcp/messages", f"{API_PREFIX}/mcp/sse")
"""Routes of the earlier way to serve assistants, which keeps each of them in memory until it leaves."""

CURL_READS = " \\\n  | read EVENT_ID; "
"""In Gradio's lines for curl."""

MANIFEST_LINK = '<link rel="manifest" href="/manifest.json" />'
"""A tag in Gradio's page, right before its own scripts."""


def write_no_stubs() -> None:
    """Keep Gradio from writing .pyi files beside components, which type checkers would read instead of the code."""
    component_meta.create_or_modify_pyi = lambda *_: None


def upload_folder() -> Path:
    """The folder that uploaded files are in."""
    return Path(get_upload_folder()).resolve()


def open_no_addresses(values: Any) -> Any:
    """Refuse files in a call's values that are at an address: Gradio would fetch it for anyone.

    The address of a file that was uploaded here becomes the file's path.

    Raises:
        gr.Error: another address.
    """

    def as_path(file: dict[str, Any]) -> dict[str, Any]:
        if not is_http_url_like(file["path"]):
            return file
        _, is_here, path = file["path"].partition(FILE_ADDRESS)
        if not is_here:
            raise gr.Error(NOT_OPENED, print_exception=False)
        return {**file, "path": unquote(path)}

    return traverse(values, as_path, is_file_obj_with_meta)


def describe_parameters(
    endpoint: Mapping[str, Any], examples: Mapping[str, Any], schemas: Mapping[str, Mapping[str, Any]]
) -> None:
    """Tell Gradio more of an endpoint's parameters than their type hints do. Call it inside the gr.Blocks.

    Args:
        endpoint: what gr.api has returned.
        examples: by parameter. Such a parameter has no default for clients, so that they show the example.
        schemas: JSON schemas, by parameter.
    """
    page = gr.context.Context.root_block
    for parameter, component in zip(
        [each[0] for each in get_function_params(page.fns[endpoint["id"]].fn)], endpoint["inputs"], strict=True
    ):
        given = page.blocks[component]
        if parameter in schemas:
            given._api_info = schemas[parameter]
        if parameter in examples:
            given.value = None
            given.example_payload = lambda example=examples[parameter]: example


def page_config(app: Any) -> dict[str, Any]:
    """Return Gradio's configuration of the page that an ASGI app serves: `components`, `layout` and more.

    If the app is not Gradio's, the configuration is that of an empty page.
    """
    if not hasattr(app, "get_blocks"):
        return {"components": [], "layout": {}}
    config: dict[str, Any] = app.get_blocks().config
    return config


class ConfigOfManyVisitors(BlocksConfig):
    """Gradio's configuration of a page, without descriptions of the components in each visitor's copy.

    Gradio copies the configuration for each new visitor and describes each component again: 125 kB and 20 ms a visitor
    in this page. It needs these descriptions only for deep links, which this page does not have.
    """

    no_description: ClassVar[dict[str, Any]] = {}

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
            return self.no_description
        description: dict[str, Any] = super().config_for_block(_id, rendered_ids, block, renderable)
        return description


class Conversations(LRUCache[str, Any]):
    """The messages that Gradio's queue has for each session, in bounded memory.

    Gradio itself forgets the session that began first, though its call may still go on, and never forgets the ids of
    the calls. Each call of the page is a session of its own, so both would be noticed.

    Args:
        calls: the ids of the calls that go on, by session; Gradio's queue adds to them.
    """

    def __init__(self, calls: dict[str, Any]) -> None:
        super().__init__(MOST_CONVERSATIONS)
        self.calls = calls

    def __getitem__(self, session: str) -> Any:
        self.move_to_end(session)
        return super().__getitem__(session)

    def __delitem__(self, session: str) -> None:
        super().__delitem__(session)
        self.calls.pop(session, None)

    def popitem(self, last: bool = True) -> tuple[str, Any]:
        session, messages = super().popitem(last)
        self.calls.pop(session, None)
        return session, messages


def limit_session_names() -> None:
    """Let Gradio refuse a session whose name is very long, or empty, which it confuses with no name."""
    name: Any = Annotated[str | None, StringConstraints(min_length=1, max_length=LONGEST_SESSION_NAME)]
    for body in (PredictBody, SimplePredictBody):
        body.model_fields["session_hash"] = FieldInfo.from_annotated_attribute(name, None)
        body.model_rebuild(force=True)


def mend_curl_snippets() -> None:
    """Let the lines for curl on Gradio's API page run in any shell.

    They end in `| read EVENT_ID`, which bash and sh do in a process of its own, so that the id is lost.
    """
    made = snippet.generate_bash_snippet

    def mended(*arguments: Any, **options: Any) -> str:
        lines: str = made(*arguments, **options)
        if CURL_READS not in lines:
            return lines
        return lines.replace("curl -X POST", "EVENT_ID=$(curl -X POST", 1).replace(CURL_READS, ")\n")

    snippet.generate_bash_snippet = mended


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
        self.space_id = None  # on a Space, the page would fetch a banner from the Hub, and fonts from a third host

    def queue(self, *arguments: Any, **options: Any) -> "BlocksThatAnswerErrors":
        """Make the queue, which keeps a bounded number of sessions with names of a bounded length."""
        super().queue(*arguments, **options)
        limit_session_names()
        mend_curl_snippets()
        self._queue.pending_messages_per_session = Conversations(self._queue.pending_event_ids_session)
        return self

    async def process_api(self, block_fn: Any, inputs: Any, *arguments: Any, **options: Any) -> dict[str, Any]:
        """Handle a request to a listener; every request, queued or not, comes through here.

        Gradio checks and unpacks its values, calls the handler, and packs the result.
        """
        try:
            inputs = open_no_addresses(inputs)
            output: dict[str, Any] = await super().process_api(block_fn, inputs, *arguments, **options)
            return output
        except Exception as error:
            raise self.answer_error(str(getattr(block_fn, "name", block_fn)), error) from None

    def answer_error(self, handler: str, error: Exception) -> gr.Error:
        """Make the error to send to the client, from the handler's name and the error that was raised."""
        raise NotImplementedError

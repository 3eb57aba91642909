"""The endpoints as tools of assistants, over the Model Context Protocol (MCP): Gradio's own server, and what it lacks.

What it uses of Gradio's class is private; tests/server/test_assistants.py fails if an upgrade changes it.
"""

import asyncio
import base64
import inspect
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import gradio.mcp
from gradio.mcp import GradioMCPServer
from gradio.processing_utils import save_bytes_to_cache
from gradio_client.utils import encode_file_path, is_file_obj_with_meta, traverse
from mcp.server import Server
from mcp.types import CallToolResult, ServerResult, TextContent, Tool

from onelayer.page.gradio_private import FILE_ADDRESS, upload_folder
from onelayer.server.http.request_errors import one_line

LONGEST_TEXT = 2_000  # characters of one value that an assistant is given; it reads every one of them
LEFT_OUT = "{:,} characters are left out here; programs get them from the endpoint."


class ShortAnswers(Server[Any, Any]):
    """MCP's server, which repeats little of what it refuses."""

    def _make_error_result(self, error_message: str) -> ServerResult:
        return ServerResult(
            CallToolResult(content=[TextContent(type="text", text=one_line(error_message))], isError=True)
        )

    async def _get_cached_tool_definition(self, tool_name: str) -> Tool | None:
        tool: Tool | None = self._tool_cache.get(one_line(tool_name))
        return tool or await super()._get_cached_tool_definition(one_line(tool_name))


class ShortLines(logging.Filter):
    """Cuts what the protocol's package writes into the log of messages that it does not understand: one short line."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args, record.exc_info = one_line(record.getMessage()), (), None
        return True


SHORT_LINES = ShortLines()


class Assistants(GradioMCPServer):
    """Gradio's MCP server for a page.

    It calls the endpoints through Gradio's own client, which uploads the files that a value names: files of the server
    itself, as it runs there. So no value may name one.
    """

    Server = ShortAnswers

    def convert_strings_to_filedata(self, value: Any, filedata_positions: list[list[str | int]]) -> Any:
        """Give the arguments of a call on as they are, unless one names a file.

        Raises:
            ValueError: it does.
        """

        def refuse(file: Any) -> None:
            raise ValueError("Files are given as text: a data URL, base64, or the address of an uploaded file.")

        return traverse(value, refuse, is_file_obj_with_meta)

    def get_fn_description(self, block_fn: Any, tool_name: str) -> tuple[str, dict[str, str]]:
        """Describe a tool. Gradio puts commas between the lines of what it returns."""
        _, parameters = super().get_fn_description(block_fn, tool_name)
        told, _, returned = inspect.cleandoc(block_fn.fn.__doc__).partition("Returns:")
        return " ".join(f"{told.partition('Args:')[0]} Returns {returned}".split()), parameters

    async def _execute_tool_without_progress(self, job: Any) -> list[Any]:
        """Wait for a call. Gradio would hold one of the threads that also serve the page's files."""
        with ending(job):
            return [await asyncio.wrap_future(job.future)]

    async def _execute_tool_with_progress(self, job: Any, progress_token: str | int) -> list[Any]:
        """Wait for a call, and tell the assistant how far it is. Gradio would only tell it that it goes on."""
        context = self.mcp_server.request_context
        with ending(job):
            async for update in job:
                if update.type == "output" and not update.final and (progress := progress_of(update.outputs)):
                    await context.session.send_progress_notification(
                        progress_token, **progress, related_request_id=str(context.request_id)
                    )
            return [await asyncio.wrap_future(job.future)]

    def postprocess_output_data(self, data: Any, root_url: str) -> list[Any]:
        """Make the answer's text: JSON, with the address of a file in place of the file, and without long texts."""
        return [TextContent(type="text", text=json.dumps(shorten(link_file(value, root_url)))) for value in data]


@contextmanager
def ending(job: Any) -> Iterator[None]:
    """End a call whose assistant has gone before it was answered."""
    try:
        yield
    finally:
        if not job.done():
            asyncio.get_running_loop().run_in_executor(None, job.cancel)  # it asks this server, which must be free


def progress_of(answer: Any) -> dict[str, Any] | None:
    """Say how far a run is, as MCP's notification wants it; None if the answer is no run's."""
    if not isinstance(answer, dict) or not answer.get("reports"):
        return None
    last = answer["reports"][-1]
    message = f"epoch {last['epoch']}, training accuracy {last['training'][1]:.1%}"
    return {"progress": last["report"], "total": last["reports"], "message": message}


def link_file(answer: Any, root_url: str) -> Any:
    """Put a file, as `export` gives it, where uploaded ones are, as long as these are kept, and give its address.

    Args:
        answer: of an endpoint; what is no file stays as it is.
        root_url: the page's address.
    """
    if not isinstance(answer, dict) or answer.keys() != {"name", "content"}:
        return answer
    path = save_bytes_to_cache(base64.b64decode(answer["content"]), answer["name"], str(upload_folder()))
    return {"name": answer["name"], "address": f"{root_url}{FILE_ADDRESS}{encode_file_path(path)}"}


def shorten(value: Any) -> Any:
    """Leave the long texts in a value out: numbers in base64 fill an assistant's memory, and say nothing to it."""
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        return LEFT_OUT.format(len(value))
    if isinstance(value, dict):
        return {name: shorten(inner) for name, inner in value.items()}
    return [shorten(inner) for inner in value] if isinstance(value, list) else value


def use_our_server() -> None:
    """Let `launch(mcp_server=True)` make our server."""
    gradio.mcp.GradioMCPServer = Assistants
    for name in (None, "mcp.server.streamable_http"):  # where the package writes
        logging.getLogger(name).addFilter(SHORT_LINES)

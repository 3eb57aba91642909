"""What the app uses of Gradio beyond its documented interface, all of it. The tests of this module fail where an
upgrade has changed it."""

from typing import Any

import gradio as gr
from gradio import component_meta
from gradio.route_utils import API_PREFIX

UPLOAD_ROUTE = f"{API_PREFIX}/upload"
"""The one route that takes files, under the app's own root."""


MANIFEST_LINK = '<link rel="manifest" href="/manifest.json" />'
"""In Gradio's page, right before its own scripts."""


def write_no_stubs() -> None:
    """Gradio writes a .pyi beside each component's source, which type checkers would read instead of the source."""
    component_meta.create_or_modify_pyi = lambda *_: None


def event_data(event: gr.EventData) -> Any:
    """All that an event carries; gr.EventData itself gives only what one knows to be there."""
    return event._data


class BlocksThatAnswerErrors(gr.Blocks):
    """gr.Blocks whose `answer_error` decides what a failed request is answered. Gradio would print a traceback for it,
    and tell the client what the client sent, however long."""

    async def process_api(self, block_fn: Any, *arguments: Any, **options: Any) -> dict[str, Any]:
        """Every request to a listener, queued or not, comes through here: its values checked and unpacked, the handler
        called, what it gave packed."""
        try:
            return await super().process_api(block_fn, *arguments, **options)
        except Exception as error:
            raise self.answer_error(str(getattr(block_fn, "name", block_fn)), error) from None

    def answer_error(self, handler: str, error: Exception) -> gr.Error:
        """What the client is told, given the handler's name and what went wrong."""
        raise NotImplementedError

"""All that we use of Gradio and that it does not promise to keep. Each has a test that fails when it is gone."""

from typing import Any

import gradio as gr
from gradio import component_meta


def write_no_stubs() -> None:
    """Gradio writes a .pyi beside each component's source, which type checkers would read instead of the source."""
    component_meta.create_or_modify_pyi = lambda *_: None


def event_data(event: gr.EventData) -> Any:
    """All that an event carries; gr.EventData itself gives only what one knows to be there."""
    return event._data

"""What our components share: a gr.HTML whose template, script and style are files beside its class."""

import inspect
from pathlib import Path
from typing import Any

import gradio as gr
from gradio import component_meta

# Gradio writes a .pyi beside each component's source, which type checkers would read instead of the source.
component_meta.create_or_modify_pyi = lambda *_: None


class BrowserComponent(gr.HTML):
    """A component drawn in the browser from a small JSON value.

    The template is fixed: it does not name the value, so its nodes survive every update, and the script draws the
    value into them (`watch('value', …)`).
    """

    def __init__(self, value: Any = None, **options: Any) -> None:
        beside = Path(inspect.getfile(type(self)))
        super().__init__(
            value=value,
            html_template=beside.with_suffix(".html").read_text("utf-8"),
            js_on_load=beside.with_suffix(".js").read_text("utf-8"),
            css_template=beside.with_suffix(".css").read_text("utf-8"),
            apply_default_css=False,
            **options,
        )

    def postprocess(self, value: Any) -> Any:
        return value

    def api_info(self) -> dict[str, Any]:
        return {"type": "object"}

    def example_payload(self) -> Any:
        return None

    def example_value(self) -> Any:
        return None

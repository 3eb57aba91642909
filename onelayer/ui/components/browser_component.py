"""What our components share: a gr.HTML whose template, script and style are files beside its class."""

import inspect
import json
from pathlib import Path
from typing import Any

import gradio as gr

from onelayer.ui.gradio_private import event_data, write_no_stubs

write_no_stubs()


class BrowserComponent(gr.HTML):
    """A component drawn in the browser from a small JSON value.

    The template is fixed: it does not name the value, so its nodes survive every update, and the script draws the
    value, `received()`, into them (`watch('value', …)`). scripts: files in this folder that stand before its own.
    """

    scripts: tuple[str, ...] = ()

    def __init__(self, value: Any = None, **options: Any) -> None:
        beside = Path(inspect.getfile(type(self)))
        scripts = [
            *(Path(__file__).with_name(name) for name in ("received.js", *self.scripts)),
            beside.with_suffix(".js"),
        ]
        super().__init__(
            value=value,
            html_template=beside.with_suffix(".html").read_text("utf-8"),
            js_on_load="".join(path.read_text("utf-8") for path in scripts),
            css_template=beside.with_suffix(".css").read_text("utf-8"),
            apply_default_css=False,
            **options,
        )

    def postprocess(self, value: Any) -> str:
        """JSON text, or an empty text for None."""
        return "" if value is None else json.dumps(self.encode(value), separators=(",", ":"))

    def encode(self, value: Any) -> Any:
        """What the script gets of a handler's value: what JSON can hold."""
        raise NotImplementedError

    def api_info(self) -> dict[str, Any]:
        return {"type": "string"}

    def example_payload(self) -> Any:
        return None

    def example_value(self) -> Any:
        return None


def sent(event: gr.EventData, name: str) -> Any:
    """What an event carries under a name; None where it carries nothing of that name. It may be a stranger's."""
    data = event_data(event)
    return data.get(name) if isinstance(data, dict) else None


def picked(event: gr.EventData, count: int) -> int:
    """Which of so many pictures or bars was clicked.

    Raises:
        gradio.Error: the event does not say; a page would.
    """
    index = sent(event, "index")
    if type(index) is not int or not 0 <= index < count:
        raise gr.Error(f"Nothing was chosen: expected a number from 0 to {count - 1}.", print_exception=False)
    return index

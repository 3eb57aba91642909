"""What our components share: a gr.HTML whose template, script and style are files beside its class."""

import inspect
import json
import string
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import gradio as gr
from jinja2 import Environment, StrictUndefined, Template

from onelayer.ui.gradio_private import event_data, write_no_stubs
from onelayer.ui.modules import address_of

write_no_stubs()

# Filled here once: Gradio fills its own templates again with every value, which the pen would wait for.
TEMPLATES = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)

# The address is relative to the page's, so it holds behind any proxy. What the server sends before the module is there
# stays in `props`, and `mount` shows it.
LOADER = string.Template("""
import(new URL('$address', document.baseURI))
  .then((module) => module.mount({ element, props, trigger, watch }))
  .catch((error) => {
    console.error(error);
    element.textContent = 'This part of the page could not be loaded. Reload the page to try again.';
  });
""")


class Files(NamedTuple):
    """What lies beside a component's module."""

    template: Template
    loader: str
    style: str


@cache  # Gradio makes a component anew whenever a handler leaves it as it is
def _files_beside(module: Path) -> Files:
    return Files(
        TEMPLATES.from_string(module.with_suffix(".html").read_text("utf-8")),
        LOADER.substitute(address=address_of(module.with_suffix(".js"))),
        module.with_suffix(".css").read_text("utf-8"),
    )


class BrowserComponent(gr.HTML):
    """A component drawn in the browser from a small JSON value.

    The template is Jinja's and may name the options, but not the value: its nodes survive every update. The script is a
    module that exports `mount({element, props, trigger, watch})` and draws the value, `received(props)`, into them.
    """

    def __init__(self, value: Any = None, **options: Any) -> None:
        files = _files_beside(Path(inspect.getfile(type(self))))
        super().__init__(
            value=value,
            html_template=files.template.render(options),
            js_on_load=files.loader,
            css_template=files.style,
            apply_default_css=False,
            **options,
        )

    def postprocess(self, value: Any) -> str:
        """JSON text, or an empty text for None."""
        return "" if value is None else json.dumps(self.encode(value), separators=(",", ":"))

    def encode(self, value: Any) -> Any:
        """What the script gets of a handler's value: what JSON can hold."""
        raise NotImplementedError


def event_field(event: gr.EventData, name: str) -> Any:
    """What an event carries under a name; None where it carries nothing of that name. It may be a stranger's."""
    data = event_data(event)
    return data.get(name) if isinstance(data, dict) else None


def parse_index(event: gr.EventData, count: int) -> int:
    """Which of so many pictures or bars was clicked.

    Raises:
        gradio.Error: the event does not say; a page would.
    """
    index = event_field(event, "index")
    if type(index) is not int or not 0 <= index < count:
        raise gr.Error(f"Nothing was chosen: expected a number from 0 to {count - 1}.", print_exception=False)
    return index

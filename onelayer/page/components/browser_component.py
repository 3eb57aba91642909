"""Our own components: gr.HTML whose template, script and style are files in this folder."""

import base64
import json
import string
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import gradio as gr
from jinja2 import Environment, StrictUndefined, Template

from onelayer.page.gradio_private import write_no_stubs
from onelayer.page.modules import address_of

write_no_stubs()

COMPONENTS = Path(__file__).parent

# Rendered here once. Gradio renders its own templates again for every value, and that would delay the pen.
TEMPLATES = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)

# The address is relative to the page's, so it is valid behind any proxy. A value that the server sends before the
# module is loaded stays in `props`, and `mount` shows it.
LOADER = string.Template("""
import(new URL('$address', document.baseURI))
  .then((module) => module.mount({ element, props, trigger, watch }))
  .catch((error) => {
    console.error(error);
    element.textContent = 'This part of the page could not be loaded. Reload the page to try again.';
  });
""")


class PageComponent(gr.HTML):
    """A component that is drawn in the browser: from a small JSON value, or from what the page itself knows.

    `NAME.js` is a module that exports `mount({element, props, trigger, watch})`. `NAME.html` and `NAME.css` need not be
    there. The first is a Jinja template, which may use the options, but not the value: its nodes survive every update.

    Args:
        name: of its folder and its files.
        value: what the script gets as `received(props)`: None for nothing.
        options: what the template and the script get.
    """

    def __init__(self, name: str, value: Any = None, **options: Any) -> None:
        template, loader, style = _read_files(name)
        super().__init__(
            value=value,
            html_template=template.render(options),
            js_on_load=loader,
            css_template=style,
            apply_default_css=False,
            **options,
        )
        self.props["elem_id"] = self.elem_id  # of the component's slot; Gradio gives its script only the options

    def postprocess(self, value: Any) -> str:
        """Encode a handler's value as JSON text, in which dataclasses and bytes may stand too; None as empty text."""
        return "" if value is None else json.dumps(value, separators=(",", ":"), default=_to_json)


@cache  # Gradio makes a new component each time a handler returns no change for it
def _read_files(name: str) -> tuple[Template, str, str]:
    """Read a component's template and style, and write the script that loads its module."""
    template, style = (COMPONENTS / name / f"{name}{ending}" for ending in (".html", ".css"))
    return (
        TEMPLATES.from_string(template.read_text("utf-8") if template.exists() else ""),
        LOADER.substitute(address=address_of(f"page/components/{name}/{name}.js")),
        style.read_text("utf-8") if style.exists() else "",
    )


def _to_json(value: Any) -> Any:
    """Convert a dataclass to an object, and bytes to their base64 text."""
    return base64.b64encode(value).decode("ascii") if isinstance(value, bytes) else asdict(value)


def event_field(event: gr.EventData, name: str) -> Any:
    """Return a field of an event's data; None if there is no such field. Anyone may send an event with any data."""
    try:
        return getattr(event, name, None)
    except TypeError:  # its data is no dictionary
        return None

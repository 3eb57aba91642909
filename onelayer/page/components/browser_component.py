"""The base classes of our components: a gr.HTML whose template, script and style are files in this folder."""

import base64
import inspect
import json
import string
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import gradio as gr
from jinja2 import Environment, StrictUndefined, Template

from onelayer.page.gradio_private import write_no_stubs
from onelayer.page.modules import PACKAGE, address_of

write_no_stubs()

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


class Files(NamedTuple):
    """The files of a component: `NAME.html`, `NAME.js` and `NAME.css`. Only the script must be there."""

    template: Template
    loader: str
    style: str


@cache  # Gradio makes a new component each time a handler returns no change for it
def _files_beside(module: Path) -> Files:
    return Files(
        TEMPLATES.from_string(_read(module.with_suffix(".html"))),
        LOADER.substitute(address=address_of(module.with_suffix(".js").relative_to(PACKAGE).as_posix())),
        _read(module.with_suffix(".css")),
    )


def _read(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""


class BrowserComponent(gr.HTML):
    """A component that is drawn in the browser from a small JSON value.

    The template is a Jinja template and may use the options, but not the value, so that its nodes survive every update.
    The script is a module that exports `mount({element, props, trigger, watch})`. It draws the value,
    `received(props)`, into the nodes.
    """

    def __init__(self, value: Any = None, *, module: Path | None = None, **options: Any) -> None:
        files = _files_beside(module or Path(inspect.getfile(type(self))))
        super().__init__(
            value=value,
            html_template=files.template.render(options),
            js_on_load=files.loader,
            css_template=files.style,
            apply_default_css=False,
            **options,
        )
        self.props["elem_id"] = self.elem_id  # of the component's slot; Gradio gives its script only the options

    def postprocess(self, value: Any) -> str:
        """Encode a handler's value as JSON text, in which dataclasses and bytes may stand too; None as empty text."""
        return "" if value is None else json.dumps(value, separators=(",", ":"), default=_to_json)


def _to_json(value: Any) -> Any:
    """Convert a dataclass to an object, and bytes to their base64 text."""
    return base64.b64encode(value).decode("ascii") if isinstance(value, bytes) else asdict(value)


class PageComponent(BrowserComponent):
    """A component without a value or events, which needs no class of its own: the page makes what it shows.

    Args:
        name: the name of its files.
        options: what its template and its script get.
    """

    def __init__(self, name: str, **options: Any) -> None:
        super().__init__(module=Path(__file__).parent / name / name, **options)


def event_field(event: gr.EventData, name: str) -> Any:
    """Return a field of an event's data; None if there is no such field. Anyone may send an event with any data."""
    try:
        return getattr(event, name, None)
    except TypeError:  # its data is no dictionary
        return None

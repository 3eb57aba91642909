"""What the app uses of Gradio beyond its documented interface, all of it. The tests of this module fail where an
upgrade has changed it."""

import importlib.util
import re
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, cast

import gradio as gr
from gradio import component_meta
from gradio.blocks import BlocksConfig
from gradio.route_utils import API_PREFIX

UPLOAD_ROUTE = f"{API_PREFIX}/upload"
"""The one route that takes files, under the app's own root."""

FRONTEND = Path(gr.__file__).parent / "templates" / "frontend"
FRAME = "Blocks-"  # how the name begins of the file that builds a page from its configuration
IN_PAGE = re.compile(r'(?:src|href)="\./(assets/[^"]+)"')
IMPORT = re.compile(r"import\(`\./([^`]+)`\)[^`]*?__vite__mapDeps\(\[([\d,]*)\]\)")
KIND = re.compile(r"\b(\w+):\{((?:\w+:\(\)=>[^{}]*)+)\}")


def frontend_files(kinds: Iterable[str]) -> list[str]:
    """The files that Gradio's page fetches, file after file, until it can show components of these kinds, such as
    `html` and `column`: addresses relative to the page's, `assets/index-….js`, the first needed first.

    They are read from what Vite has left in the files: their names change with every version. Where that looks
    otherwise than expected, the list is short or empty.
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
    """All files that a script may fetch together, in Vite's list at its head."""
    listed = re.search(r"\bm\.f=\[([^\]]*)\]", _content(name)) if name.endswith(".js") else None
    return re.findall(r'"\./([^"]+)"', listed[1]) if listed else []


def _imports(name: str, beginning: str = "", text: str | None = None) -> list[list[str]]:
    """The imports in a script, or in a part of it: each with what it needs."""
    listed = _companions(name)
    return [
        [file, *(listed[int(number)] for number in numbers.split(",") if number)]
        for file, numbers in IMPORT.findall(_content(name) if text is None else text)
        if file.startswith(beginning)
    ]


def _component_files(name: str) -> dict[str, list[str]]:
    """The files of each kind of component, where a script says them."""
    return {
        kind: [file for found in _imports(name, text=text) for file in found]
        for kind, text in KIND.findall(_content(name))
    }


MANIFEST_LINK = '<link rel="manifest" href="/manifest.json" />'
"""In Gradio's page, right before its own scripts."""


def write_no_stubs() -> None:
    """Gradio writes a .pyi beside each component's source, which type checkers would read instead of the source."""
    component_meta.create_or_modify_pyi = lambda *_: None


def give_up_matplotlib() -> None:
    """Gradio looks for Matplotlib twice in every request, also where it is not installed: through the whole path, which
    takes as long as a tenth of an answer. From now on such an import fails at once."""
    if importlib.util.find_spec("matplotlib") is None:
        sys.modules["matplotlib"] = cast(Any, None)


def show_no_banner(page: gr.Blocks) -> None:
    """On a Space, opened outside the Hub's own page, Gradio's page fetches a banner from the Hub, which brings fonts of
    a third host. From now on it is not told that it is on a Space."""
    page.space_id = None


def page_config(app: Any) -> dict[str, Any]:
    """Gradio's configuration of the page that an ASGI app serves, `components`, `layout` and more; of an empty page
    where the app is not Gradio's."""
    if not hasattr(app, "get_blocks"):
        return {"components": [], "layout": {}}
    config: dict[str, Any] = app.get_blocks().config
    return config


def event_data(event: gr.EventData) -> Any:
    """All that an event carries; gr.EventData itself gives only what one knows to be there."""
    return event._data


class ConfigOfManyVisitors(BlocksConfig):
    """What Gradio knows of a page's parts, which it copies for each new visitor, and then describes each part anew: by
    the signature of its constructor, for this page in 20 ms. Here a part is described for the first visitor."""

    def __init__(self, page: gr.Blocks) -> None:
        super().__init__(page)
        self.described: dict[int, tuple[Any, dict[str, Any]]] = {}  # by id, for all visitors
        self.is_a_visitors = False

    def __copy__(self) -> "ConfigOfManyVisitors":
        new = ConfigOfManyVisitors(self.root_block)
        new.__dict__.update(super().__copy__().__dict__, described=self.described, is_a_visitors=True)
        return new

    def config_for_block(self, _id: int, rendered_ids: list[int], block: Any, renderable: Any = None) -> dict[str, Any]:
        """The description of a part, for one visitor alone: what it shows is noted in there."""
        if not self.is_a_visitors or renderable is not None:
            return super().config_for_block(_id, rendered_ids, block, renderable)
        described, config = self.described.get(_id, (None, {}))
        if described is not block:
            config = super().config_for_block(_id, rendered_ids, block)
            if self.root_block.blocks.get(_id) is block:  # not another that a visitor was given in its place
                self.described[_id] = block, config
        return {**config, "props": {**config["props"]}}


class BlocksThatAnswerErrors(gr.Blocks):
    """gr.Blocks whose `answer_error` decides what a failed request is answered. Gradio would print a traceback for it,
    and tell the client what the client sent, however long."""

    default_config: BlocksConfig

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        config = ConfigOfManyVisitors(self)
        config.__dict__.update(self.default_config.__dict__)
        self.default_config = config

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

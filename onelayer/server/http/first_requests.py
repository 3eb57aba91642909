"""The files that the page needs before a stroke can be drawn and read. The browser fetches them together, early.

Without this the browser would find them in seven steps, since one file names the next, and each step takes a round
trip.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import gradio as gr

from onelayer.page.modules import imported_modules, modules_in

FRONTEND = Path(gr.__file__).parent / "templates" / "frontend"
FRAME = "Blocks-"  # beginning of the name of the file that builds a page from its configuration
IN_PAGE = re.compile(r'(?:src|href)="\./(assets/[^"]+)"')
IMPORT = re.compile(r"import\(`\./([^`]+)`\)[^`]*?__vite__mapDeps\(\[([\d,]*)\]\)")
KIND = re.compile(r"\b(\w+):\{((?:\w+:\(\)=>[^{}]*)+)\}")


def first_requests(config: Mapping[str, Any]) -> str:
    """Make links for the page's head to the scripts of the components that are visible when the page opens.

    The links also name the files of Gradio that these components, and the parts around them, need. A browser fetches
    six files at a time, so those of the open tab come first, beginning with pad and bars, each with its imports; then
    those of the head of the page.

    Args:
        config: Gradio's configuration of the page.
    """
    components = {component["id"]: component for component in config["components"]}
    shown = [[components[key] for key in path] for path in paths_in_view(config["layout"], components)]
    shown.sort(key=lambda path: all(part["type"] != "tabitem" for part in path))
    own = {address: path for path in shown for address in modules_in(path[-1]["props"].get("js_on_load") or "")}
    kinds = dict.fromkeys(part["type"] for path in own.values() for part in path)
    modules = dict.fromkeys(file for address in own for file in imported_modules([address]))
    return "\n".join(link(file) for file in [*frontend_files(kinds), *modules])


def paths_in_view(layout: Mapping[str, Any], components: Mapping[int, Any]) -> Iterator[list[int]]:
    """Yield each component that is visible when the page opens: the ids from the outermost part around it to itself."""

    def walk(node: Mapping[str, Any], around: list[int]) -> Iterator[list[int]]:
        children = node.get("children") or []
        for place, child in enumerate(children):
            component = components[child["id"]]
            if component["type"] == "tabitem" and place > 0:
                continue
            if component["type"] == "accordion" and not component["props"].get("open", True):
                continue
            path = [*around, child["id"]]
            yield path
            yield from walk(child, path)

    return walk(layout, [])


def link(address: str) -> str:
    """Make the tag that lets a browser fetch a script or a style sheet early, in the way Gradio's script fetches it."""
    if address.endswith(".css"):
        return f'<link rel="preload" as="style" crossorigin href="{address}">'
    return f'<link rel="modulepreload" crossorigin href="{address}">'


def frontend_files(kinds: Iterable[str]) -> list[str]:
    """List the files that Gradio's page fetches, one after another, until it can show components of these kinds.

    The names change with every version, so they are found in the code that Vite has written into the files. If that
    code looks other than expected, the list is short or empty.

    Args:
        kinds: such as `html` and `column`.

    Returns:
        Addresses relative to the page's, `assets/index-….js`, in the order in which they are needed.
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
    """Return all files that a script may fetch, from Vite's list at the head of the script."""
    listed = re.search(r"\bm\.f=\[([^\]]*)\]", _content(name)) if name.endswith(".js") else None
    return re.findall(r'"\./([^"]+)"', listed[1]) if listed else []


def _imports(name: str, beginning: str = "", text: str | None = None) -> list[list[str]]:
    """Return the imports in a script, or in `text`, a part of it: each with the files that it needs."""
    listed = _companions(name)
    return [
        [file, *(listed[int(number)] for number in numbers.split(",") if number)]
        for file, numbers in IMPORT.findall(_content(name) if text is None else text)
        if file.startswith(beginning)
    ]


def _component_files(name: str) -> dict[str, list[str]]:
    """Return the files of each kind of component that a script names."""
    return {
        kind: [file for found in _imports(name, text=text) for file in found]
        for kind, text in KIND.findall(_content(name))
    }

"""The files that the page needs before a stroke can be drawn and read. The browser fetches them together, early.

Without this the browser would find them in seven steps, since one file names the next, and each step takes a round
trip.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from onelayer.ui.gradio_private import frontend_files
from onelayer.ui.modules import imported_modules, modules_in


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

"""What the page needs until a stroke can be drawn and read: asked for together, before the page knows that it needs it.

Otherwise the browser learns of it in seven steps, one file naming the next, and each step takes a round trip.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from onelayer.ui.gradio_private import frontend_files
from onelayer.ui.modules import imported_modules, modules_in


def first_requests(config: Mapping[str, Any]) -> str:
    """Links for the page's head, given Gradio's configuration of the page: to the scripts of our components that are in
    view when the page opens, and to Gradio's own files that those and the parts around them need. A browser asks for
    six at a time: the open tab's come first, pad and bars before all, each with what it imports; then the page's head.
    """
    components = {component["id"]: component for component in config["components"]}
    shown = [[components[key] for key in path] for path in paths_in_view(config["layout"], components)]
    shown.sort(key=lambda path: all(part["type"] != "tabitem" for part in path))
    own = {address: path for path in shown for address in modules_in(path[-1]["props"].get("js_on_load") or "")}
    kinds = dict.fromkeys(part["type"] for path in own.values() for part in path)
    modules = dict.fromkeys(file for address in own for file in imported_modules([address]))
    return "\n".join(link(file) for file in [*frontend_files(kinds), *modules])


def paths_in_view(layout: Mapping[str, Any], components: Mapping[int, Any]) -> Iterator[list[int]]:
    """Each component that the page shows as it opens: the ids from the outermost part around it to its own."""

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
    """The tag that lets a browser fetch a script or a style sheet ahead, as Gradio's own script asks for it later."""
    if address.endswith(".css"):
        return f'<link rel="preload" as="style" crossorigin href="{address}">'
    return f'<link rel="modulepreload" crossorigin href="{address}">'

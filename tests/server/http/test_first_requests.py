"""What the page asks for first: the files behind what is in view, and only those."""

import re
from typing import Any

from onelayer.page.modules import imported_modules, served_modules
from onelayer.processes.training_processes import TrainingProcesses
from onelayer.server.app import build_app
from onelayer.server.http.first_requests import FRONTEND, first_requests, frontend_files, paths_in_view

LAYOUT = {
    "id": 0,
    "children": [
        {
            "id": 1,
            "children": [{"id": 2, "children": [{"id": 3}, {"id": 4, "children": [{"id": 5}]}]}, {"id": 6}],
        }
    ],
}
KINDS = {1: "tabs", 2: "tabitem", 3: "html", 4: "accordion", 5: "html", 6: "tabitem"}


def components(is_open: bool) -> dict[int, Any]:
    return {key: {"type": kind, "props": {"open": is_open}} for key, kind in KINDS.items()}


def test_what_is_in_closed_accordions_and_other_tabs_is_not_in_view() -> None:
    assert list(paths_in_view(LAYOUT, components(False))) == [[1], [1, 2], [1, 2, 3]]
    assert list(paths_in_view(LAYOUT, components(True))) == [[1], [1, 2], [1, 2, 3], [1, 2, 4], [1, 2, 4, 5]]


def test_the_pad_and_the_bars_come_first_with_all_that_they_import(idle_processes: TrainingProcesses) -> None:
    links = re.findall('href="(.+?)"', first_requests(build_app(idle_processes).get_config_file()))
    ends = [link.partition("/")[2].partition("/")[2] for link in links if link.startswith("modules/")]
    assert {"page/components/sketchpad/sketchpad.js", "page/components/answer/answer.js", "page/dom/dom.js"} <= set(
        ends
    )
    assert "page/components/runs_table/runs_table.js" not in ends
    modules = [link for link in links if link.startswith("modules/")]
    needed = imported_modules(link for link in modules if link.endswith(("/sketchpad.js", "/answer.js")))
    assert set(modules[: len(needed)]) == set(needed)
    assert len(set(links)) == len(links)


def test_a_module_is_followed_by_what_it_imports() -> None:
    address = next(address for address in served_modules() if address.endswith("/sketchpad.js"))
    found = imported_modules([address])
    assert found[0] == address
    assert set(found) <= set(served_modules())
    assert set(imported_modules(found)) == set(found)


def test_the_files_of_the_page_are_found_for_each_kind_of_component() -> None:
    frame = frontend_files([])
    assert [name for name in frame if name.startswith("assets/Blocks-")]
    for kind in ("tabs", "tabitem", "row", "column", "html", "markdown", "accordion"):
        assert set(frontend_files([kind])) > set(frame), kind
    assert all((FRONTEND / name).is_file() for name in frontend_files(["tabs", "html"]))


def test_an_unknown_kind_of_component_needs_nothing_more() -> None:
    assert frontend_files(["nothing"]) == frontend_files([])

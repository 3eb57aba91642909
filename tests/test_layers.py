"""The import rules: which package may import which, and who may know Gradio and TensorFlow."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from onelayer.assets import ASSETS

ROOT = ASSETS.parent
PACKAGE = ROOT / "onelayer"

# From the bottom up: each imports only what stands before it, or its own.
LAYERS = [
    "assets",
    "replacing",
    "limits",
    "settings",
    "extras",
    "reading",
    "data",
    "training",
    "files",
    "processes",
    "functions",
    "library",
    "__init__",
    "page",
    "server",
    "command",
]
# base: what knows Gradio best, and words; the others are rooms.
PAGE_LAYERS = ["base", "components", "views", "tabs"]
KNOW_GRADIO = ("page", "server")
FILES = sorted(PACKAGE.rglob("*.py"))


def layer_of(parts: tuple[str, ...]) -> str:
    """The layer of a module in the package, of the parts of its path: `reading` of reading/inputs.py."""
    return parts[0].removesuffix(".py") if parts else "__init__"


def page_layer_of(parts: tuple[str, ...]) -> str:
    """The layer of a module in page, of the parts of its path below page."""
    return parts[0] if parts and parts[0] in PAGE_LAYERS else "base"


def imports(tree: ast.AST, inside_function: bool = False) -> Iterator[tuple[str, bool]]:
    """Each imported module's name, and whether the import waits inside a function."""
    for node in ast.iter_child_nodes(tree):
        inside = inside_function or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if isinstance(node, ast.Import):
            yield from ((alias.name, inside_function) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute here"
            yield str(node.module), inside_function
        else:
            yield from imports(node, inside)


def imported_parts(path: Path) -> Iterator[tuple[str, ...]]:
    """Of each module of the package that a file imports, the parts of its name."""
    for name, _ in imports(ast.parse(path.read_text("utf-8"))):
        parts = tuple(name.split("."))
        if parts[0] == "onelayer" and len(parts) > 1:
            yield parts[1:]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_run_one_way(path: Path) -> None:
    parts = path.relative_to(PACKAGE).parts
    own = layer_of(parts)
    for imported in imported_parts(path):
        other = layer_of(imported)
        assert other == own or LAYERS.index(other) < LAYERS.index(own), f"{own} imports {'.'.join(imported)}"
        if own == other == "page":
            low, high = page_layer_of(imported[1:]), page_layer_of(parts[1:])
            assert PAGE_LAYERS.index(low) <= PAGE_LAYERS.index(high), f"{high} imports {'.'.join(imported)}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_some_packages_know_gradio_and_tensorflow(path: Path) -> None:
    own = layer_of(path.relative_to(PACKAGE).parts)
    for name, inside_function in imports(ast.parse(path.read_text("utf-8"))):
        library = name.split(".")[0]
        if library in ("gradio", "starlette", "fastapi"):
            assert own in KNOW_GRADIO
        if library in ("tensorflow", "keras"):
            assert own == "training"
            assert inside_function, "TensorFlow is imported when it is needed, not before"


def test_every_module_has_its_layer() -> None:
    assert {layer_of(path.relative_to(PACKAGE).parts) for path in FILES} <= set(LAYERS)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.slow
def test_the_page_is_built_without_tensorflow() -> None:
    code = (
        "import sys\n"
        "from onelayer.processes.training_processes import TrainingProcesses\n"
        "from onelayer.server.app import build_app\n"
        "build_app(TrainingProcesses())\n"
        "print([name for name in ('tensorflow', 'keras') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.strip().endswith("[]"), done.stderr


def test_the_reading_road_in_the_browser_needs_nothing_of_the_page() -> None:
    for path in (PACKAGE / "page/reading").rglob("*.js"):
        for imported in re.findall(r"from '([^']+)'", path.read_text("utf-8")):
            if not path.name.endswith(".test.js"):
                target = (path.parent / imported).resolve()
                assert target.is_relative_to(PACKAGE / "page/reading"), f"{path.name} imports {imported}"


@pytest.mark.parametrize(("folder", "forbidden"), [("tests", "bench"), ("bench", "tests"), ("tools", "bench")])
def test_what_tests_and_benches_share_stands_in_tools(folder: str, forbidden: str) -> None:
    for path in (ROOT / folder).rglob("*.py"):
        names = {name.split(".")[0] for name, _ in imports(ast.parse(path.read_text("utf-8")))}
        assert forbidden not in names, path.name

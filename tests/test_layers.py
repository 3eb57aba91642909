"""The import rules: which room may import which, and who may know Gradio and TensorFlow."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from onelayer.assets import ASSETS

ROOT = ASSETS.parent
PACKAGE = ROOT / "onelayer"

# From the bottom up: a room imports only rooms of the lines before its own, or of its own line's left.
ORDER = [
    "assets",
    "files",
    "mnist",
    "drawing",
    "variations",
    "styles",
    "handwriting",
    "photo",
    "inputs",
    "recipe",
    "network",
    "evaluation",
    "verdict",
    "training",
    "teaching",
    "storage",
    "training_process",
    "run",
    "sweep",
    "ui",
]
FILES = sorted(PACKAGE.rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


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


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_run_one_way(path: Path) -> None:
    room = room_of(path)
    for name, _ in imports(ast.parse(path.read_text("utf-8"))):
        parts = name.split(".")
        if parts[0] == "onelayer" and len(parts) > 1 and room != "__init__":
            assert parts[1] == room or ORDER.index(parts[1]) < ORDER.index(room), f"{room} imports {name}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_who_may_know_what(path: Path) -> None:
    room = room_of(path)
    for name, inside_function in imports(ast.parse(path.read_text("utf-8"))):
        library = name.split(".")[0]
        if library in ("gradio", "fastapi", "starlette"):
            assert room == "ui"
        if library in ("tensorflow", "keras"):
            assert room in ("training", "storage")
            assert inside_function, "TensorFlow is imported when it is needed, not before"


def test_every_room_has_its_place() -> None:
    assert {room_of(path) for path in FILES} - {"__init__"} <= set(ORDER)


@pytest.mark.filterwarnings("ignore")
def test_the_page_is_built_without_tensorflow() -> None:
    code = (
        "import sys\n"
        "from onelayer.training_process import TrainingProcess\n"
        "from onelayer.ui.app import build_app\n"
        "build_app(TrainingProcess())\n"
        "print([name for name in ('tensorflow', 'keras') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.stdout.strip().endswith("[]"), done.stderr

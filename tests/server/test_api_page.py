"""What Gradio's API page shows of the endpoints: types, defaults, and lines that work when they are pasted."""

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from onelayer.server.app import build_app, launch_options
from onelayer.server.endpoints import Endpoints
from tests.support.pretended_processes import PretendedProcesses
from tools.served_app import free_port

NAMES = ["read", "read_picture", "read_number", "train", "teach", "inspect", "digits", "captchas", "export"]
ANSWERS: dict[str, Callable[[Any], bool]] = {
    "read": lambda answer: answer["digit"] == 7,
    "read_picture": lambda answer: answer["digit"] == 7,
    "read_number": lambda answer: [each["number"] for each in answer["numbers"]] == ["17"],
    "train": lambda answer: answer["reports"][-1]["finished"],
    "teach": lambda answer: len(answer["mnist_accuracy"]) == len(answer["strengths"]),
    "inspect": lambda answer: answer["test"][1] > 0.99,
    "digits": lambda answer: answer["labels"] == [7, 2, 1],
    "captchas": lambda answer: len(answer["captchas"]) == 1,
    "export": lambda answer: answer["name"] == "one-layer.safetensors",
}
"""Whether an endpoint has answered its example."""
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def api() -> Iterator[str]:
    """The address of the routes."""
    processes = PretendedProcesses(1)
    page = build_app(processes)
    page.launch(**launch_options(), server_port=free_port(), prevent_thread_lock=True, quiet=True)
    yield f"{page.local_url}gradio_api/"
    page.close(verbose=False)
    processes.close()


@pytest.fixture(scope="module")
def endpoints(api: str) -> dict[str, Any]:
    """What the page is made of."""
    named: dict[str, Any] = httpx.get(f"{api}info", timeout=60).json()["named_endpoints"]
    return {name.removeprefix("/"): described for name, described in named.items()}


def run(command: list[str], folder: Path) -> str:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "no_proxy": "127.0.0.1"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_endpoints_are_these_with_types_defaults_and_what_they_do(endpoints: dict[str, Any]) -> None:
    assert list(endpoints) == NAMES
    for described in endpoints.values():
        assert described["description"]
    parameters = {each["parameter_name"]: each for name in NAMES for each in endpoints[name]["parameters"]}
    assert parameters["network"]["parameter_default"] == "more-hands"
    assert "Literal['safetensors'" in parameters["kind"]["python_type"]["type"]
    assert "learning_rate: float" in parameters["recipe"]["python_type"]["type"]
    assert parameters["rows"]["type"] == {"type": "array", "items": {"type": "integer"}}


def test_its_parameters_can_all_be_described() -> None:
    """Gradio takes a line that begins with the parameter's name."""
    functions = {
        name: getattr(Endpoints, name, None) or getattr(sys.modules[Endpoints.__module__], name) for name in NAMES
    }
    for function in functions.values():
        for parameter in set(function.__annotations__) - {"return"}:
            assert re.search(rf"^ +{parameter}: [^\n]+\.$", function.__doc__, re.MULTILINE), (function, parameter)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_lines_of_python_work_when_they_are_pasted(endpoints: dict[str, Any], name: str, tmp_path: Path) -> None:
    printed = run([sys.executable, "-c", endpoints[name]["code_snippets"]["python"]], tmp_path)
    assert ANSWERS[name](ast.literal_eval(printed.splitlines()[-1]))


@pytest.mark.parametrize("name", NAMES)
def test_lines_of_curl_work_when_they_are_pasted(endpoints: dict[str, Any], name: str, tmp_path: Path) -> None:
    events = run(["sh", "-c", endpoints[name]["code_snippets"]["bash"]], tmp_path)
    (*_, (answer,)) = [json.loads(data) for data in re.findall(r"^data: (\[.*)$", events, re.MULTILINE)]
    assert ANSWERS[name](answer)


@pytest.mark.slow  # and needs what npm installs
@pytest.mark.parametrize("name", NAMES)
def test_lines_of_javascript_work_when_they_are_pasted(endpoints: dict[str, Any], name: str, tmp_path: Path) -> None:
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    pasted = endpoints[name]["code_snippets"]["javascript"]
    kept = '(await import("node:fs")).writeFileSync("answer", JSON.stringify(result.data)); process.exit();'
    (tmp_path / "pasted.mjs").write_text(f"{pasted}\n{kept}\n")
    run(["node", "pasted.mjs"], tmp_path)
    (answer,) = json.loads((tmp_path / "answer").read_text())
    assert ANSWERS[name](answer)

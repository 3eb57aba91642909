"""What Gradio's API page shows of the endpoints: types, defaults, and lines that work when they are pasted."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from onelayer.server.app import build_app, launch_options
from onelayer.server.endpoints import Endpoints
from tests.support.pretended_processes import PretendedProcesses
from tools.served_app import free_port

NAMES = ["read", "read_picture", "train", "teach", "inspect", "digits", "export"]
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


def check_answer(name: str, printed: str) -> None:
    """Check that an endpoint has answered its example."""
    assert {
        "read": "'digit': 7",
        "read_picture": "'digit': 7",
        "train": "'finished': True",
        "teach": "'mnist_accuracy': [",
        "inspect": "'test': [",
        "digits": "'labels': [7, 2, 1]",
        "export": "'name': 'one-layer.safetensors'",
    }[name] in printed, printed[:1000]


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
    assert parameters["network"]["parameter_default"] == "directions"
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


@pytest.mark.parametrize("name", NAMES)
def test_lines_of_python_work_when_they_are_pasted(endpoints: dict[str, Any], name: str, tmp_path: Path) -> None:
    lines = endpoints[name]["code_snippets"]["python"]
    check_answer(name, run([sys.executable, "-c", lines], tmp_path))


@pytest.mark.parametrize("name", NAMES)
def test_lines_of_curl_work_when_they_are_pasted(endpoints: dict[str, Any], name: str, tmp_path: Path) -> None:
    lines = endpoints[name]["code_snippets"]["bash"]
    events = run(["sh", "-c", lines], tmp_path)
    *_, data = re.findall(r"^data: (.*)$", events, re.MULTILINE)
    answers = [json.loads(each) for each in re.findall(r"^data: (\[.*)$", events, re.MULTILINE)]
    check_answer(name, str(answers[-1]) if answers else data)

"""The package: what its wheel carries, and that everything runs from any folder."""

import json
import os
import re
import socket
import subprocess
import sys
import tomllib
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from onelayer.assets import find_assets
from onelayer.data.mnist import load_mnist
from onelayer.processes.training_processes import TrainingProcesses
from onelayer.server.app import build_app

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
BENCHES = sorted(path for path in (ROOT / "bench").glob("*.py") if "\ndef main()" in path.read_text("utf-8"))
SCRIPTS = ["train_model.py", *(str(path.relative_to(ROOT)) for path in BENCHES)]
SCRIPTS_RUN = """
import contextlib, os, runpy, sys
for script in sys.argv[1:]:
    sys.path[0], sys.argv = os.path.dirname(script), [script, "--help"]
    with contextlib.suppress(SystemExit):
        runpy.run_path(script, run_name="__main__")
"""


def run(*arguments: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Python with these arguments, in a folder; what it printed."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done


@contextmanager
def served(app: Path, folder: Path, python: str = sys.executable, **options: Any) -> Iterator[str]:
    """`python app.py`, started in a folder; the address at which it answers. `options` are those of Popen."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    environment = {**options.pop("env", os.environ), "GRADIO_SERVER_PORT": str(port), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        [python, str(app)], cwd=folder, env=environment, stdout=subprocess.PIPE, text=True, **options
    ) as process:
        try:
            assert process.stdout
            assert any("public link" in line for line in process.stdout), "the app did not start"
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def test_in_a_checkout_the_assets_are_beside_the_package_and_in_a_wheel_inside_it(tmp_path: Path) -> None:
    package = tmp_path / "onelayer"
    assert find_assets(package) == tmp_path / "assets"
    (package / "_assets").mkdir(parents=True)
    assert find_assets(package) == package / "_assets"


def test_what_builds_the_package_is_what_the_tests_build_it_with() -> None:
    pinned = (ROOT / "requirements-dev.txt").read_text("utf-8").splitlines()
    assert set(PYPROJECT["build-system"]["requires"]) <= set(pinned)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(
        "-m", "pip", "wheel", ROOT, "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", folder, cwd=folder
    )
    return next(folder.glob("*.whl"))


def test_the_wheel_carries_every_file_of_the_package_and_the_assets(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    package = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "onelayer").rglob("*")
        if path.is_file() and path.suffix not in (".pyc", ".pyi") and not path.name.endswith(".test.js")
    }
    files = {path.relative_to(ROOT / "assets") for path in (ROOT / "assets").rglob("*") if path.is_file()}
    pictures_for_the_readme = set(map(Path, [path.name for path in (ROOT / "assets").glob("*.png")]))
    assets = {f"onelayer/_assets/{path.as_posix()}" for path in files - pictures_for_the_readme}
    assert {name for name in names if ".dist-info/" not in name} == package | assets
    assert "onelayer/py.typed" in names


def test_the_wheel_asks_for_what_the_space_installs(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        metadata = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        asked = re.findall(r"^Requires-Dist: (\S+)==([\w.]+)", archive.read(metadata).decode(), re.MULTILINE)
    listed = re.findall(r"^(\S+)==([\w.]+)", (ROOT / "requirements.txt").read_text("utf-8"), re.MULTILINE)
    assert sorted(asked) == sorted(listed)


@pytest.mark.slow
def test_the_installed_wheel_reads_a_digit_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    installed = tmp_path / "installed"
    run("-m", "pip", "install", "--no-deps", "--no-index", "--quiet", "--target", installed, wheel, cwd=tmp_path)
    code = (
        f"import json, onelayer, {load_mnist.__module__} as data, {TrainingProcesses.__module__} as training\n"
        f"from {build_app.__module__} import build_app, launch_options\n"
        "build_app(training.TrainingProcesses()), launch_options()\n"
        "print(json.dumps([onelayer.__file__, len(data.load_mnist('train').images)]))"
    )
    done = run("-c", code, cwd=tmp_path, PYTHONPATH=str(installed))
    assert json.loads(done.stdout.splitlines()[-1]) == [str(installed / "onelayer/__init__.py"), 60_000]


@pytest.mark.slow
def test_every_script_runs_from_any_folder(tmp_path: Path) -> None:
    """All in one process, as each takes seconds to import the same; each with the path of its own that Python gives."""
    done = run("-c", SCRIPTS_RUN, *(ROOT / script for script in SCRIPTS), cwd=tmp_path)
    for script in SCRIPTS:
        assert f"usage: {Path(script).name}" in done.stdout
    assert len(SCRIPTS) > 5


def test_no_script_changes_where_python_looks_for_modules() -> None:
    for folder in ("bench", "tools", "onelayer"):
        for path in (ROOT / folder).rglob("*.py"):
            assert "sys.path" not in path.read_text("utf-8"), path


@pytest.mark.slow
def test_the_app_serves_from_any_folder(tmp_path: Path) -> None:
    with served(ROOT / "app.py", tmp_path) as address, urllib.request.urlopen(address, timeout=600) as page:
        assert page.status == 200
    assert list(tmp_path.iterdir()) == [], "it leaves nothing where it was started"

"""The package: what its wheel carries, and that everything runs from any folder."""

import json
import os
import re
import subprocess
import sys
import tomllib
import urllib.request
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from pillow_heif import register_heif_opener

from onelayer.assets import find_assets
from onelayer.data.mnist import load_mnist
from onelayer.processes.training_processes import TrainingProcesses
from onelayer.server.app import build_app
from tests.support.paper import on_paper
from tools.served_app import free_port

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
    port = free_port()
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
    pictures_for_the_readme = {path for path in files if path.parent == Path() and path.suffix in (".png", ".webp")}
    assets = {f"onelayer/_assets/{path.as_posix()}" for path in files - pictures_for_the_readme}
    assert {name for name in names if ".dist-info/" not in name} == package | assets
    assert "onelayer/py.typed" in names


def pins_of(lines: Iterable[str]) -> list[str]:
    """Requirements without the space and the quotes that each file writes in its own way, in order."""
    return sorted(re.sub(r"[\s'\"]", "", line) for line in lines if line.strip())


def test_the_space_installs_what_reads_what_trains_and_what_serves() -> None:
    project = PYPROJECT["project"]
    extras = project["optional-dependencies"]
    listed = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    asked = [*project["dependencies"], *extras["train"], *extras["app"]]
    assert pins_of(asked) == pins_of([*listed, "one-layer[train]"])
    assert {name.split("==")[0] for name in project["dependencies"]} == {
        "numpy",
        "pillow",
        "pillow-heif",
        "safetensors",
    }, "a program that reads installs no more"


def save_in_ten_formats(folder: Path) -> list[Path]:
    """Pictures of a seven, each in a format of its own."""
    register_heif_opener()
    page = on_paper(load_mnist("test").images[0])
    colour = page.convert("RGB")
    colour.save(folder / "progressive.jpg", progressive=True)
    colour.convert("CMYK").save(folder / "print.jpg")
    Image.fromarray(np.asarray(page).astype(np.uint16) * 257).save(folder / "scan16.png")
    for ending in ("png", "webp", "gif", "bmp", "tiff", "avif", "heic"):
        colour.save(folder / f"seven.{ending}")
    return sorted(folder.iterdir())


@pytest.mark.slow
def test_the_plain_wheel_reads_ten_formats_in_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    """Installs from the package index, as a programmer does; at most 200 MB."""
    (tmp_path / "pictures").mkdir()
    pictures = save_in_ten_formats(tmp_path / "pictures")
    assert len(pictures) == 10
    run("-m", "venv", tmp_path / "venv", cwd=tmp_path)
    programs = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin")
    pip: list[str | Path] = [
        programs / "python",
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        wheel,
    ]
    subprocess.run(pip, cwd=tmp_path, check=True)
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command: list[str | Path] = [programs / "onelayer", "read", "--json", *pictures]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    readings = [json.loads(line) for line in done.stdout.splitlines()]
    assert [reading.get("digit") for reading in readings] == [7] * 10, done.stdout + done.stderr
    assert done.returncode == 0, "each is sure"
    size = sum(path.stat().st_size for path in (tmp_path / "venv").rglob("*") if path.is_file())
    assert size < 200_000_000, f"{size / 1e6:.0f} MB are installed"
    for subcommand, sentence in (("train", "Training needs tensorflow"), ("serve", "The app needs gradio")):
        refused = subprocess.run(
            [programs / "onelayer", subcommand], cwd=tmp_path, env=environment, capture_output=True, text=True
        )
        assert refused.returncode > 0
        assert f"{sentence}, which is not installed. Run: pip install 'one-layer[" in refused.stderr
        assert refused.stderr.count("\n") == 1


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

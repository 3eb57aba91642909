"""A story of a Space: what `make deploy` has brought to the Hub is started as a Space starts it, and visited."""

import contextlib
import os
import shutil
import site
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from onelayer.training.recipes import ARTICLE
from tests.browser.visitor import SEVEN, draw, expect_answer, expect_run_state, open_tab, train
from tests.hub_stand_in import environment_for, hub_on_loopback
from tests.test_deploy_space import SPACE, commit, git
from tests.test_package import served
from tools.deploy_space import PARTS, ROOT

NOBODY = 65534
SPACE_VARIABLES = {
    "SYSTEM": "spaces",
    "SPACE_ID": SPACE,
    "SPACE_HOST": "ada-one-layer.hf.space",
    "SPACE_AUTHOR_NAME": "ada",
    "SPACE_REPO_NAME": "one-layer",
    "SPACE_TITLE": "One Layer",
    "GRADIO_SERVER_NAME": "0.0.0.0",
    "GRADIO_NUM_PORTS": "1",
    "GRADIO_ALLOW_FLAGGING": "never",
    "GRADIO_THEME": "huggingface",
    "CPU_CORES": "2",
    "MEMORY": "16Gi",
}
"""What the Hub sets for a Space of the Gradio SDK."""


@dataclass
class User:
    """Who starts the app.

    Attributes:
        name: to say.
        python: an interpreter that this user may run.
        packages: what PYTHONPATH has to hold for it to find the packages.
        options: of Popen, to become this user.
    """

    name: str
    python: str
    packages: list[str]
    options: dict[str, Any]


def who_starts_it() -> User:
    """Another user, where there is the right to become one and a Python that it may run; else the same one."""
    if os.getuid() == 0:
        other: dict[str, Any] = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
        packages = site.getsitepackages()
        version = f"python{sys.version_info.major}.{sys.version_info.minor}"
        for python, path in ((sys.executable, []), (shutil.which(version, path="/usr/bin:/usr/local/bin"), packages)):
            environment = {"PYTHONPATH": os.pathsep.join(path)}
            with contextlib.suppress(PermissionError):
                if python and not subprocess.run([python, "-c", "import numpy"], env=environment, **other).returncode:
                    return User("another user", python, path, other)
    return User("the same user", sys.executable, [], {})


def cannot_write(user: User, folder: Path) -> bool:
    """Is this user kept from writing in the folder?"""
    attempt = [user.python, "-c", f"open({str(folder / 'written')!r}, 'w')"]
    done = subprocess.run(attempt, capture_output=True, text=True, cwd=folder, **user.options)
    return "PermissionError" in done.stderr


def deploy_this_project(folder: Path) -> Path:
    """The project as it lies here is committed and deployed to the Hub; the folder that has what arrived there."""
    project, hub_folder = folder / "project", folder / "hub"
    hub_folder.mkdir()
    for part in (*PARTS, "pyproject.toml", "tools", "tests/test_package.py"):
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        (project / part).parent.mkdir(parents=True, exist_ok=True)
        copy(ROOT / part, project / part)
    git(project, "init", "-q")
    commit(project, {".gitignore": "__pycache__/\n"})
    with hub_on_loopback(hub_folder) as hub:
        done = subprocess.run(
            [sys.executable, project / "tools/deploy_space.py", SPACE],
            env={**os.environ, **environment_for(hub, folder)},
            capture_output=True,
            text=True,
            timeout=600,
        )
        assert done.returncode == 0, done.stderr
        assert f"Uploaded to {hub.address}/spaces/{SPACE}" in done.stdout
        return hub.folder_of(SPACE)


def files_in(folder: Path) -> set[Path]:
    """All files of a folder."""
    return {path for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of the app, started from what arrived at the Hub: nothing but HOME can be written, nothing but Python
    can be run, and all variables are those of a Space."""
    user = who_starts_it()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        app = deploy_this_project(folder)
        home = folder / "home"
        home.mkdir()
        (home / "tmp").mkdir()
        for path in (folder, *folder.rglob("*")):  # all may read, and nobody may write
            path.chmod(0o555 if path.is_dir() else 0o444)
        for path in (home, home / "tmp"):
            path.chmod(0o700)
            os.chown(path, user.options.get("user", -1), -1)
        if not cannot_write(user, app):
            pytest.skip("who runs the tests may write everywhere, and there is no other user who could run Python")
        print(f"The Space is started by {user.name} with {user.python}.")
        arrived = files_in(app)
        environment = {
            **SPACE_VARIABLES,
            "HOME": str(home),
            "TMPDIR": str(home / "tmp"),
            "PATH": str(home),
            "PYTHONPATH": os.pathsep.join([str(app), *user.packages]),
        }
        log = folder / "log"
        folder.chmod(0o755)
        with (
            log.open("w") as errors,
            served(Path("app.py"), app, python=user.python, env=environment, stderr=errors, **user.options) as address,
        ):
            yield address
        said = log.read_text("utf-8")
        assert said.count("Traceback") == said.count("`spaces` package is required"), said  # the Hub installs that
        assert "Permission denied" not in said
        assert files_in(app) == arrived


@pytest.mark.slow
def test_a_space_reads_and_trains(page: Page) -> None:
    draw(page, SEVEN)
    expect_answer(page, 7)
    open_tab(page, "Retrain")
    train(page, f"Trained {ARTICLE.epochs} epochs")
    expect_run_state(page, f"Trained {ARTICLE.epochs} epochs of {ARTICLE.training_examples:,} images in ")
    open_tab(page, "Draw")
    expect(page.locator("#network").get_by_label("Run 1")).to_be_checked()

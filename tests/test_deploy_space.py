"""`make deploy`: what goes to a Space, and what is refused before anything goes. The Hub's client is a stand-in."""

import subprocess
import urllib.request
from pathlib import Path
from typing import Any

import httpx2
import pytest
from huggingface_hub import metadata_load
from huggingface_hub.errors import HfHubHTTPError

from tests.test_package import served
from tools import deploy_space
from tools.deploy_space import LONGEST_DESCRIPTION, PARTS, ROOT, export_commit, is_name, main, problems_of_settings

README = """---
title: One Layer
emoji: ✍️
colorFrom: gray
colorTo: indigo
sdk: gradio
sdk_version: 6.31.0
python_version: "3.11"
app_file: app.py
short_description: Draw a digit
---
# One Layer
"""
FILES = {
    "README.md": README,
    "LICENSE": "MIT",
    "requirements.txt": "gradio==6.31.0\nnumpy==2.4.6\n",
    "app.py": "print('served')\n",
    "onelayer/__init__.py": "",
    "onelayer/ui/page.js": "export {}\n",
    "assets/style.css": "body {}\n",
    "tests/test_nothing.py": "",
    "bench/nothing.py": "",
    ".ci/run": "",
    "Makefile": "",
}


class StandIn:
    """The Hub's client: notes what it is asked, and what lay in the folder; fails with `error`."""

    def __init__(self, error: Exception | None = None) -> None:
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.files: set[str] = set()
        self.error = error

    def create_repo(self, space: str, **options: Any) -> str:
        self.asked.append(("create_repo", {"space": space, **options}))
        return f"https://hub.example/spaces/{space}"

    def upload_folder(self, **options: Any) -> None:
        if self.error:
            raise self.error
        folder = options.pop("folder_path")
        self.files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        self.asked.append(("upload_folder", options))


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def commit(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-m", "Anything")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project, all of it committed; somebody is signed in."""
    monkeypatch.setattr(deploy_space, "get_token", lambda: "hf_token")
    git(tmp_path, "init", "-q")
    commit(tmp_path, FILES)
    return tmp_path


def test_what_is_committed_goes_and_what_is_gone_is_removed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hub = StandIn()
    assert main(["ada/one-layer"], project, hub) == 0
    assert hub.files == {name for name in FILES if name.split("/")[0] in PARTS}
    (made, creation), (uploaded, options) = hub.asked
    assert (made, uploaded) == ("create_repo", "upload_folder")
    assert creation == {"space": "ada/one-layer", "repo_type": "space", "space_sdk": "gradio", "exist_ok": True}
    assert options["repo_id"] == "ada/one-layer"
    assert options["repo_type"] == "space"
    assert options["delete_patterns"] == "*"
    assert options["commit_message"].endswith(" Anything")
    assert "Uploaded to https://hub.example/spaces/ada/one-layer" in capsys.readouterr().out


def test_a_dry_run_lists_files_and_sizes_without_a_token(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deploy_space, "get_token", lambda: None)
    hub = StandIn()
    assert main(["ada/one-layer", "--dry-run"], project, hub) == 0
    assert hub.asked == []
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["8", "assets/style.css"] in lines
    assert not any("tests/test_nothing.py" in line for line in lines)
    assert lines[-1][1:5] == ["bytes", "in", "7", "files"]


def test_without_a_token_it_says_how_to_get_one(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deploy_space, "get_token", lambda: None)
    hub = StandIn()
    assert main(["ada/one-layer"], project, hub) == 1
    assert hub.asked == []
    assert "`hf auth login`" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["ada/one-layer"], ["ada/one-layer", "--dry-run"]])
def test_what_is_not_committed_is_listed_and_nothing_goes(
    project: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "app.py").write_text("changed", "utf-8")
    (project / "onelayer/new.py").write_text("", "utf-8")
    hub = StandIn()
    assert main(arguments, project, hub) == 1
    assert hub.asked == []
    assert capsys.readouterr().err.splitlines()[-2:] == [" M app.py", "?? onelayer/new.py"]


def test_a_folder_without_git_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ada/one-layer"], tmp_path, StandIn()) == 1
    assert "What is committed cannot be read" in capsys.readouterr().err


def test_a_part_that_is_missing_is_named(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(project, "rm", "-q", "LICENSE")
    commit(project, {})
    assert main(["ada/one-layer"], project, StandIn()) == 1
    assert "LICENSE is not committed" in capsys.readouterr().err


@pytest.mark.parametrize("readme", ["# One Layer\n", "---\ntitle: [\n---\n", "---\n- a list\n---\n"])
def test_a_readme_without_settings_is_refused(project: Path, readme: str, capsys: pytest.CaptureFixture[str]) -> None:
    commit(project, {"README.md": readme})
    assert main(["ada/one-layer"], project, StandIn()) == 1
    assert "README.md" in capsys.readouterr().err


def test_an_app_file_that_does_not_go_is_named(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    commit(project, {"README.md": README.replace("app_file: app.py", "app_file: bench/nothing.py")})
    assert main(["ada/one-layer"], project, StandIn()) == 1
    assert "app_file is bench/nothing.py" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("title", ""),
        ("title", None),
        ("sdk", "docker"),
        ("sdk_version", "6.30.0"),
        ("python_version", 3.11),  # without quotation marks YAML reads 3.10 as 3.1
        ("python_version", "python3"),
        ("short_description", "x" * (LONGEST_DESCRIPTION + 1)),
        ("emoji", "pen"),
        ("emoji", None),
        ("colorFrom", "orange"),
        ("colorTo", None),
    ],
)
def test_settings_are_checked_as_the_hub_checks_them(name: str, value: object) -> None:
    settings = metadata_load(ROOT / "README.md") or {}
    requirements = (ROOT / "requirements.txt").read_text("utf-8")
    assert problems_of_settings(settings, requirements) == []
    (problem,) = problems_of_settings({**settings, name: value}, requirements)
    assert problem.startswith(f"README.md: expected {name}: ")


@pytest.mark.parametrize("space", ["ada/one-layer", "a/b", "A_1.x/one.layer_2"])
def test_a_name_is_a_name(space: str) -> None:
    assert is_name(space)


@pytest.mark.parametrize(
    "space", ["one-layer", "a/b/c", "/b", "a/", "a/-b", "a/b.", "a/b--c", "a/b.git", "ä/b", "a b/c", "a/" + "b" * 95]
)
def test_a_bad_name_is_refused(space: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        main([space, "--dry-run"])
    assert refused.value.code == 2
    assert "NAME/SPACE" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            HfHubHTTPError("403 Forbidden", response=httpx2.Response(403, request=httpx2.Request("POST", "https://x"))),
            "right",
        ),
        (httpx2.ConnectError("no route"), "cannot be reached: no route"),
        (ValueError("Invalid metadata in README.md."), "The Hub refused: Invalid metadata"),
    ],
)
def test_what_the_hub_refuses_is_said(
    project: Path, error: Exception, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ada/one-layer"], project, StandIn(error)) == 1
    assert said in capsys.readouterr().err


@pytest.mark.slow
def test_what_goes_of_this_project_serves_the_page(tmp_path: Path) -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    export_commit(ROOT, tmp_path)
    with served(tmp_path / "app.py", tmp_path) as address, urllib.request.urlopen(address, timeout=20) as page:
        assert page.status == 200


def test_what_goes_of_this_project_is_small_enough_for_a_space_and_holds_no_tests(tmp_path: Path) -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    export_commit(ROOT, tmp_path)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 100e6
    assert {path.relative_to(tmp_path).parts[0] for path in files} == set(PARTS)

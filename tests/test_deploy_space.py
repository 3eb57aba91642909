"""`make deploy`: what goes to a Space, and what is refused. The Hub is a stand-in, its client is the real one."""

import hashlib
import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from huggingface_hub import CommitOperationAdd, HfApi, constants, metadata_load
from huggingface_hub.errors import BadRequestError
from packaging.specifiers import SpecifierSet

from tests.hub_stand_in import LARGEST_FILE, READING_TOKEN, TOKEN, Hub, environment_for, hub_on_loopback
from tools.deploy_space import (
    LONGEST_DESCRIPTION,
    PARTS,
    ROOT,
    export_commit,
    is_name,
    main,
    problems_of_settings,
    supported_python,
)

SPACE = "ada/one-layer"
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
FILES: dict[str, str | bytes] = {
    "README.md": README,
    "LICENSE": "MIT",
    "requirements.txt": "gradio[mcp]==6.31.0\nnumpy==2.4.6\n",
    "app.py": "print('served')\n",
    "onelayer/__init__.py": "",
    "onelayer/page/page.js": "export {}\n",
    **{f"onelayer/page/part{number}.py": f"number = {number}\n" for number in range(60)},  # more than a page
    "assets/style.css": "body {}\n",
    "assets/network.safetensors": b"\x08\0\0\0\0\0\0\0{}      \xff",
    "tests/test_nothing.py": "",
    "bench/nothing.py": "",
    ".ci/run": "",
    "Makefile": "",
    "pyproject.toml": '[project]\nrequires-python = ">=3.11,<3.14"\n',
}
WHAT_GOES = {name for name in FILES if name.split("/")[0] in PARTS}


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def commit(folder: Path, files: dict[str, str | bytes]) -> None:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    git(folder, "add", "-A")
    git(folder, "commit", "-m", "Anything")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project, all of it committed."""
    folder = tmp_path / "project"
    folder.mkdir()
    git(folder, "init", "-q")
    commit(folder, FILES)
    return folder


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """The Hub, to which the client in this process goes too; somebody is signed in who may write."""
    folder = tmp_path / "hub"
    folder.mkdir()
    with hub_on_loopback(folder) as hub:
        monkeypatch.setattr(constants, "ENDPOINT", hub.address)
        monkeypatch.setattr(constants, "HF_HUB_DISABLE_XET", True)
        monkeypatch.setattr(constants, "HF_TOKEN_PATH", str(tmp_path / "nobody"))
        monkeypatch.setenv("HF_TOKEN", TOKEN)
        yield hub


def deploy(project: Path, hub: Hub) -> subprocess.CompletedProcess[str]:
    """`tools/deploy_space.py`, a process of its own, in a project's folder."""
    tool = project / "tools/deploy_space.py"
    if not tool.exists():
        commit(project, {"tools/deploy_space.py": (ROOT / "tools/deploy_space.py").read_text("utf-8")})
    return subprocess.run(
        [sys.executable, tool, SPACE],
        env={**os.environ, **environment_for(hub, hub.folder)},
        capture_output=True,
        text=True,
    )


@pytest.mark.slow
def test_a_space_is_made_gets_what_it_needs_and_loses_what_is_gone(project: Path, hub: Hub) -> None:
    what_goes = WHAT_GOES | {"assets/large.txt"}
    commit(project, {"assets/large.txt": "large, but text\n" * 700_000})
    done = deploy(project, hub)
    assert done.returncode == 0, done.stderr
    assert f"Uploaded to {hub.address}/spaces/{SPACE}" in done.stdout
    assert set(hub.files_of(SPACE)) == what_goes | {".gitattributes"}
    for name in what_goes:
        assert (hub.folder_of(SPACE) / name).read_bytes() == (project / name).read_bytes()
    put = {request[-64:] for request in hub.asked if request.startswith("PUT ")}
    large = ("assets/large.txt", "assets/network.safetensors")
    assert put == {hashlib.sha256((project / name).read_bytes()).hexdigest() for name in large}
    git(project, "rm", "-q", "onelayer/page/page.js", "onelayer/page/part59.py")
    commit(project, {"app.py": "print('changed')\n"})
    assert deploy(project, hub).returncode == 0
    assert what_goes - set(hub.files_of(SPACE)) == {"onelayer/page/page.js", "onelayer/page/part59.py"}
    assert (hub.folder_of(SPACE) / "app.py").read_text("utf-8") == "print('changed')\n"
    messages = hub.commits[SPACE]
    assert len(messages) == 3
    assert all(message.endswith(" Anything") for message in messages[1:])
    assert deploy(project, hub).returncode == 0, "nothing has changed, and that is no error"
    assert len(messages) == 3


@pytest.mark.parametrize(
    ("space", "token", "said"),
    [
        (SPACE, "hf_unknown", "The Hub does not know this token: Invalid username or password. Make a token"),
        (SPACE, READING_TOKEN, f"This token may not write to {SPACE}: This token may only read. Make a token"),
        ("grace/one-layer", TOKEN, "This token may not write to grace/one-layer: You don't have the rights"),
    ],
)
def test_who_may_not_write_is_told_so(
    space: str,
    token: str,
    said: str,
    project: Path,
    hub: Hub,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("HF_TOKEN", token)
    assert main([space], project) == 1
    assert f"deploy_space.py: {said}" in capsys.readouterr().err
    assert hub.commits == {}


def test_what_the_hub_alone_refuses_is_said(project: Path, hub: Hub, capsys: pytest.CaptureFixture[str]) -> None:
    commit(project, {"README.md": README.replace("sdk: gradio", "sdk: gradio\npinned: perhaps")})
    assert main([SPACE], project) == 1
    assert 'The Hub refused: Invalid metadata in README.md.\n- "pinned" must be a boolean' in capsys.readouterr().err
    assert hub.commits[SPACE] == ["initial commit"]


@pytest.mark.filterwarnings("ignore:Use 'content=:DeprecationWarning")  # of the Hub's client, as it puts a large file
def test_a_storage_for_large_files_that_fails_is_said(
    project: Path, hub: Hub, capsys: pytest.CaptureFixture[str]
) -> None:
    hub.loses_large_files = True
    assert main([SPACE], project) == 1
    said = capsys.readouterr().err
    assert "Error while uploading 'assets/" in said
    assert "The Hub refused: The storage is out of order." in said
    assert hub.commits[SPACE] == ["initial commit"]


def test_a_hub_that_is_away_is_said(
    project: Path, hub: Hub, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(constants, "ENDPOINT", "http://127.0.0.1:9")
    assert main([SPACE], project) == 1
    assert "The Hub cannot be reached: " in capsys.readouterr().err


def test_without_a_token_it_says_how_to_get_one(
    project: Path, hub: Hub, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HF_TOKEN")
    assert main([SPACE], project) == 1
    assert hub.asked == []
    assert "`hf auth login`" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("short_description: Draw a digit", f"short_description: {'x' * (LONGEST_DESCRIPTION + 1)}"),
        ("colorFrom: gray", "colorFrom: orange"),
        ("sdk_version: 6.31.0", ""),
        ("emoji: ✍️", "emoji: pen and paper"),
    ],
)
def test_the_stand_in_refuses_settings_as_the_hub_does(line: str, said: str, hub: Hub) -> None:
    HfApi().create_repo(SPACE, repo_type="space", space_sdk="gradio")
    readme = CommitOperationAdd("README.md", README.replace(line, said).encode())
    with pytest.raises(ValueError, match=f'Invalid metadata in README.md.\n- "{line.partition(":")[0]}"'):
        HfApi().create_commit(SPACE, [readme], commit_message="Refused", repo_type="space")


@pytest.mark.parametrize(
    ("content", "said"), [(b"x" * (LARGEST_FILE + 1), "larger than 10 MiB"), (b"\x89PNG\0", "binary files")]
)
def test_the_stand_in_takes_large_and_binary_files_only_into_its_storage(content: bytes, said: str, hub: Hub) -> None:
    HfApi().create_repo(SPACE, repo_type="space", space_sdk="gradio")
    past_the_storage = CommitOperationAdd("app.py", content)
    past_the_storage._upload_mode = "regular"
    with pytest.raises(BadRequestError, match=said):
        HfApi().create_commit(SPACE, [past_the_storage], commit_message="Refused", repo_type="space")
    request = urllib.request.Request(f"{hub.address}/large/{SPACE}/{'0' * 64}", content, method="PUT")
    with pytest.raises(urllib.error.HTTPError, match="400"):
        urllib.request.urlopen(request, timeout=600)


def test_a_dry_run_lists_files_and_sizes_without_a_token(
    project: Path, hub: Hub, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HF_TOKEN")
    assert main([SPACE, "--dry-run"], project) == 0
    assert hub.asked == []
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["8", "assets/style.css"] in lines
    assert not any("tests/test_nothing.py" in line for line in lines)
    assert lines[-1][1:5] == ["bytes", "in", str(len(WHAT_GOES)), "files"]


@pytest.mark.parametrize("arguments", [[SPACE], [SPACE, "--dry-run"]])
def test_what_is_not_committed_is_listed_and_nothing_goes(
    project: Path, hub: Hub, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "app.py").write_text("changed", "utf-8")
    (project / "onelayer/new.py").write_text("", "utf-8")
    assert main(arguments, project) == 1
    assert hub.asked == []
    assert capsys.readouterr().err.splitlines()[-2:] == [" M app.py", "?? onelayer/new.py"]


def test_a_folder_without_git_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([SPACE], tmp_path) == 1
    assert "What is committed cannot be read" in capsys.readouterr().err


def test_a_part_that_is_missing_is_named(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(project, "rm", "-q", "LICENSE")
    commit(project, {})
    assert main([SPACE], project) == 1
    assert "LICENSE is not committed" in capsys.readouterr().err


@pytest.mark.parametrize("readme", ["# One Layer\n", "---\ntitle: [\n---\n", "---\n- a list\n---\n"])
def test_a_readme_without_settings_is_refused(project: Path, readme: str, capsys: pytest.CaptureFixture[str]) -> None:
    commit(project, {"README.md": readme})
    assert main([SPACE], project) == 1
    assert "README.md" in capsys.readouterr().err


def test_an_app_file_that_does_not_go_is_named(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    commit(project, {"README.md": README.replace("app_file: app.py", "app_file: bench/nothing.py")})
    assert main([SPACE], project) == 1
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
        *(("python_version", version) for version in ("3.9", "3.10", "3.10.14", "3.14", "3.14.1")),
        ("short_description", "x" * (LONGEST_DESCRIPTION + 1)),
        ("emoji", "pen"),
        ("emoji", "é"),
        ("emoji", None),
        ("colorFrom", "orange"),
        ("colorTo", None),
    ],
)
def test_settings_are_checked_as_the_hub_checks_them(name: str, value: object) -> None:
    settings = metadata_load(ROOT / "README.md") or {}
    requirements = (ROOT / "requirements.txt").read_text("utf-8")
    supported = SpecifierSet(">=3.11,<3.14")
    assert problems_of_settings(settings, requirements, supported) == []
    (problem,) = problems_of_settings({**settings, name: value}, requirements, supported)
    assert problem.startswith(f"README.md: expected {name}: ")


@pytest.mark.parametrize("version", ["3.11", "3.11.9", "3.12", "3.13"])
def test_each_supported_python_passes(version: str) -> None:
    settings = {**(metadata_load(ROOT / "README.md") or {}), "python_version": version}
    requirements = (ROOT / "requirements.txt").read_text("utf-8")
    assert problems_of_settings(settings, requirements, supported_python(ROOT)) == []


@pytest.mark.parametrize("pyproject", ["", "[project]\n", '[project]\nrequires-python = "3"\n', "["])
def test_a_project_that_does_not_say_which_python_it_needs_is_refused(
    pyproject: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commit(project, {"pyproject.toml": pyproject})
    assert main([SPACE, "--dry-run"], project) == 1
    assert "pyproject.toml: expected requires-python" in capsys.readouterr().err


@pytest.mark.parametrize("space", [SPACE, "a/b", "A_1.x/one.layer_2"])
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


def test_what_goes_of_this_project_is_small_enough_for_a_space_and_holds_no_tests(tmp_path: Path) -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    export_commit(ROOT, tmp_path)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 100e6
    assert {path.relative_to(tmp_path).parts[0] for path in files} == set(PARTS)

"""Upload what is committed to a Hugging Face Space, which is made if there is none.

    python tools/deploy_space.py NAME/SPACE [--dry-run]

A `git push` would be refused: the Hub takes no file over 10 MiB and no binary file but through its storage for large
ones. Its own client, which Gradio brings along, sees to that. What goes is what a Space needs of the last commit; what
an earlier upload left there and the commit has no more is removed. --dry-run says what would go, and what would be
refused; it needs neither a token nor a network.
"""

import argparse
import io
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import unicodedata
from pathlib import Path
from typing import Any

import httpx2  # what the Hub's client speaks through
import yaml
from huggingface_hub import CommitOperationAdd, CommitOperationDelete, HfApi, get_token, metadata_load
from huggingface_hub.errors import HfHubHTTPError
from packaging.specifiers import InvalidSpecifier, SpecifierSet

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("README.md", "LICENSE", "requirements.txt", "app.py", "onelayer", "assets")
COLOURS = ("red", "yellow", "green", "blue", "indigo", "purple", "pink", "gray")
LONGEST_DESCRIPTION = 60  # characters
KEPT = ".gitattributes"  # the Hub's own, which says what goes into its storage for large files
HOW_TO_SIGN_IN = (
    "Make a token that may write (Settings, Access Tokens), then run `hf auth login`, or set HF_TOKEN to it."
)


class DeployError(Exception):
    """It cannot be uploaded; the message says why, and what to do."""


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """0: uploaded, or listed; 1: it could not be; 2: it was asked for wrongly."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("space", metavar="NAME/SPACE", help="yours or your organization's, e.g. ada/one-layer")
    parser.add_argument("--dry-run", action="store_true", help="only list what would go, and what would be refused")
    options = parser.parse_args(arguments)
    if not is_name(options.space):
        parser.error(f"a Space is named NAME/SPACE in letters, digits, -, _ and ., not {options.space}")
    try:
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary)
            commit = export_commit(root, folder)
            problems = [*changes_not_committed(root), *problems_of_space(folder, supported_python(root))]
            list_files(folder, options.space, commit)
            if problems:
                raise DeployError("\n".join(["It would be refused." if options.dry_run else "Refused.", *problems]))
            if not options.dry_run:
                print(f"Uploaded to {upload(folder, options.space, commit)}")
    except DeployError as error:
        print(f"deploy_space.py: {error}", file=sys.stderr)
        return 1
    return 0


def is_name(space: str) -> bool:
    """Is it NAME/SPACE, as the Hub allows it?"""
    word = r"[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?"
    return bool(re.fullmatch(f"{word}/{word}", space)) and not re.search(r"--|\.\.|\.git$", space) and len(space) <= 96


def git(root: Path, *arguments: str) -> bytes:
    """What git answers in a folder.

    Raises:
        DeployError: there is no git, or it refuses.
    """
    try:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=False)
    except FileNotFoundError:
        raise DeployError("There is no git here, which knows what is committed. Install it.") from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()
        raise DeployError(f"What is committed cannot be read: git said “{said}”.")
    return done.stdout


def changes_not_committed(root: Path) -> list[str]:
    """A sentence and a line for each file that is not as it was committed; nothing where all is committed."""
    changes = git(root, "status", "--porcelain", "--untracked-files=all").decode(errors="replace").splitlines()
    if not changes:
        return []
    return ["Not everything is committed, and only what is committed goes. Commit or undo:", *changes]


def export_commit(root: Path, folder: Path) -> str:
    """Write what a Space needs of the last commit into an empty folder; the commit's short name and subject."""
    listed = git(root, "ls-tree", "--name-only", "HEAD").decode().splitlines()
    packed = git(root, "archive", "--format=tar", "HEAD", *(part for part in PARTS if part in listed))
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")
    return git(root, "log", "-1", "--format=%h %s").decode(errors="replace").strip()


def supported_python(root: Path) -> SpecifierSet:
    """The versions of Python with which the requirements can be installed, as the last commit's pyproject.toml says.

    Raises:
        DeployError: it does not say so.
    """
    try:
        return SpecifierSet(
            tomllib.loads(git(root, "show", "HEAD:pyproject.toml").decode())["project"]["requires-python"]
        )
    except (ValueError, KeyError, TypeError, AttributeError, InvalidSpecifier) as error:
        raise DeployError(f'pyproject.toml: expected requires-python, such as ">=3.11,<3.14" ({error!r}).') from None


def problems_of_space(folder: Path, python: SpecifierSet) -> list[str]:
    """What the Hub would refuse, or a Space could not start with, a sentence each. `python`: the supported versions."""
    missing = [f"{part} is not committed; a Space needs it." for part in PARTS if not (folder / part).exists()]
    if missing:
        return missing
    try:
        settings = metadata_load(folder / "README.md")
    except (ValueError, yaml.YAMLError) as error:
        return [f"The block at the top of README.md cannot be read: {error}"]
    if not settings:
        return ["README.md does not start with a block of settings between two lines of ---, which a Space needs."]
    requirements = (folder / "requirements.txt").read_text("utf-8")
    return problems_of_settings(settings, requirements, python) + [
        f"README.md: app_file is {name}, which is not among the files that go."
        for name in [settings.get("app_file", "app.py")]
        if not (folder / str(name)).is_file()
    ]


def problems_of_settings(settings: dict[str, Any], requirements: str, supported: SpecifierSet) -> list[str]:
    """The same for the settings at the top of README.md, given requirements.txt's text and the supported Python."""
    pinned = re.search(r"^gradio(?:\[\w+\])?==(\S+)", requirements, re.MULTILINE)
    gradio = pinned[1] if pinned else "no version"
    python = settings.get("python_version")
    description = settings.get("short_description", "")
    emoji = settings.get("emoji")
    wanted = {
        "title: a text": bool(settings.get("title")) and isinstance(settings["title"], str),
        "sdk: gradio": settings.get("sdk") == "gradio",
        f"sdk_version: {gradio}, as requirements.txt pins it": str(settings.get("sdk_version")) == gradio,
        f"python_version: in quotation marks, and {supported}, as pyproject.toml says": isinstance(python, str)
        and re.fullmatch(r"3\.\d+(\.\d+)?", python) is not None
        and python in supported,
        f"short_description: at most {LONGEST_DESCRIPTION} characters": isinstance(description, str)
        and len(description) <= LONGEST_DESCRIPTION,
        "emoji: one emoji": isinstance(emoji, str) and is_emoji(emoji),
        **{f"{name}: one of {', '.join(COLOURS)}": settings.get(name) in COLOURS for name in ("colorFrom", "colorTo")},
    }
    return [
        f"README.md: expected {rule}; it has {settings.get(rule.split(':')[0])!r}."
        for rule, kept in wanted.items()
        if not kept
    ]


def is_emoji(text: str) -> bool:
    """Is it one sign, or several that are joined to one, with what varies them?"""
    kinds = [unicodedata.category(sign) for sign in text]
    return 0 < len(text) <= 8 and kinds[0] == "So" and set(kinds) <= {"So", "Sk", "Mn", "Cf"}


def list_files(folder: Path, space: str, commit: str) -> None:
    """A line for each file that goes, and their sum."""
    sizes = {path.relative_to(folder): path.stat().st_size for path in sorted(folder.rglob("*")) if path.is_file()}
    for path, size in sizes.items():
        print(f"{size:>12,}  {path.as_posix()}")
    print(f"{sum(sizes.values()):>12,}  bytes in {len(sizes)} files of {commit!r}, for the Space {space}")


def upload(folder: Path, space: str, commit: str) -> str:
    """Make the Space if there is none, upload the folder, remove what else is there; the Space's address.

    All of it is one commit, so that the Hub never builds half of it: `HfApi.upload_folder` makes several of 250 files.

    Raises:
        DeployError: nobody is signed in, or the Hub refused, or it cannot be reached.
    """
    if not get_token():
        raise DeployError(f"Nobody is signed in to the Hub. {HOW_TO_SIGN_IN}")
    hub = HfApi()
    names = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    try:
        address = hub.create_repo(space, repo_type="space", space_sdk="gradio", exist_ok=True)
        gone = set(hub.list_repo_files(space, repo_type="space")) - names.keys() - {KEPT}
        changes: list[CommitOperationAdd | CommitOperationDelete] = [
            *(CommitOperationAdd(name, path) for name, path in names.items()),
            *(CommitOperationDelete(name) for name in sorted(gone)),
        ]
        hub.create_commit(space, changes, commit_message=commit, repo_type="space")
    except HfHubHTTPError as error:
        raise DeployError(what_the_hub_said(error, space)) from None
    except (httpx2.HTTPError, OSError) as error:
        raise DeployError(f"The Hub cannot be reached: {error}") from None
    except ValueError as error:  # README.md's settings, as the Hub itself checks them
        raise DeployError(f"The Hub refused: {error}") from None
    except RuntimeError as error:  # a file did not get into the storage for large ones
        cause = error.__cause__
        reason = what_the_hub_said(cause, space) if isinstance(cause, HfHubHTTPError) else cause or ""
        raise DeployError(f"{error} {reason}".rstrip()) from None
    return str(address)


def what_the_hub_said(error: HfHubHTTPError, space: str) -> str:
    """A sentence for what the Hub answered, and what to do where that is known."""
    said = (error.server_message or str(error).partition("\n")[0]).rstrip(".")
    status = error.response.status_code
    if status == 401:
        return f"The Hub does not know this token: {said}. {HOW_TO_SIGN_IN}"
    if status == 403:
        return f"This token may not write to {space}: {said}. {HOW_TO_SIGN_IN}"
    return f"The Hub refused: {said}."


if __name__ == "__main__":
    sys.exit(main())

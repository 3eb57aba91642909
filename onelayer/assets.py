"""Where the files that ship with the project are, and what to say when one is missing or broken."""

from pathlib import Path


def find_assets(package: Path) -> Path:
    """The folder of the files that ship, for the folder of the package: `_assets` inside it where it was installed from
    a wheel, else `assets` beside it, as in the repository."""
    installed = package / "_assets"
    return installed if installed.is_dir() else package.parent / "assets"


ASSETS = find_assets(Path(__file__).resolve().parent)


class AssetError(Exception):
    """A file that ships with the project is missing or broken; the message says which, and what to run."""

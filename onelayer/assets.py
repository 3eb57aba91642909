"""The folder of the files that ship with the project, and the error for one that is missing or broken."""

from pathlib import Path


def find_assets(package: Path) -> Path:
    """Find the folder of the files that ship with the project.

    Args:
        package: the folder of the package.

    Returns:
        `_assets` inside the package if it was installed from a wheel, else `assets` beside it, as in the repository.
    """
    installed = package / "_assets"
    return installed if installed.is_dir() else package.parent / "assets"


ASSETS = find_assets(Path(__file__).resolve().parent)


class AssetError(Exception):
    """A file that ships with the project is missing or broken; the message says which, and what to run."""

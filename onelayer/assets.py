"""Where the files that ship with the project are, and what to say when one is missing or broken."""

from pathlib import Path

ASSETS = Path(__file__).resolve().parent.parent / "assets"


class AssetError(Exception):
    """A file that ships with the project is missing or broken; the message says which, and what to run."""

"""The version of the app. A page that a browser has kept works only with a server of the same version."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from onelayer.assets import ASSETS
from onelayer.page.modules import PACKAGE

PAGE_FILES = (".py", ".js", ".html", ".css")


def digest_of(paths: list[Path], gradio: str) -> str:
    """Return a digest, 16 hexadecimal digits, of the files' names and contents and of Gradio's version."""
    digest = hashlib.sha256(gradio.encode())
    for path in sorted(paths):
        content = path.read_bytes()
        digest.update(f"\n{path.name}\n{len(content)}\n".encode() + content)
    return digest.hexdigest()[:16]


@cache
def app_version() -> str:
    """Return the version of the app that is served now, 16 hexadecimal digits."""
    paths = [path for path in PACKAGE.rglob("*") if path.suffix in PAGE_FILES and ".test." not in path.name]
    return digest_of([*paths, ASSETS / "style.css"], version("gradio"))

"""The version of the app. A page that a browser has kept works only with a server of the same version."""

from functools import cache
from importlib.metadata import version

from onelayer.assets import ASSETS
from onelayer.page.modules import PACKAGE, version_of

PAGE_FILES = (".py", ".js", ".html", ".css")


@cache
def app_version() -> str:
    """Return the version of the app that is served now, 16 hexadecimal digits: another one with any of its files, and
    with another Gradio."""
    paths = [path for path in PACKAGE.rglob("*") if path.suffix in PAGE_FILES and ".test." not in path.name]
    files = {path.relative_to(PACKAGE).as_posix(): path.read_bytes() for path in paths}
    files["style.css"] = (ASSETS / "style.css").read_bytes()
    return version_of({**files, "gradio": version("gradio").encode()})

"""Serves the JavaScript modules and the networks that ship, under addresses that change with their content."""

import hashlib
import posixpath
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onelayer.assets import ASSETS

PACKAGE = Path(__file__).parent.parent
IMPORTED = re.compile(r"^import [^;]* from '([^']+)';$", re.MULTILINE)
FETCHED = (".safetensors", ".json")  # the endings of the assets that the page fetches
HEADERS = {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}


def read_modules(package: Path = PACKAGE) -> dict[str, bytes]:
    """Read all modules except tests: contents by path in the package, such as `page/components/answer/answer.js`."""
    paths = sorted((package / "page").rglob("*.js"))
    return {
        path.relative_to(package).as_posix(): path.read_bytes() for path in paths if not path.name.endswith(".test.js")
    }


def version_of(files: Mapping[str, bytes]) -> str:
    """Return a digest of files, contents by name, 16 hexadecimal digits. Modules import one another: they share one."""
    digest = hashlib.sha256()
    for path, content in sorted(files.items()):
        digest.update(f"{path}\n{len(content)}\n".encode() + content)
    return digest.hexdigest()[:16]


@cache
def served_modules() -> dict[str, bytes]:
    """Return the contents of modules and of assets by address, relative to the page's.

    Such as `modules/0123456789abcdef/page/dom/dom.js` and `modules/0123456789abcdef/assets/upright.safetensors`.
    """
    assets = [path for path in sorted(ASSETS.glob("*.*")) if path.suffix in FETCHED]
    files = {**read_modules(), **{f"assets/{path.name}": path.read_bytes() for path in assets}}
    version = version_of(files)
    return {f"modules/{version}/{path}": content for path, content in files.items()}


@cache
def address_of(path: str) -> str:
    """Return the address of a file that the page loads, relative to the page's.

    Args:
        path: in the package, such as `page/dom/dom.js`, or of an asset, such as `assets/upright.safetensors`.

    Raises:
        LookupError: there is no such file.
    """
    address = next((address for address in served_modules() if address.endswith(f"/{path}")), None)
    if address is None:
        raise LookupError(f"The page loads no {path}: expected a .js file of the page, or an asset.")
    return address


def import_of(path: str) -> str:
    """Write the JavaScript that imports a module, such as `page/store/settings.js`: a promise of it."""
    return f"import(new URL('{address_of(path)}', document.baseURI))"


def modules_in(text: str) -> list[str]:
    """Find the addresses of our modules that a script names."""
    return [address for address in served_modules() if address in text]


def imported_modules(addresses: Iterable[str]) -> list[str]:
    """Return the addresses of these modules and of all modules that they import, directly or indirectly, each once."""
    found: dict[str, None] = {}
    waiting = list(addresses)
    while waiting:
        address = waiting.pop(0)
        if address not in found:
            found[address] = None
            folder = posixpath.dirname(address)
            names = IMPORTED.findall(served_modules()[address].decode())
            waiting += [posixpath.normpath(f"{folder}/{name}") for name in names]
    return list(found)


def modules_route() -> Route:
    """Make the route that serves modules and assets; other addresses below /modules are answered with 404."""
    modules = {f"/{address}": content for address, content in served_modules().items()}

    async def serve(request: Request) -> Response:
        content = modules.get(f"/modules/{request.path_params['path']}")
        if content is None:
            return Response("There is no such module.", 404)
        kind = "text/javascript" if request.path_params["path"].endswith(".js") else "application/octet-stream"
        return Response(content, headers=HEADERS, media_type=kind)

    return Route("/modules/{path:path}", serve)


def preload_links() -> str:
    """Make links that let the browser fetch all modules, also those of tabs that are not open yet.

    Gradio adds them late to the page's head, so that the browser first fetches the files that the page needs first.
    """
    return "\n".join(
        f'<link rel="modulepreload" fetchpriority="low" href="{address}">'
        for address in served_modules()
        if address.endswith(".js")
    )

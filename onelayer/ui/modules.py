"""What the page loads, its JavaScript modules and the networks that ship: under an address that changes with it."""

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
FOLDERS = ("ui/components", "browser")  # in the address they stand as on the disk: imports are relative in both
IMPORTED = re.compile(r"^import [^;]* from '([^']+)';$", re.MULTILINE)
HEADERS = {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}


def read_modules(package: Path = PACKAGE) -> dict[str, bytes]:
    """The content of each module by its path in the package, `ui/components/answer.js`; without the modules' tests."""
    paths = sorted(path for folder in FOLDERS for path in (package / folder).glob("*.js"))
    return {
        path.relative_to(package).as_posix(): path.read_bytes() for path in paths if not path.name.endswith(".test.js")
    }


def read_assets() -> dict[str, bytes]:
    """The networks that ship and the prototypes by their paths, `assets/upright.safetensors`."""
    return {f"assets/{path.name}": path.read_bytes() for path in sorted(ASSETS.glob("*.safetensors"))}


def version_of(modules: Mapping[str, bytes]) -> str:
    """What changes whenever a module does: one imports another, so they have one version together."""
    digest = hashlib.sha256()
    for path, content in sorted(modules.items()):
        digest.update(f"{path}\n{len(content)}\n".encode() + content)
    return digest.hexdigest()[:16]


@cache
def served_modules() -> dict[str, bytes]:
    """Modules and assets by their addresses, relative to the page's: `modules/0123456789abcdef/browser/network.js`."""
    modules = {**read_modules(), **read_assets()}
    version = version_of(modules)
    return {f"modules/{version}/{path}": content for path, content in modules.items()}


def address_of(path: Path) -> str:
    """The address of a module in the package, relative to the page's.

    Raises:
        LookupError: there is none.
    """
    return _find_address(path.relative_to(PACKAGE).as_posix())


def address_of_asset(name: str) -> str:
    """The address of a file that ships, relative to the page's.

    Raises:
        LookupError: there is none.
    """
    return _find_address(f"assets/{name}")


@cache
def _find_address(path: str) -> str:
    address = next((address for address in served_modules() if address.endswith(f"/{path}")), None)
    if address is None:
        raise LookupError(f"The page loads no {path}: expected a .js file in {' or '.join(FOLDERS)}, or an asset.")
    return address


def modules_in(text: str) -> list[str]:
    """The addresses of our modules that a script names."""
    return [address for address in served_modules() if address in text]


def imported_modules(addresses: Iterable[str]) -> list[str]:
    """The addresses of these modules and of all that they import, and those again, each once."""
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
    """The route that serves them; anything else under its address is not found."""
    modules = {f"/{address}": content for address, content in served_modules().items()}

    async def serve(request: Request) -> Response:
        content = modules.get(f"/modules/{request.path_params['path']}")
        if content is None:
            return Response("There is no such module.", 404)
        kind = "text/javascript" if request.path_params["path"].endswith(".js") else "application/octet-stream"
        return Response(content, headers=HEADERS, media_type=kind)

    return Route("/modules/{path:path}", serve)


def preload_links() -> str:
    """For what Gradio adds to the page's head late: all modules are fetched, also those of tabs that are not open yet,
    after what the page needs first."""
    return "\n".join(
        f'<link rel="modulepreload" fetchpriority="low" href="{address}">'
        for address in served_modules()
        if address.endswith(".js")
    )

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from onelayer.page.components.browser_component import PageComponent
from onelayer.page.modules import (
    PACKAGE,
    address_of,
    modules_route,
    preload_links,
    read_modules,
    served_modules,
    version_of,
)
from onelayer.processes.training_processes import TrainingProcesses
from onelayer.server.app import build_app, launch_options
from tools.served_app import free_port


def expected_type(address: str) -> str:
    """What a served file says it is."""
    return "text/javascript; charset=utf-8" if address.endswith(".js") else "application/octet-stream"


@pytest.fixture
def client() -> TestClient:
    return TestClient(Starlette(routes=[modules_route()]))


def test_a_module_is_served_as_javascript_and_kept(client: TestClient) -> None:
    for address, content in served_modules().items():
        response = client.get(f"/{address}")
        assert response.status_code == 200
        assert response.content == content
        assert response.headers["content-type"] == expected_type(address)
        assert response.headers["cache-control"] == "public, max-age=31536000, immutable"


def test_every_module_that_one_imports_is_served_where_the_import_says() -> None:
    modules = read_modules()
    for path, content in modules.items():
        for imported in re.findall(r"^import .* from '(.+)';$", content.decode(), re.MULTILINE):
            target = (PACKAGE / path).parent.joinpath(imported).resolve().relative_to(PACKAGE)
            assert target.as_posix() in modules


def test_every_component_has_its_module() -> None:
    components = list((PACKAGE / "page/components").rglob("*.html"))
    assert components
    for path in components:
        assert (
            b"export function mount("
            in served_modules()[address_of(path.with_suffix(".js").relative_to(PACKAGE).as_posix())]
        )


@pytest.mark.parametrize(
    "path",
    [
        "",
        "page/components/answer/answer.js",
        "{version}/page/components/curves/curves.py",
        "{version}/page/pictures/axes.test.js",
        "{version}/page/components/",
        "{version}/page/dom/%2e%2e/dom/dom.js",
        "{version}/page/dom/%2e%2e/modules.py",
        "{version}/../../server/app.py",
        "{version}//etc/passwd",
        "0000000000000000/page/dom/dom.js",
    ],
)
def test_nothing_else_is_found_there(client: TestClient, path: str) -> None:
    version = next(iter(served_modules())).split("/")[1]
    assert client.get(f"/modules/{path.format(version=version)}").status_code == 404


def test_the_address_changes_with_the_content_of_any_module() -> None:
    modules = {"page/dom/a.js": b"1", "page/dom/b.js": b"2"}
    version = version_of(modules)
    assert version_of(dict(reversed(modules.items()))) == version
    assert version_of({**modules, "page/dom/b.js": b"3"}) != version
    assert version_of({"page/dom/a.js": b"12", "page/dom/b.js": b""}) != version
    assert version_of({"page/dom/a.js": b"1", "page/dom/c.js": b"2"}) != version


def test_the_tests_of_modules_are_not_served(tmp_path: Path) -> None:
    folder = tmp_path / "page/reading"
    folder.mkdir(parents=True)
    for name in ("inputs.js", "inputs.test.js", "inputs.py"):
        (folder / name).write_text("export {};")
    assert list(read_modules(tmp_path)) == ["page/reading/inputs.js"]


def test_a_component_without_a_module_is_an_error_that_explains() -> None:
    with pytest.raises(LookupError, match=r"loads no page/dom/nothing\.js: expected a \.js file of the page"):
        address_of("page/dom/nothing.js")


def test_an_address_is_relative_so_that_it_holds_behind_a_proxy() -> None:
    links = re.findall('href="(.+?)"', preload_links())
    assert links == [address for address in served_modules() if address.endswith(".js")]
    assert all(link.startswith("modules/") for link in links)
    assert f"new URL('{address_of('page/components/answer/answer.js')}', document.baseURI)" in (
        PageComponent("answer", source="reader", elem_id="answer").js_on_load or ""
    )


@pytest.fixture(scope="module")
def served_page(idle_processes: TrainingProcesses) -> Iterator[str]:
    app = build_app(idle_processes)
    _, address, _ = app.launch(**launch_options(), server_port=free_port(), prevent_thread_lock=True, quiet=True)
    yield address
    app.close()


def test_the_app_serves_the_modules_and_shows_no_path_of_the_server(served_page: str) -> None:
    import httpx

    client = httpx.Client(base_url=served_page, timeout=None)
    page = client.get("").text
    assert str(PACKAGE.parent) not in page
    assert str(Path.home()) + "/" not in page
    for address in served_modules():
        assert address in page or not address.endswith(".js")
        response = client.get(address)
        assert response.status_code == 200
        assert response.headers["content-type"] == expected_type(address)
    assert client.get("modules/nothing.js").status_code == 404

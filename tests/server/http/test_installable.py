"""The manifest, the icons, the worker, and what of them stands in the page's head."""

import io
import re
from collections.abc import Iterator
from urllib.parse import urljoin

import gradio as gr
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from PIL import Image
from starlette.middleware import Middleware

from onelayer.assets import ASSETS
from onelayer.page.gradio_private import MANIFEST_LINK
from onelayer.page.modules import modules_route
from onelayer.server.app_version import app_version
from onelayer.server.http.installable import ICON_SIZES, PAGE_COLOURS, installable_routes
from onelayer.server.http.page_head import VERSION_HEADER, AddToHead, head_tags
from tools.make_icons import PREVIEW_SIZE, make_png, make_preview, make_svg


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with gr.Blocks(analytics_enabled=False) as page:
        gr.Markdown("# A page")
    app = FastAPI(routes=[modules_route(), *installable_routes()], middleware=[Middleware(AddToHead)])
    with TestClient(gr.mount_gradio_app(app, page, "/")) as client:
        yield client


def test_the_head_stands_before_gradios_scripts_and_its_manifest_is_gone(client: TestClient) -> None:
    response = client.get("/")
    assert head_tags() in response.text
    assert response.text.index(head_tags()) < response.text.index('<script type="module" crossorigin')
    assert MANIFEST_LINK not in response.text
    assert response.headers[VERSION_HEADER] == app_version()
    assert int(response.headers["content-length"]) == len(response.content)


def test_other_answers_pass_as_they_are(client: TestClient) -> None:
    for path in ("/config", "/theme.css", "/one-layer.webmanifest"):
        response = client.get(path)
        assert response.status_code == 200
        assert VERSION_HEADER not in response.headers
    assert client.head("/").status_code == 200


def test_all_that_the_head_names_is_there(client: TestClient) -> None:
    addresses = re.findall(r'(?:href|src)="(.+?)"', head_tags())
    assert addresses
    for address in addresses:
        assert not address.startswith(("/", "http")), "relative, so that it holds behind a proxy"
        assert client.get(f"/{address}").status_code == 200


def test_the_manifest_has_what_a_browser_asks_to_install_a_page(client: TestClient) -> None:
    response = client.get("/one-layer.webmanifest")
    assert response.headers["content-type"] == "application/manifest+json"
    manifest = response.json()
    assert (manifest["name"], manifest["display"]) == ("One Layer", "standalone")
    here = "https://host.example/teaching/digits/one-layer.webmanifest"
    assert urljoin(here, manifest["start_url"]) == urljoin(here, manifest["scope"]) == urljoin(here, ".")
    sizes = set()
    for icon in manifest["icons"]:
        response = client.get(f"/{icon['src']}")
        assert response.headers["content-type"] == icon["type"]
        if icon["type"] == "image/png":
            image = Image.open(io.BytesIO(response.content))
            assert icon["sizes"] == f"{image.width}x{image.height}"
            sizes.add(image.width)
    assert sizes == set(ICON_SIZES)


def test_nothing_else_is_an_icon(client: TestClient) -> None:
    for name in ("nothing.png", "..%2Fstyle.css", "%2Fetc%2Fpasswd"):
        assert "icon" not in client.get(f"/icons/{name}").headers.get("content-type", "")
        assert client.get(f"/icons/{name}").status_code == 404


def test_the_worker_is_asked_for_each_time_and_served_where_it_may_serve_the_page(client: TestClient) -> None:
    response = client.get(f"/service-worker.js?version={app_version()}")
    assert response.headers["content-type"].startswith("text/javascript")
    assert response.headers["cache-control"] == "no-cache"


def test_the_icons_are_what_their_script_draws() -> None:
    assert (ASSETS / "icons/icon.svg").read_text("utf-8") == make_svg()
    for size in ICON_SIZES:
        with Image.open(ASSETS / f"icons/icon-{size}.png") as image:
            assert image.convert("RGB").tobytes() == make_png(size).tobytes()


def test_the_browsers_own_bars_have_the_colour_of_the_page() -> None:
    style = (ASSETS / "style.css").read_text("utf-8")
    assert re.findall(r"--page: (#\w+)", style) == [PAGE_COLOURS["light"], PAGE_COLOURS["dark"]]


def test_a_link_to_the_page_is_shown_with_its_own_title_and_picture(client: TestClient) -> None:
    text = client.get("/", headers={"Host": 'some"where.example'}).text
    described = re.findall(r'<meta\s+(?:property|name)="((?:og|twitter):[a-z:_]+)"\s+content="([^"]*)"', text)
    tags = dict(described)
    assert len(tags) == len(described), "each is there once: Gradio's are gone"
    assert "Gradio" not in " ".join(tags.values())
    assert tags["og:title"].startswith("One Layer")
    assert tags["og:image"] == f"{tags['og:url']}icons/preview.png"
    answer = client.get("/icons/preview.png")
    with Image.open(io.BytesIO(answer.content)) as image, make_preview() as drawn:
        assert image.size == PREVIEW_SIZE == (int(tags["og:image:width"]), int(tags["og:image:height"]))
        assert image.convert("RGB").tobytes() == drawn.tobytes()

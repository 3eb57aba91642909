"""Addresses that lead out of what is served: none of them does."""

import itertools
import socket
from pathlib import Path

import httpx
import pytest

from onelayer.assets import ASSETS
from tests.hostile.conftest import HostileServer, assert_tells_nothing

pytestmark = pytest.mark.slow  # each asks the server

ROOT = ASSETS.parent
SERVED = (
    "/modules/",
    "/modules/x/",
    "/assets/",
    "/static/",
    "/svelte/",
    "/icons/",
    "/pwa_icon/",
    "/gradio_api/file=",
    "/gradio_api/file/",
    "/gradio_api/stream/a/1/2/",
    "/gradio_api/custom_component/a/client/component/",
    "/gradio_api/proxy=",
    "/",
)
UP = ("../", "..%2f", "%2e%2e/", "%2e%2e%2f", "..\\", "..%5c", "%252e%252e%252f", "....//", "..;/", "%c0%ae%c0%ae/")
SECRETS = (Path("/etc/passwd"), ROOT / "app.py", ROOT / "onelayer/server/app.py", ROOT / "requirements.txt")


def addresses() -> list[str]:
    """Each served folder × each way up, and each file named as it is."""
    climbing = [
        f"{folder}{up * 8}{str(secret)[1:]}" for folder, up, secret in itertools.product(SERVED, UP, SECRETS[:2])
    ]
    straight = [
        f"{folder}{before}{secret}{after}"
        for folder, secret in itertools.product(SERVED, SECRETS)
        for before, after in (("", ""), ("", "%00.png"), ("file://", ""), ("/", ""), ("\\\\?\\", ""))
    ]
    return climbing + straight + [f"{folder}{up}app.py" for folder, up in itertools.product(SERVED, UP)]


def test_no_address_leads_to_a_file_that_is_not_served(hostile_server: HostileServer) -> None:
    secrets = [secret.read_bytes()[:60] for secret in SECRETS]
    asked = addresses()
    assert len(asked) > 500
    limits = httpx.Limits(max_keepalive_connections=0)  # one that waited is closed by the server, perhaps as it is used
    with httpx.Client(base_url=hostile_server.address, timeout=120, limits=limits) as client:
        for address in asked:
            request = client.build_request("GET", "/")
            request.extensions = {**request.extensions, "target": address.encode()}
            answer = client.send(request)
            assert not any(secret in answer.content for secret in secrets), address
            assert_tells_nothing(answer.status_code, answer.text.replace(str(ROOT), ""))  # which was in the address
            assert answer.status_code in (200, 302, 307, 400, 401, 403, 404, 405, 422, 500), address
            assert answer.status_code != 200 or answer.headers["content-type"].startswith("text/html"), address
    hostile_server.assert_is_well()


@pytest.mark.parametrize("end", [b"\x00", b"\r\nX: y", b" HTTP/9.9\r\n\r\n", b"\xff\xfe"])
def test_an_address_that_is_no_address_is_refused(hostile_server: HostileServer, end: bytes) -> None:
    url = httpx.URL(hostile_server.address)
    with socket.create_connection((url.host, url.port or 80), timeout=120) as connection:
        connection.sendall(b"GET /icons/" + end + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        answer = connection.recv(10_000).decode("latin1")
    assert answer.split(" ")[1] in ("400", "404")
    assert_tells_nothing(400, answer)


@pytest.mark.parametrize(
    "name", ["../../x.png", "/etc/x.png", "..\\..\\x.png", "\x00.png", "a" * 500 + ".png", "", ".", "..", "con"]
)
def test_an_uploaded_file_goes_where_files_go_whatever_its_name_is(hostile_server: HostileServer, name: str) -> None:
    form = f'--x\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\nQQ\r\n--x--\r\n'
    answer = httpx.post(
        f"{hostile_server.address}/gradio_api/upload",
        content=form.encode(),
        headers={"content-type": "multipart/form-data; boundary=x"},
        timeout=120,
    )
    if answer.status_code == 200:
        for path in answer.json():
            assert Path(path).resolve().parent.parent == hostile_server.uploads, path
    else:
        assert_tells_nothing(answer.status_code, answer.text)

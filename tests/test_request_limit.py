"""No client can send more than a message may have, except files to the one route that takes them."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from onelayer.ui.limits import MESSAGE_BYTES
from onelayer.ui.request_limit import LimitRequestSize, is_upload


def scope(path: str, root: str = "", method: str = "POST", **headers: str) -> dict[str, Any]:
    encoded = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return {"type": "http", "method": method, "path": path, "root_path": root, "headers": encoded}


@pytest.mark.parametrize(
    ("path", "root"),
    [
        ("/gradio_api/upload", ""),
        ("/gradio_api/upload", "/sub"),  # behind a proxy that takes its path out
        ("/sub/gradio_api/upload", "/sub"),  # behind one that leaves it in, or mounted
        ("/sub/gradio_api/upload", "/sub/"),
        ("/gradio_api/upload", "https://example.org/sub"),
    ],
)
def test_gradios_upload_route_is_one(path: str, root: str) -> None:
    assert is_upload(scope(path, root))


@pytest.mark.parametrize(
    ("path", "root", "method"),
    [
        ("/gradio_api/run/upload", "", "POST"),
        ("/gradio_api/call/upload", "", "POST"),
        ("/gradio_api/api/upload", "", "POST"),
        ("/upload", "", "POST"),
        ("/anything/upload", "", "POST"),
        ("/other/gradio_api/upload", "/sub", "POST"),
        ("/gradio_api/upload/", "", "POST"),
        ("/gradio_api/upload", "", "PUT"),
    ],
)
def test_nothing_else_is_one(path: str, root: str, method: str) -> None:
    assert not is_upload(scope(path, root, method))


def answer_to(request: dict[str, Any], body: list[bytes]) -> tuple[int, int]:
    """The status with which an app is heard that reads all and answers 200, and how many bytes it got to read."""
    chunks = iter(body)
    statuses: list[int] = []
    read = 0

    async def app(scope: Any, receive: Any, send: Any) -> None:
        nonlocal read
        while chunk := (await receive())["body"]:
            read += len(chunk)
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": next(chunks, b"")}

    async def send(message: dict[str, Any]) -> None:
        statuses.extend([message["status"]] if "status" in message else [])

    with ThreadPoolExecutor(1) as thread:  # in this one the stories' browser may have a loop of its own
        thread.submit(lambda: asyncio.run(LimitRequestSize(app)(request, receive, send))).result()
    (status,) = statuses
    return status, read


CHUNK = b"x" * (1024 * 1024)
TOO_MANY = MESSAGE_BYTES // len(CHUNK) + 7


def test_15_mb_are_read_by_the_upload_route_only() -> None:
    assert answer_to(scope("/gradio_api/upload"), [CHUNK] * TOO_MANY) == (200, TOO_MANY * len(CHUNK))
    status, read = answer_to(scope("/gradio_api/run/upload"), [CHUNK] * TOO_MANY)
    assert status == 413
    assert read <= MESSAGE_BYTES


def test_what_says_beforehand_that_it_is_too_large_is_not_read() -> None:
    assert answer_to(scope("/gradio_api/run/upload", content_length=str(15 * 10**6)), [CHUNK] * 15) == (413, 0)


def test_the_largest_message_passes() -> None:
    body = [CHUNK] * (MESSAGE_BYTES // len(CHUNK))
    assert answer_to(scope("/gradio_api/run/predict"), body) == (200, MESSAGE_BYTES)

"""No client can send more than a message may have, except files to the one route that takes them."""

import itertools
import json
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from onelayer.limits import MESSAGE_BYTES
from onelayer.server.http.request_limit import TOO_LARGE, LimitRequestSize, is_upload


def scope(path: str, root: str, method: str = "POST") -> dict[str, Any]:
    return {"type": "http", "method": method, "path": path, "root_path": root}


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


def post(path: str, chunks: int, **options: Any) -> tuple[int, str, int]:
    """The status and text of an app that reads all that is sent and answers 200, and how many bytes it got to read."""
    read = 0

    async def count(request: Request) -> PlainTextResponse:
        nonlocal read
        async for chunk in request.stream():
            read += len(chunk)
        return PlainTextResponse("read")

    app = Starlette(routes=[Route("/{path:path}", count, methods=["POST"])], middleware=[Middleware(LimitRequestSize)])
    answer = TestClient(app).post(path, content=itertools.repeat(CHUNK, chunks), **options)
    return answer.status_code, answer.text, read


CHUNK = b"x" * (1024 * 1024)
MOST = MESSAGE_BYTES // len(CHUNK)


def test_15_mb_are_read_by_the_upload_route_only() -> None:
    assert post("/gradio_api/upload", 15) == (200, "read", 15 * len(CHUNK))
    status, text, read = post("/gradio_api/run/upload", 15)
    assert (status, json.loads(text)) == (413, {"error": TOO_LARGE})
    assert read <= MESSAGE_BYTES


def test_what_says_beforehand_that_it_is_too_large_is_not_read() -> None:
    status, text, read = post("/gradio_api/run/upload", 15, headers={"content-length": str(15 * len(CHUNK))})
    assert (status, json.loads(text), read) == (413, {"error": TOO_LARGE}, 0)


def test_the_largest_message_passes() -> None:
    assert post("/gradio_api/run/predict", MOST) == (200, "read", MESSAGE_BYTES)


def test_an_answer_that_has_begun_when_the_body_grows_too_large_breaks_off() -> None:
    async def answer_at_once(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        while (await receive())["more_body"]:
            pass

    client = TestClient(LimitRequestSize(answer_at_once))
    with pytest.raises(HTTPException, match="413"):  # the server then closes the connection
        client.post("/gradio_api/run/predict", content=itertools.repeat(CHUNK, MOST + 1))

"""What a client may send instead of a drawing, and what it is told. Over HTTP, without a browser."""

import base64
import json
import math
import socket
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

ONE: dict[str, Any] = {"strokes": [[[0.5, 0.15], [0.5, 0.85]]]}
LONGEST_ANSWER = 1000  # characters of an error

NOT_DRAWINGS: dict[str, Any] = {
    "a number": 5,
    "a list": [],
    "an object of another shape": {"points": []},
    "strokes that are none": {"strokes": None},
    "strokes that are numbers": {"strokes": [1, 2]},
    "a point of three numbers": {"strokes": [[[0.5, 0.5, 0.5]]]},
    "a point of words": {"strokes": [[["left", "top"]]]},
    "true and false": {"strokes": [[[True, False]]]},
    "nothing for a number": {"strokes": [[[None, 0.5]]]},
    "NaN": {"strokes": [[[math.nan, 0.5], [0.5, 0.5]]]},
    "infinity": {"strokes": [[[0.5, math.inf], [0.5, 0.5]]]},
    "a point beside the pad": {"strokes": [[[0.5, 1.01], [0.5, 0.5]]]},
    "a number that no float holds": {"strokes": [[[10**400, 0.5]]]},
    "too many strokes": {"strokes": [[[0.5, 0.5]]] * 501},
    "too many points": {"strokes": [[[0.5, 0.5]] * 20_001]},
    "an image too short": {"image": "AAAA"},
    "an image that is a number": {"image": 5},
    "an image that is no base64": {"image": "?" * 1048},
    "a file of the server": {"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}},
}
EMPTY: dict[str, Any] = {
    "nothing": None,
    "no strokes": {"strokes": []},
    "strokes without points": {"strokes": [[], []]},
    "one dot": {"strokes": [[[0.5, 0.5]]]},
    "an image without ink": {"image": base64.b64encode(bytes(784)).decode()},
    "a dot that trembled": {"strokes": [[[0.5, 0.5], [0.505, 0.5]]]},
}
NOT_MESSAGES: dict[str, bytes] = {
    "nothing": b"",
    "no JSON": b"not json",
    "no text": b"\xff\xfe\x00",
    "no object": b"[]",
    "no data": b"{}",
    "data that is no list": b'{"data": 5}',
    "a hundred thousand brackets": b"[" * 100_000,
    "a number of 5,000 digits": b'{"data": [{"strokes": [[[1' + b"0" * 5000 + b', 0]]]}, "upright"]}',
}


def by_name(cases: dict[str, Any]) -> list[Any]:
    """The cases for `parametrize`, each with its name."""
    return [pytest.param(case, id=name) for name, case in cases.items()]


@pytest.fixture(scope="module")
def client(server: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"{server}gradio_api", timeout=120) as client:
        yield client


def post(client: httpx.Client, path: str, message: object) -> httpx.Response:
    """Post what httpx would not: NaN and infinities are not JSON, but Python reads them."""
    return client.post(path, content=json.dumps(message), headers={"content-type": "application/json"})


def read(client: httpx.Client, drawing: Any, *network: Any) -> tuple[str, Any]:
    """What the public endpoint answers: the event's name, and what it carries."""
    asked = post(client, "/call/read", {"data": [drawing, *(network or ("upright",))]})
    assert asked.status_code == 200
    answer = client.get(f"/call/read/{asked.json()['event_id']}").text
    event, data = answer.strip().split("\n")[:2]
    return event.removeprefix("event: "), json.loads(data.removeprefix("data: "))


def assert_is_a_clear_error(text: str) -> None:
    """A sentence, not a stack trace, and not the caller's own megabyte back."""
    assert len(text) < LONGEST_ANSWER
    for sign in ("Traceback", 'File "', ".py", " at 0x", "Error("):
        assert sign not in text


def test_the_functions_are_the_only_public_endpoints(client: httpx.Client) -> None:
    names = client.get("/info").json()["named_endpoints"]
    assert set(names) == {
        "/read",
        "/read_picture",
        "/read_number",
        "/train",
        "/teach",
        "/inspect",
        "/digits",
        "/captchas",
        "/export",
    }


@pytest.mark.parametrize("network", ["upright", "article"])
def test_a_drawing_is_read(client: httpx.Client, network: str) -> None:
    event, (reading,) = read(client, ONE, network)
    assert event == "complete"
    assert reading["digit"] == 1
    assert len(reading["probabilities"]) == 10
    assert sum(reading["probabilities"]) == pytest.approx(1, abs=1e-5)


def test_the_network_may_be_left_to_its_default(client: httpx.Client) -> None:
    event_id = post(client, "/call/v2/read", {"drawing": ONE}).json()["event_id"]
    assert '"digit": 1' in client.get(f"/call/read/{event_id}").text


@pytest.mark.parametrize("drawing", by_name(EMPTY))
def test_an_empty_drawing_is_an_empty_reading(client: httpx.Client, drawing: Any) -> None:
    event, (reading,) = read(client, drawing)
    assert event == "complete"
    assert {name: value for name, value in reading.items() if value is not None} == {
        "verdict": "There is no ink, or no more than a dot."
    }


@pytest.mark.parametrize("drawing", by_name(NOT_DRAWINGS))
def test_what_is_no_drawing_is_an_error_that_explains(client: httpx.Client, drawing: Any) -> None:
    event, answer = read(client, drawing)
    assert event == "error"
    assert answer["error"]
    assert_is_a_clear_error(answer["error"])


@pytest.mark.parametrize("network", ["hand", "", None, 5, ["upright"], {"name": "upright"}])
def test_a_network_that_is_not_there_is_named(client: httpx.Client, network: Any) -> None:
    event, answer = read(client, ONE, network)
    assert event == "error"
    assert "expected more-hands, kilobyte, upright, article, or base64 of a network's file" in answer["error"]
    assert_is_a_clear_error(answer["error"])


@pytest.mark.parametrize("message", by_name(NOT_MESSAGES))
def test_what_is_no_message_is_refused(client: httpx.Client, message: bytes) -> None:
    answer = client.post("/call/read", content=message, headers={"content-type": "application/json"})
    assert answer.status_code in (400, 422)
    assert_is_a_clear_error(answer.text)


def test_a_million_points_are_refused_before_they_are_read(client: httpx.Client) -> None:
    million = {"strokes": [[[0.5, 0.5]] * 1_000_000]}
    answer = post(client, "/call/read", {"data": [million, "upright"]})
    assert answer.status_code == 413
    assert "8 MB at most" in answer.json()["error"]


def test_a_body_that_hides_its_length_is_refused_too(client: httpx.Client) -> None:
    def chunks() -> Iterator[bytes]:
        yield b'{"data": ["'
        for _ in range(900):
            yield b"x" * 10_000
        yield b'"]}'

    answer = client.post("/call/read", content=chunks(), headers={"content-type": "application/json"})
    assert answer.status_code == 413


@pytest.mark.parametrize("length", ["-1", "many", "1e3", ""])
def test_a_length_that_is_none_is_refused(server: str, length: str) -> None:
    address = httpx.URL(server)
    request = f"POST /gradio_api/call/read HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n"
    with socket.create_connection((address.host, address.port or 80), timeout=120) as connection:
        connection.sendall(request.encode())
        answer = connection.recv(10_000).decode()
    assert " 400 " in answer.split("\r\n")[0]
    assert_is_a_clear_error(answer)


def test_as_many_points_as_a_pad_holds_are_read(client: httpx.Client) -> None:
    full = {"strokes": [[[0.5, 0.1 + 0.8 * i / 20_000] for i in range(20_000)]]}
    event, (reading,) = read(client, full)
    assert event == "complete"
    assert reading["digit"] == 1


def test_after_all_that_the_server_still_reads(client: httpx.Client) -> None:
    assert read(client, ONE)[1][0]["digit"] == 1


NOT_CHOICES: dict[str, Any] = {
    "nothing": None,
    "no fields": {},
    "a list": [1, 2],
    "words for numbers": {"index": "one", "row": "two", "column": "three", "action": "delete", "key": "run-1"},
    "numbers out of range": {"index": 10**9, "row": -1, "column": 99, "label": 10, "action": "relabel"},
    "true and false": {"index": True, "row": False, "column": True, "label": False, "action": True},
    "items that are none": {"items": [3, {"key": "run-1"}, {"key": "hand", "file": "AAAA"}], "settings": [1]},
}


@pytest.mark.parametrize("choice", by_name(NOT_CHOICES))
def test_a_forged_choice_is_refused_with_a_sentence_or_changes_nothing(client: httpx.Client, choice: Any) -> None:
    events = [
        event
        for event in client.get("/../config").json()["dependencies"]
        if any(kind in ("select", "upload") for _, kind in event["targets"]) and event["backend_fn"]
    ]
    assert events
    for event in events:
        body = {
            "data": [None] * len(event["inputs"]),
            "event_data": choice,
            "fn_index": event["id"],
            "session_hash": "no",
        }
        answer = post(client, "/run/predict", body)
        assert answer.status_code in (200, 500), event["targets"]
        if answer.status_code == 500:
            assert_is_a_clear_error(answer.text)


NOT_LABELLED_DRAWINGS: dict[str, Any] = {
    "a number": 5,
    "a list": [{"label": 1}],
    "no JSON": "{not json",
    "a drawing without a label": json.dumps(ONE),
    "too many drawings": (json.dumps({"label": 1, **ONE}) + "\n") * 1001,
    "a text too long": " " * 4_000_001,
}


@pytest.mark.parametrize("payload", by_name(NOT_LABELLED_DRAWINGS))
def test_what_are_no_labelled_drawings_is_refused_with_a_sentence(client: httpx.Client, payload: Any) -> None:
    config = client.get("/../config").json()
    button = next(part["id"] for part in config["components"] if part["props"].get("elem_id") == "save-arrays")
    event = next(event for event in config["dependencies"] if [button, "download"] in event["targets"])
    answer = post(
        client,
        "/run/predict",
        {"data": [], "event_data": {"lines": payload}, "fn_index": event["id"], "session_hash": "no"},
    )
    assert answer.status_code == 500
    assert_is_a_clear_error(answer.text)

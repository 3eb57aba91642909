"""deploy/nginx.conf, before two replicas that only say who they are."""

import http.client
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.nginx import running_nginx
from tools.install_nginx import find_nginx

pytestmark = pytest.mark.skipif(find_nginx() is None, reason="there is no nginx here: python tools/install_nginx.py")


PATIENT: dict[str, Any] = {"timeout": None, "verify": False}
"""Options of HTTPX: wait as long as it takes, and load no certificates, which takes longer than all else."""


class Replica:
    """Answers with its name. It can be stopped, and started again on the same port."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.port = 0
        self.asked: list[str] = []
        self.drops = False
        self.may_end = threading.Event()
        self.start()

    def start(self) -> None:
        """From now on it answers."""
        handler = type("Handler", (Answering,), {"replica": self})
        self.server = ThreadingHTTPServer(("127.0.0.1", self.port), handler)
        self.server.daemon_threads = True
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def stop(self) -> None:
        """Every connection is refused."""
        self.server.shutdown()
        self.server.server_close()


class Answering(BaseHTTPRequestHandler):
    """The name of the replica, and what nginx has told it."""

    replica: Replica
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.replica.asked.append(f"{self.command} {self.path}")
        if self.replica.drops:
            self.close_connection = True
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Told", f"{self.headers['X-Forwarded-Proto']}://{self.headers['X-Forwarded-Host']}")
        self.end_headers()  # without a length: it ends with the connection
        self.close_connection = True
        self.wfile.write(self.replica.name.encode())
        self.wfile.flush()
        if self.path.startswith("/stream"):
            self.replica.may_end.wait()

    do_POST = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def replicas() -> Iterator[tuple[Replica, Replica]]:
    both = Replica("a"), Replica("b")
    yield both
    for replica in both:
        replica.may_end.set()
        replica.stop()


@pytest.fixture
def address(replicas: tuple[Replica, Replica], tmp_path: Path) -> Iterator[str]:
    first, second = replicas
    with running_nginx(tmp_path, (first.port, second.port)) as address:
        yield address


@pytest.fixture
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, **PATIENT) as client:
        yield client


def call_to(client: httpx.Client, name: str) -> dict[str, str]:
    """The name of a call that goes to this replica, as a part of its address."""
    calls = ({"session_hash": f"call{number}"} for number in count())
    return next(call for call in calls if client.post("gradio_api/queue/join", params=call).text == name)


def test_all_of_a_call_goes_to_one_replica_and_calls_go_to_both(client: httpx.Client) -> None:
    for name in ("a", "b"):
        call = call_to(client, name)
        requests = [client.get("gradio_api/queue/data", params=call), client.post("gradio_api/cancel", params=call)]
        assert [request.text for request in requests] == [name, name]


def test_everything_else_goes_to_any(client: httpx.Client) -> None:
    assert {client.get("config").text for _ in range(40)} == {"a", "b"}


def test_the_path_is_taken_out_and_the_page_knows_its_address(
    address: str, client: httpx.Client, replicas: tuple[Replica, Replica]
) -> None:
    told = client.post("gradio_api/queue/join?a=%20b").headers["told"]
    assert told == address.removesuffix("/one-layer/")
    assert "POST /gradio_api/queue/join?a=%20b" in replicas[0].asked + replicas[1].asked
    redirect = httpx.get(address.removesuffix("/"), **PATIENT)
    assert redirect.status_code == 308
    assert redirect.headers["location"] == address
    assert httpx.get(address.replace("/one-layer/", "/other"), **PATIENT).status_code == 404


def test_the_other_replica_answers_for_a_dead_one(client: httpx.Client, replicas: tuple[Replica, Replica]) -> None:
    call = call_to(client, "a")
    replicas[0].stop()
    assert client.post("gradio_api/queue/join", params=call).text == "b"
    assert {client.get("config").text for _ in range(10)} == {"b"}
    replicas[0].start()


def test_what_a_replica_had_been_sent_when_it_died_is_not_sent_to_the_other(
    client: httpx.Client, replicas: tuple[Replica, Replica]
) -> None:
    first, second = replicas
    call = call_to(client, "a")
    first.drops, before = True, len(second.asked)
    assert client.post("gradio_api/queue/join", params=call).status_code == 502
    assert len(second.asked) == before
    first.drops = False


def test_where_nobody_is_left_nginx_says_so(client: httpx.Client, replicas: tuple[Replica, Replica]) -> None:
    for replica in replicas:
        replica.stop()
    assert client.get("alive").status_code == 502
    for replica in replicas:
        replica.start()


def test_a_program_that_names_no_call_finds_its_answer_where_it_asked(client: httpx.Client) -> None:
    names = {client.post("gradio_api/call/read").text for _ in range(8)}
    names |= {client.get(f"gradio_api/call/read/{number}").text for number in range(8)}
    assert len(names) == 1


def test_a_stream_is_sent_on_as_it_comes_and_not_compressed(
    client: httpx.Client, replicas: tuple[Replica, Replica]
) -> None:
    with client.stream("GET", "stream") as stream:
        assert "content-encoding" not in stream.headers
        assert next(stream.iter_text()) in "ab", "though the answer has not ended"
        for replica in replicas:
            replica.may_end.set()


@pytest.mark.parametrize(("megabytes", "status"), [(25.1, 200), (27, 413)])
def test_a_file_of_25_mb_may_be_uploaded_and_no_larger(address: str, megabytes: float, status: int) -> None:
    body = b"x" * int(megabytes * 1024 * 1024)
    connection = http.client.HTTPConnection(address.split("/")[2])
    connection.putrequest("POST", "/one-layer/gradio_api/upload")
    connection.putheader("Content-Length", str(len(body)))
    connection.endheaders()
    if status == 200:
        connection.send(body)
    assert connection.getresponse().status == status
    connection.close()

"""deploy/nginx.conf, before two replicas that only say who they are."""

import contextlib
import http.client
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
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


@contextlib.contextmanager
def visitor_of(address: str, name: str) -> Iterator[httpx.Client]:
    """Somebody new who has come to the replica of a name."""
    while True:
        with httpx.Client(base_url=address, **PATIENT) as client:
            if client.get("").text == name:
                yield client
                return


def test_a_visitor_stays_with_one_replica_and_new_ones_come_to_both(address: str) -> None:
    for name in ("a", "b"):
        with visitor_of(address, name) as visitor:
            assert {visitor.get("anything").text for _ in range(10)} == {name}
            assert "set-cookie" not in visitor.get("").headers, "it has the cookie already"


def test_the_path_is_taken_out_and_the_page_knows_its_address(address: str, replicas: tuple[Replica, Replica]) -> None:
    with visitor_of(address, "a") as visitor:
        told = visitor.post("gradio_api/queue/join?a=%20b").headers["told"]
        assert told == address.removesuffix("/one-layer/")
        assert replicas[0].asked[-1] == "POST /gradio_api/queue/join?a=%20b"
        redirect = httpx.get(address.removesuffix("/"), **PATIENT)
        assert redirect.status_code == 308
        assert redirect.headers["location"] == address
    assert httpx.get(address.replace("/one-layer/", "/other"), **PATIENT).status_code == 404


def test_who_came_to_a_dead_replica_goes_to_the_other_and_stays(
    address: str, replicas: tuple[Replica, Replica]
) -> None:
    first, _ = replicas
    with visitor_of(address, "a") as visitor, visitor_of(address, "b") as another:
        first.stop()
        assert visitor.post("gradio_api/run/predict").text == "b"
        first.start()
        assert {visitor.get("").text for _ in range(10)} == {"b"}
        assert another.get("").text == "b"


def test_what_a_replica_had_been_sent_when_it_died_is_not_sent_to_the_other(
    address: str, replicas: tuple[Replica, Replica]
) -> None:
    first, second = replicas
    with visitor_of(address, "a") as visitor:
        first.drops, before = True, len(second.asked)
        assert visitor.post("gradio_api/queue/join").status_code == 502
        assert len(second.asked) == before
        first.drops = False


def test_where_nobody_is_left_nginx_says_so(address: str, replicas: tuple[Replica, Replica]) -> None:
    with visitor_of(address, "a") as visitor:
        for replica in replicas:
            replica.stop()
        assert visitor.get("alive").status_code == 502
        for replica in replicas:
            replica.start()


def test_a_program_without_cookies_finds_its_answer_where_it_asked(address: str) -> None:
    names = {httpx.post(f"{address}gradio_api/call/read", **PATIENT).text for _ in range(8)}
    names |= {httpx.get(f"{address}gradio_api/call/read/{number}", **PATIENT).text for number in range(8)}
    assert len(names) == 1


def test_a_stream_is_sent_on_as_it_comes_and_not_compressed(address: str, replicas: tuple[Replica, Replica]) -> None:
    with visitor_of(address, "a") as visitor, visitor.stream("GET", "stream") as stream:
        assert "content-encoding" not in stream.headers
        assert next(stream.iter_text()) == "a", "though the answer has not ended"
        replicas[0].may_end.set()


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

"""nginx with the configuration that the project recommends, on ports of its own and in a folder of its own."""

import contextlib
import getpass
import re
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

from onelayer.assets import ASSETS
from tools.install_nginx import find_nginx
from tools.served_app import free_port

CONFIGURATION = (ASSETS.parent / "deploy/nginx.conf").read_text("utf-8")
BY_ITSELF = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")  # folders that nginx makes in the system's


def configuration(port: int, replicas: tuple[int, int], user: str) -> str:
    """The text of deploy/nginx.conf, of which nothing is changed but ports and what belongs to the system."""
    ports = {"7861": str(replicas[0]), "7862": str(replicas[1])}
    text = re.sub(r"\b786[12]\b", lambda found: ports[found[0]], CONFIGURATION)
    folders = "".join(f"\n    {name}_temp_path temp-{name};" for name in BY_ITSELF)
    for ours, here in (
        ("user www-data;", f"user {user};"),
        ("pid /run/nginx.pid;", "pid nginx.pid;"),
        ("worker_processes auto;", "worker_processes 2;"),
        ("listen 80;", f"listen 127.0.0.1:{port};"),
        ("\nhttp {", f"\nhttp {{{folders}"),
    ):
        assert text.count(ours) == 1, ours
        text = text.replace(ours, here)
    return text


@contextlib.contextmanager
def running_nginx(folder: Path, replicas: tuple[int, int]) -> Iterator[str]:
    """Run nginx before two replicas on these ports, with the rights of the tests; give the page's address."""
    program = find_nginx()
    assert program, "There is no nginx: python tools/install_nginx.py"
    port = free_port()
    (folder / "nginx.conf").write_text(configuration(port, replicas, getpass.getuser()), "utf-8")
    command = [program, "-p", f"{folder}/", "-c", "nginx.conf", "-e", "stderr"]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr
    with (
        (folder / "errors.txt").open("w") as errors,
        subprocess.Popen([*command, "-g", "daemon off;"], stderr=errors) as process,
    ):
        try:
            wait_until_listening(port, process)
            yield f"http://127.0.0.1:{port}/one-layer/"
        finally:
            process.terminate()


def wait_until_listening(port: int, process: subprocess.Popen[bytes]) -> None:
    """Until somebody may connect."""
    while process.poll() is None:
        with contextlib.suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port)):
            return
    raise AssertionError(f"nginx ended with {process.returncode}.")

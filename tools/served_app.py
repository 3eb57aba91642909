"""Serves `python app.py` for benches and tests, and measures the CPU time and the memory of its processes."""

import contextlib
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parent.parent
TIMEOUT = 60.0  # seconds


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextlib.contextmanager
def served_app() -> Iterator[tuple[str, int]]:
    """Serve `python app.py` during the block. Gives its address and its process id."""
    port = free_port()
    address = f"http://127.0.0.1:{port}/"
    environment = {**os.environ, "GRADIO_SERVER_PORT": str(port)}
    with subprocess.Popen(
        [sys.executable, "app.py"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            wait_until_served(address, process)
            yield address, process.pid
        finally:
            process.terminate()


def wait_until_served(address: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until the app answers.

    Raises:
        SystemExit: the app has ended, or has not answered within TIMEOUT seconds.
    """
    started = time.perf_counter()
    while process.poll() is None and time.perf_counter() - started < TIMEOUT:
        with contextlib.suppress(httpx.HTTPError):
            httpx.get(f"{address}config", timeout=5).raise_for_status()
            return
        time.sleep(0.05)
    raise SystemExit("The app did not answer.")


def cpu_seconds(process: int) -> float:
    """Return the seconds of CPU time of a process and its living descendants so far."""
    return sum(cpu_seconds_of(member) for member in family_of(process))


def cpu_seconds_of(process: int) -> float:
    """Return the seconds of CPU time of a process so far; 0 if it has ended."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def family_of(process: int) -> list[int]:
    """Return the ids of a process and its descendants."""
    parents = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # a process may just have ended
            parents[int(status.parent.name)] = int(status.read_text().rpartition(")")[2].split()[1])
    family = [process]
    for member in family:  # grows as it goes
        family += [child for child, parent in parents.items() if parent == member]
    return family


def memory_of(*processes: int) -> float:
    """Return the megabytes (10⁶ bytes) of some processes now; memory that they share counts once."""
    texts = [Path(f"/proc/{process}/smaps_rollup").read_text() for process in processes]
    kilobytes = [int(size) for text in texts for size in re.findall(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)]
    return sum(kilobytes) * 1024 / 1e6

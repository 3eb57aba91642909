"""The training processes, and which of them is free. Visitors wait for a free one in Gradio's queue."""

import math
import os
import queue
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from onelayer.data.shared_arrays import kept_folder
from onelayer.processes.jobs import Job, News
from onelayer.processes.training_process import TrainingProcess
from onelayer.reading.network import Network

PROCESSES_SETTING = "ONE_LAYER_TRAINING_PROCESSES"
MOST_PROCESSES = 4  # unless PROCESSES_SETTING asks for more
BYTES_PER_PROCESS = 1_500_000_000


class TrainingProcesses:
    """Training processes. The methods may be called in any thread.

    Args:
        count: the number of processes; None for `count_processes`.
    """

    def __init__(self, count: int | None = None) -> None:
        self._ends = ExitStack()
        folder = kept_folder() or Path(
            self._ends.enter_context(tempfile.TemporaryDirectory(prefix="one-layer-", ignore_cleanup_errors=True))
        )
        self.count = count or count_processes()
        self._all = [TrainingProcess(folder) for _ in range(self.count)]
        self._free: queue.LifoQueue[TrainingProcess] = queue.LifoQueue()
        for process in reversed(self._all):
            self._free.put(process)

    def start(self) -> None:
        """Start the processes, so that TensorFlow is loaded by the time they are asked to train."""
        for process in self._all:
            process.start()

    def prepare_to_teach(self, start: Network) -> None:
        """Let a free process start and prepare all that the first lesson from a network needs.

        Does nothing if all processes are busy.
        """
        try:
            process = self._free.get_nowait()
        except queue.Empty:
            return
        process.prepare_to_teach(start)
        self._free.put(process)

    def do(self, job: Job) -> Iterator[News]:
        """Do a job in the next free process. A job whose iterator is closed is stopped.

        Yields:
            The news of the job.

        Raises:
            TrainingDiverged: the weights are no longer finite.
            TrainingProcessError: the process died, or could not do the job.
        """
        process = self._free.get()
        try:
            yield from process.do(job)
        finally:
            self._free.put(process)

    def close(self) -> None:
        """End the processes."""
        for process in self._all:
            process.close()
        self._ends.close()


def count_processes() -> int:
    """Decide how many training processes to have.

    The number is the value of the environment variable PROCESSES_SETTING. If it is not set, there is one process for
    each core that this program may use, at most MOST_PROCESSES, and no more than the free memory allows.

    Raises:
        ValueError: the setting is not a whole number from 1.
    """
    setting = os.environ.get(PROCESSES_SETTING, "")
    if setting:
        if not setting.isdecimal() or int(setting) < 1:
            raise ValueError(f"{PROCESSES_SETTING} must be a whole number from 1, not {setting!r}.")
        return int(setting)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, int(min(cores, MOST_PROCESSES, free_memory() // BYTES_PER_PROCESS)))


def free_memory() -> float:
    """Return the bytes of memory that are free on this machine or in this container, whichever is less.

    Infinite if the system does not say.
    """
    return min(_container_limit(), _available())


def _container_limit() -> float:
    try:
        return float(Path("/sys/fs/cgroup/memory.max").read_text("ascii"))
    except (OSError, ValueError):  # no container, or one without a limit
        return math.inf


def _available() -> float:
    try:
        lines = Path("/proc/meminfo").read_text("ascii").splitlines()
    except OSError:  # no Linux
        return math.inf
    return next((1024.0 * int(line.split()[1]) for line in lines if line.startswith("MemAvailable")), math.inf)

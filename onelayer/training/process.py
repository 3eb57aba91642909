"""Training in a process of its own, so that the page stays quick while somebody trains.

TensorFlow takes seconds to import and holds Python's lock while it does; in the server's process every pen on every
page would stand still. The process starts with the first use, at a low priority, and stays for the next job.
"""

import contextlib
import multiprocessing
import threading
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from onelayer.reading.network import Network
from onelayer.training.jobs import STOP, Job, News, PrepareToTeach, TrainingProcessError
from onelayer.training.progress import Progress
from onelayer.training.worker import serve

POLL_SECONDS = 0.05


class TrainingProcess:
    """Does one job at a time. Whoever starts one while another goes on ends that first: a pool has one for each job,
    so such a job is one whose visitor has left.

    shared: a folder in which it keeps the inputs that it prepares, where other processes find them; None for none.
    """

    def __init__(self, shared: Path | None = None) -> None:
        self._shared = shared
        self._lock = threading.Lock()
        self._process: multiprocessing.process.BaseProcess | None = None
        self._connection: Connection | None = None
        self._busy = False
        self._loaded = False

    @property
    def is_loaded(self) -> bool:
        """Whether TensorFlow is loaded: it has answered."""
        return self._loaded

    def start(self) -> None:
        """Start the process, so that TensorFlow is loaded by the time it is asked to train."""
        with self._lock:
            self._started()

    def prepare_to_teach(self, start: Network) -> None:
        """Start it, and let it prepare what the first lesson from a network would wait for, unless it is at work."""
        with self._lock:
            connection = self._started()
            if not self._busy:
                connection.send(PrepareToTeach(start))

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def do(self, job: Job, should_stop: Callable[[], bool] = lambda: False) -> Iterator[News]:
        """Do a job.

        Yields:
            Of a TrainingJob the reports since the last item, or None while there were none, and at the end the
            JobResult; of a TeachingJob None while it goes on, and at the end the Lesson.

        Raises:
            TrainingDiverged: as `training.train` does.
            TrainingProcessError: the process died, or could not do it.
        """
        with self._lock:
            connection = self._idle_connection()
            connection.send(job)
            self._busy = True
        stop_sent = False
        try:
            while True:
                if not stop_sent and should_stop():
                    connection.send(STOP)
                    stop_sent = True
                reports, result = _receive(connection)
                self._loaded = self._loaded or bool(reports)
                self._busy = result is None  # before its last reports are given: nobody may ask for more
                if reports or result is None:
                    yield reports or None
                if result is not None:
                    if isinstance(result, Exception):
                        raise result
                    yield result
                    return
        except GeneratorExit:
            with contextlib.suppress(OSError):
                connection.send(STOP)
            raise
        except (EOFError, OSError) as error:
            with self._lock:
                self._end()
            raise TrainingProcessError(
                "The training process ended unexpectedly (perhaps the machine ran out of memory). Train again."
            ) from error

    def _started(self) -> Connection:
        if self._process is None or self._connection is None or not self._process.is_alive():
            self._end()
            context = multiprocessing.get_context("spawn")
            self._connection, theirs = context.Pipe()
            self._process = context.Process(
                target=serve, args=(theirs, self._shared), daemon=True, name="onelayer-training"
            )
            self._process.start()
            theirs.close()
        return self._connection

    def _idle_connection(self) -> Connection:
        connection = self._started()
        if self._busy:
            try:
                connection.send(STOP)
                while isinstance(connection.recv(), Progress):
                    pass
            except (EOFError, OSError):
                self._end()
                connection = self._started()
            self._busy = False
        return connection

    def _end(self) -> None:
        if self._connection is not None:
            self._connection.close()
        if self._process is not None:
            self._process.terminate()
            self._process.join()
        self._process = self._connection = None
        self._busy = self._loaded = False


def _receive(connection: Connection) -> tuple[list[Progress], Any]:
    """The reports that came within POLL_SECONDS, and the result of the job, None as long as it goes on."""
    reports: list[Progress] = []
    if connection.poll(POLL_SECONDS):
        while connection.poll():
            message = connection.recv()
            if not isinstance(message, Progress):
                return reports, message
            reports.append(message)
    return reports, None

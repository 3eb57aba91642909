"""Training in a separate process, so that the server keeps answering while a visitor trains.

Importing TensorFlow takes seconds and holds Python's lock meanwhile; in the server's own process no request would be
answered. The process starts with the first use, at a low priority, and stays for the next jobs.
"""

import contextlib
import multiprocessing
import threading
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

from onelayer.processes.jobs import STOP, Job, News, PrepareToTeach, TrainingProcessError
from onelayer.processes.worker import serve
from onelayer.reading.network import Network
from onelayer.training.progress import Preparation, Progress
from onelayer.training.teaching import Lesson


class TrainingProcess:
    """A process that does one job at a time. Only `start` and `close` may be called while it does one.

    Args:
        shared: a folder for prepared inputs, which other training processes use too; None for no folder.
    """

    def __init__(self, shared: Path | None = None) -> None:
        self._shared = shared
        self._lock = threading.Lock()
        self._process: multiprocessing.process.BaseProcess | None = None
        self._connection: Connection | None = None
        self._is_busy = False  # with a job whose end has not been received

    def start(self) -> Connection:
        """Start the process, so that TensorFlow is loaded by the time it is asked to train. Return the pipe to it."""
        with self._lock:
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

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def prepare_to_teach(self, start: Network) -> None:
        """Start the process, and let it prepare all that the first lesson from a network needs."""
        with contextlib.suppress(OSError):  # it has just died
            self._idle().send(PrepareToTeach(start))

    def do(self, job: Job) -> Iterator[News]:
        """Do a job. A job whose iterator is closed is stopped.

        Yields:
            For a TrainingJob lists of reports, at least one in each, and before them how far it is prepared, if that
            takes long; for a TeachingJob the Lesson.

        Raises:
            TrainingDiverged: the weights are no longer finite.
            TrainingProcessError: the process died, or could not do the job.
        """
        connection = self._idle()
        self._is_busy = True
        try:
            connection.send(job)
            end: object = None
            while end is None or isinstance(end, Preparation):
                reports, end = receive(connection)
                if isinstance(end, Preparation):
                    yield end
                    continue
                self._is_busy = end is None  # now: the caller may stop at the last reports
                if reports:
                    yield reports
            if isinstance(end, Exception):
                raise end
            if isinstance(end, Lesson):
                yield end
        except GeneratorExit:
            with contextlib.suppress(OSError):
                if self._is_busy:
                    connection.send(STOP)
            raise
        except (EOFError, OSError) as error:
            self.close()
            raise TrainingProcessError(
                "The training process ended unexpectedly (perhaps the machine ran out of memory). Train again."
            ) from error

    def _idle(self) -> Connection:
        """Start the process if it is not there, wait for the end of a job that was stopped, and return the pipe."""
        connection = self.start()
        try:
            while self._is_busy:
                self._is_busy = isinstance(receive(connection)[1], Preparation | None)
        except (EOFError, OSError):
            self.close()
            connection = self.start()
        return connection

    def _end(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.join()
        if self._connection is not None:
            self._connection.close()
        self._process = self._connection = None
        self._is_busy = False


def receive(connection: Connection) -> tuple[list[Progress], object]:
    """Wait for news of a job: the reports that have come, and its end, or None if it goes on.

    A Preparation, which comes before all reports, stands in the place of the end.
    """
    reports: list[Progress] = []
    while not reports or connection.poll():
        message = connection.recv()
        if not isinstance(message, Progress):
            return reports, message
        reports.append(message)
    return reports, None

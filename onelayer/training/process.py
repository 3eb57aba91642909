"""Training in a separate process, so that the server keeps answering while a visitor trains.

Importing TensorFlow takes seconds and holds Python's lock meanwhile; in the server's own process no request would be
answered. The process starts with the first use, at a low priority, and stays for the next jobs.
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
    """A process that does one job at a time.

    Starting a job stops an unfinished one. In a pool this happens only to a job whose visitor has left, because the
    pool gives a process no second job before the first has ended.

    Args:
        shared: a folder for prepared inputs, which all processes of the pool use; None for no folder.
    """

    def __init__(self, shared: Path | None = None) -> None:
        self._shared = shared
        self._lock = threading.RLock()  # an abandoned job may be collected, and so be closed, while a thread holds it
        self._process: multiprocessing.process.BaseProcess | None = None
        self._connection: Connection | None = None
        self._turn: object = None  # of the job that is not done yet; None if there is no such job
        self._loaded = False

    @property
    def is_loaded(self) -> bool:
        """Whether the process has sent a report, so that TensorFlow is loaded."""
        return self._loaded

    def start(self) -> None:
        """Start the process, so that TensorFlow is loaded by the time it is asked to train."""
        with self._lock:
            self._started()

    def prepare_to_teach(self, start: Network) -> None:
        """Start the process, and unless it is busy let it prepare all that the first lesson from a network needs."""
        with self._lock:
            connection = self._started()
            if self._turn is None:
                connection.send(PrepareToTeach(start))

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def do(self, job: Job, should_stop: Callable[[], bool] = lambda: False) -> Iterator[News]:
        """Do a job.

        Args:
            job: the job.
            should_stop: called repeatedly; when it returns True, the process is told to stop the job.

        Yields:
            For a TrainingJob lists of reports, or None if none came within POLL_SECONDS, and at the end the JobResult.
            For a TeachingJob None while it goes on, and at the end the Lesson.

        Raises:
            TrainingDiverged: the weights are no longer finite.
            TrainingProcessError: the process died, or could not do the job.
        """
        turn = object()
        with self._lock:
            connection = self._idle_connection()
            self._turn = turn
            connection.send(job)
        stop_sent = False
        try:
            while True:
                stop = not stop_sent and should_stop()
                connection.poll(POLL_SECONDS)
                with self._lock:
                    if self._turn is not turn:
                        return  # the next job has begun, and what comes now is its news
                    if stop:
                        connection.send(STOP)
                        stop_sent = True
                    reports, result = _receive(connection)
                    self._loaded = self._loaded or bool(reports)
                    if result is not None:  # before the last reports are yielded: the caller may stop there
                        self._turn = None
                if reports or result is None:
                    yield reports or None
                if result is not None:
                    if isinstance(result, Exception):
                        raise result
                    yield result
                    return
        except GeneratorExit:
            with self._lock, contextlib.suppress(OSError):
                if self._turn is turn:
                    connection.send(STOP)
            raise
        except (EOFError, OSError) as error:
            with self._lock:
                if self._turn is turn:
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
        if self._turn is not None:
            try:
                connection.send(STOP)
                while isinstance(connection.recv(), Progress):
                    pass
            except (EOFError, OSError):
                self._end()
                connection = self._started()
            self._turn = None
        return connection

    def _end(self) -> None:
        if self._connection is not None:
            self._connection.close()
        if self._process is not None:
            self._process.terminate()
            self._process.join()
        self._process = self._connection = None
        self._turn = None
        self._loaded = False


def _receive(connection: Connection) -> tuple[list[Progress], Any]:
    """Return the reports that have come, and the result of the job, or None if it is not done yet."""
    reports: list[Progress] = []
    while connection.poll():
        message = connection.recv()
        if not isinstance(message, Progress):
            return reports, message
        reports.append(message)
    return reports, None

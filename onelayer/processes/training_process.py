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

import numpy as np

from onelayer.processes.jobs import STOP, Job, News, TeachingJob, TrainingProcessError
from onelayer.processes.worker import serve
from onelayer.reading.drawing import Drawing
from onelayer.reading.network import Network
from onelayer.training.progress import Preparation, Progress

ONE = Drawing((np.array([[0.5, 0.1], [0.5, 0.9]], np.float32),), 1)


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
        """Start the process, and let it teach one stroke, so that it loads and compiles all that the first lesson from
        a network needs."""
        with contextlib.suppress(OSError):  # it has just died
            self._idle().send(TeachingJob(start, (ONE,)))
            self._is_busy = True  # the next job comes after that lesson, which nobody gets

    def do(self, job: Job) -> Iterator[News]:
        """Do a job. A job whose iterator is closed is stopped.

        Yields:
            For a TrainingJob its reports, and before them how far it is prepared, if that takes long; for a TeachingJob
            the Lesson.

        Raises:
            TrainingDiverged: the weights are no longer finite.
            TrainingProcessError: the process died, or could not do the job.
        """
        connection = self._idle()
        self._is_busy = True
        try:
            connection.send(job)
            goes_on = True
            while goes_on:
                news = self._receive(connection)
                goes_on = self._is_busy  # before the yield: the process may be closed meanwhile
                if isinstance(news, Exception):
                    raise news
                yield news
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

    def _receive(self, connection: Connection) -> News | Exception:
        """Wait for the next news of the job, or for the error that ends it."""
        news: News | Exception = connection.recv()
        self._is_busy = isinstance(news, Preparation) or (isinstance(news, Progress) and not news.finished)
        return news

    def _idle(self) -> Connection:
        """Start the process if it is not there, wait for the end of a job that nobody follows, and return the pipe."""
        connection = self.start()
        try:
            while self._is_busy:
                self._receive(connection)
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

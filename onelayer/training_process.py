"""Training in a process of its own, so that the page stays quick while somebody trains.

TensorFlow takes seconds to import and holds Python's lock while it does; in the server's process every pen on every
page would stand still. The child process starts with the first use, at a low priority, and stays for the next run.
"""

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection

import numpy as np

from onelayer.drawing import Drawing
from onelayer.evaluation import Figures
from onelayer.recipe import Recipe
from onelayer.teaching import Lesson
from onelayer.training import Progress, TrainingDiverged

NICENESS = 19
POLL_SECONDS = 0.05
GET_READY_TO_TEACH = "get ready to teach"
A_STROKE = Drawing((np.array([[0.5, 0.1], [0.5, 0.9]], np.float32),), 1)


class TrainingProcessError(RuntimeError):
    """The process ended before the run did; the message says what to do."""


@dataclass(frozen=True, eq=False)
class Order:
    """One run to train. pause: seconds to wait after each report, for slow motion; drawings: variations of them are
    added to the recipe's examples."""

    recipe: Recipe
    reports_per_epoch: int = 4
    pause: float = 0.0
    drawings: tuple[Drawing, ...] = ()


@dataclass(frozen=True, eq=False)
class LessonOrder:
    """A hand to teach to the shipped Upright network."""

    drawings: tuple[Drawing, ...]


@dataclass(frozen=True, eq=False)
class Finished:
    """The last message of a run: its last report, and the network's figures on the 10,000 test images."""

    progress: Progress
    test: Figures


class TrainingProcess:
    """Trains one run at a time. Whoever calls `train` while another run goes on ends that run first: the page
    queues its visitors, so such a run is one whose visitor has left."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: multiprocessing.process.BaseProcess | None = None
        self._connection: Connection | None = None
        self._busy = False

    def start(self) -> None:
        """Start the process, so that TensorFlow is loaded by the time it is asked to train."""
        with self._lock:
            self._started()

    def get_ready_to_teach(self) -> None:
        """Start it, and let it prepare what the first lesson would wait for, unless it is at work."""
        with self._lock:
            connection = self._started()
            if not self._busy:
                connection.send(GET_READY_TO_TEACH)

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def train(
        self, order: Order, should_stop: Callable[[], bool] = lambda: False
    ) -> Iterator[list[Progress] | Finished | None]:
        """What came in since the last item: reports, or None while nothing did; at the end, Finished.

        Raises:
            TrainingDiverged: as `training.train` does.
            TrainingProcessError: the process died.
        """
        for news in self._converse(order, should_stop):
            assert not isinstance(news, Lesson)
            yield news

    def teach(self, drawings: Sequence[Drawing]) -> Iterator[Lesson | None]:
        """None while the lesson goes on; at the end the Lesson.

        Raises:
            TrainingProcessError: the process died, or the drawings cannot be taught.
        """
        for news in self._converse(LessonOrder(tuple(drawings)), lambda: False):
            assert news is None or isinstance(news, Lesson)
            yield news

    def _converse(
        self, order: Order | LessonOrder, should_stop: Callable[[], bool]
    ) -> Iterator[list[Progress] | Finished | Lesson | None]:
        with self._lock:
            connection = self._idle_connection()
            connection.send(order)
            self._busy = True
        stop_sent = False
        try:
            while True:
                if not stop_sent and should_stop():
                    connection.send("stop")
                    stop_sent = True
                if not connection.poll(POLL_SECONDS):
                    yield None
                    continue
                reports: list[Progress] = []
                while connection.poll():
                    message = connection.recv()
                    if isinstance(message, Progress):
                        reports.append(message)
                        continue
                    self._busy = False
                    if reports:
                        yield reports
                    if isinstance(message, Exception):
                        raise message
                    yield message
                    return
                yield reports
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
            self._process = context.Process(target=_serve, args=(theirs,), daemon=True, name="onelayer-training")
            self._process.start()
            theirs.close()
        return self._connection

    def _idle_connection(self) -> Connection:
        connection = self._started()
        if self._busy:
            try:
                connection.send("stop")
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
        self._busy = False


def _serve(connection: Connection) -> None:
    """The child: load what training needs, then train what is ordered until the parent is gone."""
    if hasattr(os, "nice"):
        os.nice(NICENESS)  # the server answers pens first
    # One core is left to the server: the compiled loop uses one anyway.
    os.environ.update(TF_NUM_INTRAOP_THREADS="1", OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1")
    from onelayer.recipe import ARTICLE
    from onelayer.training import train

    next(train(ARTICLE))  # loads the data and compiles, so that the first run is as quick as the next
    while True:
        try:
            order = connection.recv()
        except (EOFError, OSError):
            return
        # A "stop" that came after its run had ended is no order.
        if isinstance(order, Order):
            _answer(connection, partial(_train, connection, order))
        elif order == GET_READY_TO_TEACH:
            _teach(LessonOrder((A_STROKE,)))  # for what it loads and compiles
        elif isinstance(order, LessonOrder):
            _answer(connection, partial(_teach, order))


def _answer(connection: Connection, work: Callable[[], object]) -> None:
    """Send what comes of the work, which may be an error."""
    try:
        connection.send(work())
    except TrainingDiverged as error:
        connection.send(error)
    except (EOFError, OSError):
        raise SystemExit from None  # the parent is gone
    except Exception as error:  # whatever it was, the page must hear of it, or it would wait for ever
        connection.send(TrainingProcessError(f"Training failed: {error}"))


def _train(connection: Connection, order: Order) -> Finished:
    """Train, and send each report."""
    from onelayer.evaluation import measure_on_mnist_test
    from onelayer.teaching import examples_with_hand
    from onelayer.training import examples_of, train_on

    def should_stop() -> bool:
        if not connection.poll():
            return False
        connection.recv()
        return True

    training, validation = examples_of(order.recipe)
    if order.drawings:
        training = examples_with_hand(order.recipe, training, order.drawings)
    for progress in train_on(
        order.recipe, training, validation, should_stop=should_stop, reports_per_epoch=order.reports_per_epoch
    ):
        connection.send(progress)
        connection.poll(order.pause)  # waits, unless there is something to hear
    return Finished(progress, measure_on_mnist_test(progress.network))


def _teach(order: LessonOrder) -> Lesson:
    from onelayer.storage import load_shipped_network
    from onelayer.teaching import teach

    return teach(order.drawings, load_shipped_network("upright").network)

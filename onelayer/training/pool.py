"""The pool of training processes, and the queue of jobs that wait for one."""

import heapq
import math
import os
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from types import TracebackType

from onelayer.reading.network import Network
from onelayer.training.duration import Pace, advise_shorter
from onelayer.training.fair_queue import Entry, FairQueue
from onelayer.training.jobs import Job, JobResult, News, TrainingJob
from onelayer.training.process import TrainingProcess

PROCESSES_SETTING = "ONE_LAYER_TRAINING_PROCESSES"
MOST_PROCESSES = 4  # unless PROCESSES_SETTING asks for more
BYTES_PER_PROCESS = 1_500_000_000
LONG_RUN = 3  # seconds: the speed of the machine is learned from each report of a longer run, else only from its end
LONGEST_RUN = 120  # seconds that a run may take with the machine to itself
LONGEST_WAIT = 300  # seconds that a job may wait for its turn: thirty Directions runs on two cores


class JobRefused(Exception):
    """The pool refuses a job; the message says why, and what the visitor can do instead."""


@dataclass(frozen=True)
class Wait:
    """The place of a job that waits.

    Attributes:
        place: 1 for the next job; 0 for a job that no longer waits.
        seconds: the time until its turn, about.
    """

    place: int
    seconds: float


@dataclass(eq=False)
class Running:
    """A job that a process is doing.

    Attributes:
        began: the time when it began, on the monotonic clock.
        training_began: the time of its first report, when its inputs had been prepared; None before.
        fraction: the fraction that is done, 0 to 1, by its last report.
        finished: it was done to its end.
        was_prepared: its inputs had been prepared before it began.
    """

    began: float
    training_began: float | None = None
    fraction: float = 0.0
    finished: bool = False
    was_prepared: bool = True


@dataclass(eq=False)
class Ticket:
    """A job's place in the queue, and its process when it has its turn.

    A context manager: at the end of the block the job leaves the queue, or its process becomes free.

    Attributes:
        pool: the pool that the ticket belongs to.
        job: the job.
        visitor: the visitor that asked for the job.
        turn: resolves to the process when the job has its turn; cancelled when the job leaves the queue before.
        entry: the entry in the queue while the job waits; None after.
        running: the state of the job from its turn on; None before.
    """

    pool: "TrainingPool"
    job: Job
    visitor: str
    turn: "Future[TrainingProcess]" = field(default_factory=Future)
    entry: Entry["Ticket"] | None = None
    running: Running | None = None

    @property
    def wait(self) -> Wait:
        """The place of the job in the queue now."""
        return self.pool.wait_of(self)

    @property
    def is_ready(self) -> bool:
        """Whether its process has loaded TensorFlow, so that the job begins at once. Only for a job in its turn."""
        return self.turn.result().is_loaded

    def run(self, should_stop: Callable[[], bool] = lambda: False) -> Iterator[News]:
        """Do the job. Call it when the job has its turn.

        The process is free for the next job before the result is given, so that no job waits while the page shows it.

        Yields:
            The news of the job, at the end its result.

        Raises:
            TrainingDiverged: the weights are no longer finite.
            TrainingProcessError: the process died, or could not do the job.
        """
        news: News = None
        for news in self.turn.result().do(self.job, should_stop):
            self.pool.note(self, news)
            if news is None or isinstance(news, list):
                yield news
        self.pool.leave(self)
        yield news

    def __enter__(self) -> "Ticket":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.pool.leave(self)


class TrainingPool:
    """Training processes that do the jobs of all visitors in a fair order. Its methods may be called in any thread."""

    def __init__(self, processes: int | None = None) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="one-layer-", ignore_cleanup_errors=True)
        count = processes or count_processes()
        self._processes = [TrainingProcess(Path(self._folder.name)) for _ in range(count)]
        self._idle = list(self._processes)
        self._queue: FairQueue[Ticket] = FairQueue()
        self._tickets: set[Ticket] = set()  # of the jobs that have their turn
        self._lock = threading.RLock()
        self.pace = Pace()

    def start(self) -> None:
        """Start the processes, so that TensorFlow is loaded by the time they are asked to train."""
        for process in self._processes:
            process.start()

    def prepare_to_teach(self, start: Network) -> None:
        """Let a free process start and prepare everything that the first lesson from a network needs.

        Does nothing if all processes are busy.
        """
        with self._lock:
            if self._idle:
                self._idle[0].prepare_to_teach(start)

    def close(self) -> None:
        """End the processes."""
        for process in self._processes:
            process.close()
        self._folder.cleanup()

    def join(self, visitor: str, job: Job) -> Ticket:
        """Put a visitor's job into the queue.

        Raises:
            JobRefused: the job would take or wait too long, or the visitor has a job of this type that waits already.
        """
        with self._lock:
            self._refuse_long(job)
            if self._queue.waits_of(lambda other: other.visitor == visitor and type(other.job) is type(job)):
                raise JobRefused("One of yours waits already. Stop it first, or let it have its turn.")
            ticket = Ticket(self, job, visitor)
            ticket.entry = self._queue.add(ticket, visitor, self.pace.seconds(job))
            self._serve()
            if ticket.entry is not None and (seconds := self.wait_of(ticket).seconds) > LONGEST_WAIT:
                self.leave(ticket)
                raise JobRefused(
                    f"{format_seconds(seconds).capitalize()} of training wait before yours, and {LONGEST_WAIT // 60} "
                    "minutes are the most. Try again in a moment."
                )
            return ticket

    def leave(self, ticket: Ticket) -> None:
        """Take a job that waits out of the queue, or free the process of a job that had its turn.

        Does nothing the second time.
        """
        with self._lock:
            if ticket.entry is not None:
                self._queue.remove(ticket.entry)
                ticket.entry = None
                ticket.turn.cancel()
            elif ticket in self._tickets:
                self._tickets.remove(ticket)
                self._idle.append(ticket.turn.result())
                if ticket.running:
                    took = monotonic() - ticket.running.began
                    self._queue.charge(ticket.visitor, took - self.pace.seconds(ticket.job))
                    if ticket.running.finished and ticket.running.was_prepared:
                        self.pace.learn(ticket.job, took, others_wait=len(self._queue) > 0)
            self._serve()

    def leave_all(self, visitor: str) -> None:
        """Take a visitor's waiting jobs out of the queue. A running job is stopped by the caller of `Ticket.run`."""
        with self._lock:
            for entry in self._queue.order:
                if entry.visitor == visitor:
                    self.leave(entry.item)

    def wait_of(self, ticket: Ticket) -> Wait:
        """Return the place of a job in the queue, and estimate the time until its turn."""
        with self._lock:
            free = [0.0] * len(self._idle) + [self._seconds_left(other) for other in self._tickets]
            heapq.heapify(free)
            for place, entry in enumerate(self._queue.order, 1):
                if entry.item is ticket:
                    return Wait(place, free[0])
                heapq.heapreplace(free, free[0] + self.pace.seconds(entry.item.job, others_wait=True))
            return Wait(0, 0.0)

    def note(self, ticket: Ticket, news: News) -> None:
        """Learn the speed of this machine from the news of a job."""
        running = ticket.running
        if news is None or running is None:
            return
        with self._lock:
            now = monotonic()
            if isinstance(news, list):
                running.training_began = running.training_began or now
                running.fraction = news[-1].batches_done / news[-1].batches_in_all
                self.pace.note_prepared(ticket.job)
                if self.pace.seconds(ticket.job) > LONG_RUN:  # for a short run, its whole time says more
                    seconds = now - running.training_began
                    self.pace.learn(ticket.job, seconds, running.fraction, others_wait=len(self._queue) > 0)
            else:
                running.fraction = 1.0
                running.finished = not (isinstance(news, JobResult) and news.progress.stopped)

    def _serve(self) -> None:
        """Give the free processes to the next jobs."""
        while self._idle and (entry := self._queue.take()):
            ticket = entry.item
            ticket.entry = None
            ticket.running = Running(monotonic(), was_prepared=self.pace.is_prepared(ticket.job))
            self._tickets.add(ticket)
            ticket.turn.set_result(self._idle.pop(0))

    def _refuse_long(self, job: Job) -> None:
        seconds = self.pace.seconds(job)
        if seconds > LONGEST_RUN and isinstance(job, TrainingJob):
            raise JobRefused(
                f"It would take {format_seconds(seconds)}, and {LONGEST_RUN // 60} minutes are the most: others wait. "
                + advise_shorter(job.recipe, seconds, LONGEST_RUN)
            )

    def _seconds_left(self, ticket: Ticket) -> float:
        """Estimate the seconds until the end of a job that has its turn."""
        running, expected = ticket.running, self.pace.seconds(ticket.job, others_wait=True)
        if running is None:
            return expected
        took = monotonic() - running.began
        return expected * (1 - running.fraction) if running.fraction else max(0.1 * expected, expected - took)


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


def format_seconds(seconds: float) -> str:
    """Write a time in rounded words: `about 7 s`, `about 50 s`, `about 3 minutes`."""
    if seconds < 10:
        return f"about {max(1, round(seconds))} s"
    if seconds < 95:
        return f"about {5 * round(seconds / 5)} s"
    minutes = round(seconds / 60)
    return f"about {minutes} minute{'s' if minutes > 1 else ''}"

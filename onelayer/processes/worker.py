"""The program of a training process. It imports NumPy only after the number of threads is set: NumPy reads it once."""

import os
from collections.abc import Callable
from functools import partial
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from onelayer.processes.jobs import PrepareToTeach, TeachingJob, TrainingJob
    from onelayer.training.teaching import Lesson

TOLD = 20  # captchas that are made between two messages
NICENESS = 19  # the lowest priority: the server goes first
THREADS = "1"  # two threads are quicker on an idle machine, but wait for each other when other programs use the cores
THREAD_SETTINGS = ("TF_NUM_INTRAOP_THREADS", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS")


def serve(connection: Connection, shared: "Path | None" = None) -> None:
    """Load all that training needs, then do one job after the other until the parent process is gone.

    Args:
        connection: the pipe to the parent process.
        shared: a folder for prepared inputs, which other training processes use too; None for no folder.
    """
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    os.environ.update(dict.fromkeys(THREAD_SETTINGS, THREADS))
    from onelayer.data.shared_arrays import share_arrays_in
    from onelayer.processes.jobs import PrepareToTeach, TeachingJob, TrainingJob
    from onelayer.training.recipes import ARTICLE
    from onelayer.training.training import train

    if shared:
        share_arrays_in(shared)
    next(train(ARTICLE))  # loads the data and compiles the loop, so that the first run is as quick as later ones
    while True:
        try:
            job = connection.recv()
        except (EOFError, OSError):
            return
        if isinstance(job, TrainingJob):
            answer(connection, partial(do_training, connection, job))
        elif isinstance(job, TeachingJob):
            answer(connection, partial(do_teaching, job))
        elif isinstance(job, PrepareToTeach):
            prepare_to_teach(job)
        # A STOP that came after the end of its run is ignored.


def answer(connection: Connection, work: Callable[[], object]) -> None:
    """Send the end of a job: what its work returns, or the error that it raises."""
    from onelayer.processes.jobs import TrainingProcessError
    from onelayer.training.progress import TrainingDiverged

    try:
        connection.send(work())
    except TrainingDiverged as error:
        connection.send(error)
    except (EOFError, OSError):
        raise SystemExit from None  # the parent is gone
    except Exception as error:  # the parent must hear of any error, or it would wait for ever
        connection.send(TrainingProcessError(f"Training failed: {error}"))


class Stopped(Exception):
    """The job was stopped while it was prepared."""


def do_training(connection: Connection, job: "TrainingJob") -> str:
    """Train, and send each report. Any message that arrives meanwhile stops the run."""
    from onelayer.processes.jobs import DONE
    from onelayer.training.examples import load_examples
    from onelayer.training.progress import Preparation
    from onelayer.training.teaching import add_drawings
    from onelayer.training.training import train_on

    def should_stop() -> bool:
        if not connection.poll():
            return False
        connection.recv()
        return True

    def tell(done: int, count: int) -> None:
        if should_stop():
            raise Stopped
        if done % TOLD == 0:
            connection.send(Preparation(done, count))

    try:
        training, validation = load_examples(job.recipe, tell)
    except Stopped:
        return DONE
    if job.drawings:
        training = add_drawings(job.recipe, training, job.drawings)
    for progress in train_on(
        job.recipe,
        training,
        validation,
        should_stop=should_stop,
        start=job.start,
        reports_per_epoch=job.reports_per_epoch,
    ):
        connection.send(progress)
        if not progress.finished:
            connection.poll(job.pause)  # waits for the pause, or until a message arrives
    return DONE


def do_teaching(job: "TeachingJob") -> "Lesson":
    """Teach, and return the lesson."""
    from onelayer.training.teaching import teach

    return teach(job.drawings, job.start, job.recipe)


def prepare_to_teach(job: "PrepareToTeach") -> None:
    """Teach one stroke, only to load and compile all that a lesson needs."""
    import numpy as np

    from onelayer.reading.drawing import Drawing
    from onelayer.training.teaching import teach

    teach([Drawing((np.array([[0.5, 0.1], [0.5, 0.9]], np.float32),), 1)], job.start)

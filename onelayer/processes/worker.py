"""The program of a training process. It imports NumPy only after the number of threads is set: NumPy reads it once."""

import os
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from onelayer.processes.jobs import Job, TrainingJob

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
    from onelayer.processes.jobs import STOP
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
        if job != STOP:  # one that came after the end of its run
            do(job, connection)


def do(job: "Job", connection: Connection) -> None:
    """Do a job, and send its news, or the error that ends it."""
    from onelayer.processes.jobs import Stopped, TeachingJob, TrainingProcessError
    from onelayer.training.progress import TrainingDiverged
    from onelayer.training.teaching import teach

    try:
        if isinstance(job, TeachingJob):
            connection.send(teach(job.drawings, job.start, job.recipe))
        else:
            do_training(job, connection)
    except (TrainingDiverged, Stopped) as error:
        connection.send(error)
    except (EOFError, OSError):
        raise SystemExit from None  # the parent is gone
    except Exception as error:  # the parent must hear of any error, or it would wait for ever
        connection.send(TrainingProcessError(f"Training failed: {error}"))


def do_training(job: "TrainingJob", connection: Connection) -> None:
    """Train, and send each report. Any message that arrives meanwhile stops the run.

    Raises:
        Stopped: it was stopped before its first report.
        TrainingDiverged: the weights are no longer finite.
    """
    from onelayer.processes.jobs import Stopped
    from onelayer.training.examples import load_examples
    from onelayer.training.progress import Preparation
    from onelayer.training.teaching import add_drawings
    from onelayer.training.training import train

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

    training, validation = load_examples(job.recipe, tell)
    if job.drawings:
        training = add_drawings(job.recipe, training, job.drawings)
    reports = train(
        job.recipe,
        (training, validation),
        should_stop=should_stop,
        start=job.start,
        reports_per_epoch=job.reports_per_epoch,
    )
    for progress in reports:
        connection.send(progress)
        if not progress.finished:
            connection.poll(job.pause)  # waits for the pause, or until a message arrives

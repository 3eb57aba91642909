"""What runs in the training process. It imports nothing before the number of threads is set: NumPy reads it once."""

import os
from collections.abc import Callable
from functools import partial
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from onelayer.training.jobs import JobResult, PrepareToTeach, TeachingJob, TrainingJob
    from onelayer.training.teaching import Lesson

NICENESS = 19  # the server answers first
THREADS = "1"  # two are quicker alone, and wait for each other where others use the cores
THREAD_SETTINGS = ("TF_NUM_INTRAOP_THREADS", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS")


def serve(connection: Connection, shared: "Path | None" = None) -> None:
    """Load what training needs, then do one job after the other until the parent is gone. shared: a folder for
    prepared inputs, which other processes use too."""
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    os.environ.update(dict.fromkeys(THREAD_SETTINGS, THREADS))
    from onelayer.data.shared_arrays import share_arrays_in
    from onelayer.training.jobs import PrepareToTeach, TeachingJob, TrainingJob
    from onelayer.training.recipe import ARTICLE
    from onelayer.training.training import train

    if shared:
        share_arrays_in(shared)
    next(train(ARTICLE))  # loads the data and compiles, so that the first run is as quick as the next
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
        # A STOP that came after its run had ended is no job.


def answer(connection: Connection, work: Callable[[], object]) -> None:
    """Send what the work gives, or the error it raises."""
    from onelayer.training.jobs import TrainingProcessError
    from onelayer.training.progress import TrainingDiverged

    try:
        connection.send(work())
    except TrainingDiverged as error:
        connection.send(error)
    except (EOFError, OSError):
        raise SystemExit from None  # the parent is gone
    except Exception as error:  # whatever it was, the page must hear of it, or it would wait for ever
        connection.send(TrainingProcessError(f"Training failed: {error}"))


def do_training(connection: Connection, job: "TrainingJob") -> "JobResult":
    """Train, and send each report; anything that arrives meanwhile asks to stop."""
    from onelayer.training.evaluation import measure_on_mnist_test
    from onelayer.training.examples import load_examples
    from onelayer.training.jobs import JobResult
    from onelayer.training.teaching import add_drawings
    from onelayer.training.training import train_on

    def should_stop() -> bool:
        if not connection.poll():
            return False
        connection.recv()
        return True

    training, validation = load_examples(job.recipe)
    if job.drawings:
        training = add_drawings(job.recipe, training, job.drawings)
    for progress in train_on(
        job.recipe, training, validation, should_stop=should_stop, reports_per_epoch=job.reports_per_epoch
    ):
        connection.send(progress)
        connection.poll(job.pause)  # waits, unless there is something to hear
    return JobResult(progress, measure_on_mnist_test(progress.network))


def do_teaching(job: "TeachingJob") -> "Lesson":
    """Teach, and give what came of it."""
    from onelayer.training.teaching import teach

    return teach(job.drawings, job.start)


def prepare_to_teach(job: "PrepareToTeach") -> None:
    """Teach one stroke, for what that loads and compiles."""
    import numpy as np

    from onelayer.reading.drawing import Drawing
    from onelayer.training.teaching import teach

    teach([Drawing((np.array([[0.5, 0.1], [0.5, 0.9]], np.float32),), 1)], job.start)

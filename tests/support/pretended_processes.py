"""Training processes that train nothing."""

import time
from collections.abc import Iterator

import numpy as np

from onelayer.files.network_file import load_shipped_network
from onelayer.processes.jobs import Job, News, TeachingJob, TrainingProcessError
from onelayer.processes.training_processes import TrainingProcesses
from onelayer.reading.network import Network
from onelayer.training.evaluation import Metrics
from onelayer.training.progress import Progress
from onelayer.training.recipe import Recipe
from onelayer.training.teaching import STRENGTHS, Lesson

FAILING_SEED = 1
STEP_SECONDS = 0.02  # between two reports of a run that does not end


class PretendedProcesses(TrainingProcesses):
    """A run has three reports, of a network that ships and a loss that is no number; a lesson teaches nothing.

    Attributes:
        runs_on: a run has no end.
        going: the number of jobs that go on.
    """

    runs_on = False
    going = 0

    def start(self) -> None:
        pass

    def prepare_to_teach(self, start: Network) -> None:
        pass

    def do(self, job: Job) -> Iterator[News]:
        process = self._free.get()
        self.going += 1
        try:
            yield from self._pretend(job)
        finally:
            self.going -= 1
            self._free.put(process)

    def _pretend(self, job: Job) -> Iterator[News]:
        if isinstance(job, TeachingJob):
            network, accuracy = job.start, np.ones(len(STRENGTHS))
            yield Lesson(network, network, len(job.drawings), 10, accuracy, accuracy, 0.5)
            return
        if job.recipe.seed == FAILING_SEED:
            raise TrainingProcessError("The training process ended unexpectedly.")
        while self.runs_on:
            yield report(job.recipe, 1)
            time.sleep(STEP_SECONDS)
        for batches in (1, 2, job.recipe.epochs * job.recipe.batches):
            yield report(job.recipe, batches)


def report(recipe: Recipe, batches: int) -> Progress:
    """A report after so many batches of a run."""
    epoch, batch = divmod(batches - 1, recipe.batches)
    metrics, ends = Metrics(float("nan"), 0.5), batches == recipe.epochs * recipe.batches
    network = load_shipped_network("article").network
    place = (epoch + 1, batch + 1, recipe.batches, min(batches, 3), 3)
    validation = metrics if ends else None
    return Progress(recipe, *place, metrics, metrics, validation, network, 0.1, finished=ends)

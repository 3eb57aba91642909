"""Estimates how long a training job will take."""

import math
from dataclasses import dataclass, field
from functools import lru_cache

from onelayer.training.jobs import Job, TeachingJob, TrainingJob
from onelayer.training.recipe import LIMITS, Recipe
from onelayer.training.schedule import schedule_reports

# Measured with one thread of a 2-core machine. `python bench/load.py` prints the errors of the estimates.
SECONDS_PER_IMAGE = {True: 1.6e-6, False: 4.2e-6}  # True: a raw image, which is kept as bytes
SECONDS_PER_BATCH = 25e-6
SECONDS_TO_PREPARE = {"raw": 1e-6, "scaled": 4e-6, "upright": 40e-6, "directions": 60e-6}  # per image
SECONDS_TO_VARY = 60e-6  # per image of MNIST, or per variation of a way of writing
SECONDS_AROUND = 0.15  # to begin, to measure on the test images, to send the answer
SECONDS_OF_LESSON = 0.9
SECONDS_OF_DRAWING = 2e-3  # per drawing, in a lesson or among the examples of a run

CROWDED = 1.25  # a job's time while others wait ÷ its time alone, assumed until it was measured
LEAST_LEARNED = 0.02  # the fraction of a job that must be done before its time says enough
LEARNING = 0.3  # the weight of one observation, 0 to 1


def work_seconds(job: Job) -> float:
    """Estimate a job's seconds on the machine of the constants above, without pauses, its inputs prepared already."""
    drawings = SECONDS_OF_DRAWING * len(job.drawings)
    if isinstance(job, TeachingJob):
        return SECONDS_OF_LESSON + drawings
    return _run_seconds(job.recipe, bool(job.drawings)) + drawings


def pause_seconds(job: Job) -> float:
    """Return the seconds of all pauses of a run in slow motion; 0 for other jobs."""
    if isinstance(job, TeachingJob) or not job.pause:
        return 0.0
    return job.pause * _count_reports(job.recipe, job.reports_per_epoch)


# Cached: each waiting visitor is told the time again and again, and each time the jobs before that one are added up.
@lru_cache(maxsize=512)
def _run_seconds(recipe: Recipe, with_drawings: bool) -> float:
    images = recipe.training_examples * (1.1 if with_drawings else 1.0)
    epoch = images * SECONDS_PER_IMAGE[recipe.input_form == "raw"] + recipe.batches * SECONDS_PER_BATCH
    return SECONDS_AROUND + recipe.epochs * epoch


@lru_cache(maxsize=512)
def _count_reports(recipe: Recipe, reports_per_epoch: int) -> int:
    return sum(map(len, schedule_reports(recipe, recipe.training_examples, reports_per_epoch)))


@lru_cache(maxsize=512)
def seconds_to_prepare(recipe: Recipe) -> float:
    """Estimate the seconds for preparing a recipe's inputs the first time."""
    drawn = recipe.training_examples - recipe.mnist_training_examples
    return recipe.training_examples * SECONDS_TO_PREPARE[recipe.input_form] + drawn * SECONDS_TO_VARY


@lru_cache(maxsize=512)
def inputs_key(recipe: Recipe) -> tuple[object, ...]:
    """Return a key that is equal for all recipes that train and validate on the same inputs."""
    return (recipe.input_form, recipe.examples, recipe.mnist_training_examples, recipe.styles, recipe.variations)


def advise_shorter(recipe: Recipe, seconds: float, limit: float) -> str:
    """Write a sentence that says how to shorten a run.

    Args:
        recipe: the recipe of the run.
        seconds: the time that it would take.
        limit: the time that it may take, in seconds.
    """
    ways = []
    epochs = math.floor(recipe.epochs * limit / seconds)
    if 1 <= epochs < recipe.epochs:
        ways.append(f"{epochs} {'epoch' if epochs == 1 else 'epochs'}")
    if recipe.batch_size < LIMITS["batch_size"].high:
        ways.append("larger batches")
    if recipe.variations or recipe.styles:
        ways.append("fewer varied copies and ways of writing")
    return f"{' or '.join(ways or ['fewer examples']).capitalize()} would make it shorter."


@dataclass
class Pace:
    """The speed of this machine now, learned from the times of jobs.

    Attributes:
        factors: measured time ÷ estimated time, by the kind of job and by whether other jobs waited meanwhile (then all
            of the machine is busy).
        prepared: the keys of inputs that are prepared already.
    """

    factors: dict[tuple[str, bool], float] = field(default_factory=dict)
    prepared: set[tuple[object, ...]] = field(default_factory=set)

    def seconds(self, job: Job, others_wait: bool = False) -> float:
        """Estimate the seconds that a job will take on this machine now."""
        preparing = 0.0
        if isinstance(job, TrainingJob) and not self.is_prepared(job):
            preparing = seconds_to_prepare(job.recipe)
        return self.factor(job, others_wait) * work_seconds(job) + pause_seconds(job) + preparing

    def is_prepared(self, job: Job) -> bool:
        """Whether some process has prepared a job's inputs. A lesson's inputs are prepared before the first lesson."""
        return isinstance(job, TeachingJob) or inputs_key(job.recipe) in self.prepared

    def note_prepared(self, job: Job) -> None:
        """Note that a job's inputs are prepared."""
        if isinstance(job, TrainingJob):
            self.prepared.add(inputs_key(job.recipe))

    def learn(self, job: Job, seconds: float, fraction: float = 1.0, others_wait: bool = False) -> None:
        """Learn from a fraction (0 to 1) of a job that took so many seconds, without the time for preparing inputs."""
        if fraction < LEAST_LEARNED:
            return
        observed = max(0.1, (seconds / fraction - pause_seconds(job)) / work_seconds(job))
        known = self.factor(job, others_wait)
        self.factors[_kind(job), others_wait] = known + LEARNING * (min(20.0, observed) - known)

    def factor(self, job: Job, others_wait: bool = False) -> float:
        """Return measured ÷ estimated time for jobs of this kind; before one was measured, the mean of other kinds."""
        if (_kind(job), others_wait) in self.factors:
            return self.factors[_kind(job), others_wait]
        if others_wait:
            return CROWDED * self.factor(job)
        known = [factor for (_, waited), factor in self.factors.items() if not waited]
        return sum(known) / len(known) if known else 1.0


def _kind(job: Job) -> str:
    return job.recipe.input_form if isinstance(job, TrainingJob) else "lesson"

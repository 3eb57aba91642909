"""The messages to a training process, and its news."""

from dataclasses import dataclass
from typing import TypeAlias

from onelayer.reading.drawing import Drawing
from onelayer.reading.network import Network
from onelayer.training.progress import Preparation, Progress
from onelayer.training.recipe import Recipe
from onelayer.training.teaching import RECIPE, Lesson

STOP = "stop"
"""Stops the job, which then ends with a last report, or with Stopped."""


class Stopped(Exception):
    """The job was stopped before its first report."""


class TrainingProcessError(RuntimeError):
    """The process ended before its job was done, or could not do it; the message says what to do."""


@dataclass(frozen=True, eq=False)
class TrainingJob:
    """Train a recipe.

    Attributes:
        recipe: what to train.
        reports_per_epoch: the least number of reports in an epoch.
        pause: seconds to wait after each report, for slow motion.
        drawings: labelled drawings; variations of them are added to the recipe's examples.
        start: the network whose weights to start from; None for random weights from the seed.
    """

    recipe: Recipe
    reports_per_epoch: int = 4
    pause: float = 0.0
    drawings: tuple[Drawing, ...] = ()
    start: Network | None = None


@dataclass(frozen=True, eq=False)
class TeachingJob:
    """Teach a network a hand.

    Attributes:
        start: the network before the lesson.
        drawings: each with its label.
        recipe: what to train from the start.
    """

    start: Network
    drawings: tuple[Drawing, ...]
    recipe: Recipe = RECIPE


Job: TypeAlias = TrainingJob | TeachingJob
News: TypeAlias = Preparation | Progress | Lesson
"""News of a job. It ends with a finished report, with a lesson, or with an exception."""

"""The messages to a training process, and its answers."""

from dataclasses import dataclass
from typing import TypeAlias

from onelayer.reading.drawing import Drawing
from onelayer.reading.network import Network
from onelayer.training.progress import Preparation, Progress
from onelayer.training.recipe import Recipe
from onelayer.training.teaching import RECIPE, Lesson

STOP = "stop"
"""Stops the job; the process sends its end as always."""
DONE = "done"
"""The end of a TrainingJob, after its reports. The end of a TeachingJob is its Lesson; of either, an exception."""


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


@dataclass(frozen=True, eq=False)
class PrepareToTeach:
    """Load and compile everything that the first lesson from a network needs. The process sends no answer."""

    start: Network


Job: TypeAlias = TrainingJob | TeachingJob
News: TypeAlias = list[Progress] | Preparation | Lesson
"""News of a job: the reports of a run since the last news, how far it is prepared, or the lesson."""

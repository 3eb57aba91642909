"""What the training process is asked, and what it answers."""

from dataclasses import dataclass
from typing import TypeAlias

from onelayer.reading.drawing import Drawing
from onelayer.reading.network import Network
from onelayer.training.evaluation import Metrics
from onelayer.training.progress import Progress
from onelayer.training.recipe import Recipe
from onelayer.training.teaching import Lesson

STOP = "stop"


class TrainingProcessError(RuntimeError):
    """The process ended before its job did, or could not do it; the message says what to do."""


@dataclass(frozen=True, eq=False)
class TrainingJob:
    """Train a recipe.

    Attributes:
        recipe: what to train.
        reports_per_epoch: how often to report at least.
        pause: seconds to wait after each report, for slow motion.
        drawings: variations of them are added to the recipe's examples.
    """

    recipe: Recipe
    reports_per_epoch: int = 4
    pause: float = 0.0
    drawings: tuple[Drawing, ...] = ()


@dataclass(frozen=True, eq=False)
class TeachingJob:
    """Teach a network a hand.

    Attributes:
        start: the network as it is.
        drawings: each with its label.
    """

    start: Network
    drawings: tuple[Drawing, ...]


@dataclass(frozen=True, eq=False)
class PrepareToTeach:
    """Load and compile what the first lesson from a network would wait for; nothing is answered."""

    start: Network


@dataclass(frozen=True, eq=False)
class JobResult:
    """The answer to a TrainingJob, after its reports.

    Attributes:
        progress: the last report.
        test: the network's metrics on the 10,000 test images.
    """

    progress: Progress
    test: Metrics


Job: TypeAlias = TrainingJob | TeachingJob
News: TypeAlias = list[Progress] | JobResult | Lesson | None
"""What comes of a job: reports since the last news, None where there are none; at the end, its result."""

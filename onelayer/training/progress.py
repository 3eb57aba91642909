"""The reports of a training run."""

from dataclasses import dataclass

from onelayer.reading.network import Network
from onelayer.training.calibration import Calibration
from onelayer.training.evaluation import Metrics
from onelayer.training.recipe import Recipe


@dataclass(frozen=True)
class Preparation:
    """News of a run before its first batch: its captchas are being made.

    Attributes:
        done: captchas that are made.
        count: captchas in all.
    """

    done: int
    count: int


class TrainingDiverged(Exception):
    """A weight is no longer a finite number; the message says at which batch, and what to change."""


@dataclass(frozen=True, eq=False)
class Progress:
    """One report of a training run.

    Attributes:
        recipe: the recipe that is trained.
        epoch: 1 to `recipe.all_epochs`.
        batch: the number of batches of this epoch that are done.
        batches: the number of batches in an epoch.
        report: the number of this report, from 1.
        reports: the number of reports of the whole run, if it is not stopped.
        training: the mean over this epoch's batches so far, each measured before its own step, as Keras prints it.
        recent: the same over the batches since the last report.
        validation: the metrics on the validating images, at the end of an epoch or of the run; None in other reports,
            and if the recipe keeps no images for validation.
        network: a copy of the network now.
        seconds: the time of training since the first batch, without the consumer's time between reports.
        calibration: at the end of a run whose recipe asks for it; else None.
        finished: this is the last report.
        stopped: it is the last report because the run was stopped.
    """

    recipe: Recipe
    epoch: int
    batch: int
    batches: int
    report: int
    reports: int
    training: Metrics
    recent: Metrics
    validation: Metrics | None
    network: Network
    seconds: float
    calibration: Calibration | None = None
    finished: bool = False
    stopped: bool = False

    @property
    def batches_done(self) -> int:
        """Batches since the start of the run."""
        return (self.epoch - 1) * self.batches + self.batch

    @property
    def batches_in_all(self) -> int:
        """Batches in the whole run."""
        return self.recipe.all_epochs * self.batches

"""How far a training run is: what training reports while it goes on."""

from dataclasses import dataclass

from onelayer.reading.network import Network
from onelayer.training.calibration import Calibration
from onelayer.training.evaluation import Metrics
from onelayer.training.recipe import Recipe


class TrainingDiverged(Exception):
    """The weights left the finite numbers; the message says at which batch and what to change."""


@dataclass(frozen=True, eq=False)
class Progress:
    """One report of a training run.

    Attributes:
        recipe: what is trained.
        epoch: 1 to `recipe.epochs`.
        batch: how many of the epoch's batches are done.
        batches: how many an epoch has.
        report: the number of this report, from 1.
        reports: how many there will be if nobody stops the run.
        training: the mean over this epoch's batches so far, each measured before its own step, as Keras prints it.
        recent: the same over the batches since the last report.
        validation: measured at the end of an epoch and of the run, where the recipe keeps images for it; else None.
        network: a copy of the network as it is now.
        seconds: of training since the first batch, without what the consumer took between reports.
        calibration: at the end of a run whose recipe asks for it; else None.
        finished: this is the last report.
        stopped: it is the last because somebody stopped the run.
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
        """Batches that the whole run takes."""
        return self.recipe.epochs * self.batches

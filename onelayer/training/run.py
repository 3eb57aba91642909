"""A finished training run: its recipe, its curves, its snapshots and the network it ended with."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from onelayer.reading.network import Network
from onelayer.training.evaluation import Metrics
from onelayer.training.progress import Progress, has_diverged
from onelayer.training.recipe import Recipe
from onelayer.training.trained_network import TrainedNetwork, name_accuracies

MOST_SNAPSHOTS = 60  # of one run: 1.9 MB


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The network after so many batches of its run."""

    batches_done: int
    network: Network


@dataclass(frozen=True, eq=False)
class Run:
    """A recipe that was trained.

    Attributes:
        recipe: the hyperparameters.
        batches: how many an epoch has.
        training: the curve, float32 (n, 3), a row a report: epochs done, loss, accuracy.
        validation: the same, a row an epoch; (0, 3) where the recipe keeps no images for it.
        snapshots: at least one, in order; the last has the network that the run ended with.
        seconds: of training.
        metrics: on the training images of the last epoch.
        test: on MNIST's 10,000 test images.
        stopped: somebody stopped it.
        drawings: how many of the visitor's drawings were among its examples, varied.
    """

    recipe: Recipe
    batches: int
    training: np.ndarray
    validation: np.ndarray
    snapshots: tuple[Snapshot, ...]
    seconds: float
    metrics: Metrics
    test: Metrics
    stopped: bool = False
    drawings: int = 0

    @property
    def network(self) -> Network:
        """What the run ended with."""
        return self.snapshots[-1].network

    @property
    def trained_network(self) -> TrainedNetwork:
        """The same, with the recipe and what was measured."""
        return TrainedNetwork(self.network, self.recipe, name_accuracies(self.metrics, self.validated, self.test))

    @property
    def validated(self) -> Metrics | None:
        """The last validation, if the recipe keeps images for it."""
        return Metrics(*map(float, self.validation[-1, 1:])) if len(self.validation) else None

    @property
    def first_loss(self) -> float:
        """Of the first batch, before its step; not a number where the curve is not known."""
        return float(self.training[0, 1]) if len(self.training) else math.nan

    @property
    def diverged(self) -> bool:
        """It ended worse than it began, on the validating images, or on those of the last epoch if there are none."""
        return has_diverged(self.first_loss, self.validated or self.metrics)

    @property
    def size(self) -> int:
        """Bytes of its arrays."""
        return self.training.nbytes + self.validation.nbytes + sum(map(snapshot_size, self.snapshots))

    def thinned(self, count: int) -> "Run":
        """The run with at most `count` (2 or more) of its snapshots; the first and the last stay."""
        return replace(self, snapshots=tuple(thin_snapshots(self.snapshots, count)))


@dataclass
class Recorder:
    """Collects the reports of a run while it goes on."""

    recipe: Recipe
    drawings: int = 0
    training: list[tuple[float, float, float]] = field(default_factory=list)
    validation: list[tuple[float, float, float]] = field(default_factory=list)
    snapshots: list[Snapshot] = field(default_factory=list)

    @property
    def training_points(self) -> np.ndarray:
        """The training curve so far, as a Run has it."""
        return _points(self.training)

    @property
    def validation_points(self) -> np.ndarray:
        """The validation curve so far, as a Run has it."""
        return _points(self.validation)

    def add(self, progress: Progress) -> None:
        """Take in one more report."""
        epochs_done = progress.batches_done / progress.batches
        self.training.append((epochs_done, *progress.recent))
        if progress.validation:
            self.validation.append((epochs_done, *progress.validation))
        snapshot = Snapshot(progress.batches_done, progress.network)
        if self.snapshots and self.snapshots[-1].batches_done == snapshot.batches_done:
            self.snapshots.pop()  # the same weights, calibrated
        self.snapshots.append(snapshot)
        self.snapshots = thin_snapshots(self.snapshots, MOST_SNAPSHOTS)

    def finish(self, last: Progress, test: Metrics) -> Run:
        """The run, after its last report."""
        return Run(
            self.recipe,
            last.batches,
            self.training_points,
            self.validation_points,
            tuple(self.snapshots),
            last.seconds,
            last.training,
            test,
            last.stopped,
            self.drawings,
        )


def _points(points: list[tuple[float, float, float]]) -> np.ndarray:
    return np.array(points, np.float32).reshape(-1, 3)


def snapshot_size(snapshot: Snapshot) -> int:
    """Bytes of its arrays."""
    return snapshot.network.kernel.nbytes + snapshot.network.bias.nbytes


def thin_snapshots(snapshots: Sequence[Snapshot], count: int) -> list[Snapshot]:
    """At most `count` (2 or more) of the snapshots: the one whose neighbours are the closest in ratio goes first.

    So what is left stays dense where learning is quick, in the first batches; the first and the last stay.
    """
    left = list(snapshots)
    while len(left) > max(count, 2):
        gaps = [
            math.log(after.batches_done / before.batches_done) for before, after in zip(left, left[2:], strict=False)
        ]
        left.pop(1 + gaps.index(min(gaps)))
    return left

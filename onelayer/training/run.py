"""A finished training run: its recipe, its curves, its snapshots and the network it ended with."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from onelayer.reading.network import Network
from onelayer.training.evaluation import Metrics
from onelayer.training.progress import Progress
from onelayer.training.recipe import Recipe
from onelayer.training.trained_network import TrainedNetwork, name_accuracies

MOST_SNAPSHOTS = 60  # in one run: 1.9 MB


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The network after some batches of its run; `batches_done` is their number."""

    batches_done: int
    network: Network


@dataclass(frozen=True, eq=False)
class Run:
    """A finished training run.

    Attributes:
        recipe: the recipe that was trained.
        batches: the number of batches in an epoch.
        training: the training curve, float32 (n, 3), one row per report: epochs done, loss, accuracy.
        validation: the validation curve, the same with one row per epoch; (0, 3) if the recipe keeps no images for it.
        snapshots: at least one, in order; the last has the final network.
        seconds: the time of training.
        metrics: on the training images, over the last epoch.
        test: on MNIST's 10,000 test images.
        stopped: the run was stopped before its end.
        drawings: the number of the visitor's drawings whose variations were among the examples.
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
        """The final network of the run."""
        return self.snapshots[-1].network

    @property
    def trained_network(self) -> TrainedNetwork:
        """The final network with the recipe and the accuracies."""
        return TrainedNetwork(self.network, self.recipe, name_accuracies(self.metrics, self.validated, self.test))

    @property
    def validated(self) -> Metrics | None:
        """The metrics of the last validation; None if the recipe keeps no images for it."""
        return Metrics(*map(float, self.validation[-1, 1:])) if len(self.validation) else None

    @property
    def size(self) -> int:
        """The bytes of the run's arrays."""
        return self.training.nbytes + self.validation.nbytes + sum(map(snapshot_size, self.snapshots))

    def thinned(self, count: int) -> "Run":
        """Return the run with at most `count` (2 or more) of its snapshots; the first and the last stay."""
        return replace(self, snapshots=tuple(thin_snapshots(self.snapshots, count)))


@dataclass
class Recorder:
    """Collects the reports of a run while it is trained."""

    recipe: Recipe
    drawings: int = 0
    training: list[tuple[float, float, float]] = field(default_factory=list)
    validation: list[tuple[float, float, float]] = field(default_factory=list)
    snapshots: list[Snapshot] = field(default_factory=list)

    @property
    def training_points(self) -> np.ndarray:
        """The training curve so far, float32 (n, 3)."""
        return _points(self.training)

    @property
    def validation_points(self) -> np.ndarray:
        """The validation curve so far, float32 (n, 3)."""
        return _points(self.validation)

    def add(self, progress: Progress) -> None:
        """Add a report."""
        epochs_done = progress.batches_done / progress.batches
        self.training.append((epochs_done, *progress.recent))
        if progress.validation:
            self.validation.append((epochs_done, *progress.validation))
        snapshot = Snapshot(progress.batches_done, progress.network)
        if self.snapshots and self.snapshots[-1].batches_done == snapshot.batches_done:
            self.snapshots.pop()  # the new report has the same weights, calibrated
        self.snapshots.append(snapshot)
        self.snapshots = thin_snapshots(self.snapshots, MOST_SNAPSHOTS)

    def finish(self, last: Progress, test: Metrics) -> Run:
        """Make the run from its last report and its metrics on the test images."""
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
    """Return the bytes of a snapshot's arrays."""
    return snapshot.network.kernel.nbytes + snapshot.network.bias.nbytes


def thin_snapshots(snapshots: Sequence[Snapshot], count: int) -> list[Snapshot]:
    """Keep at most `count` (2 or more) of the snapshots, among them the first and the last.

    The snapshot is removed first for which (batches of the next) ÷ (batches of the one before) is the smallest. So the
    snapshots stay dense in the first batches, where learning is quick.
    """
    left = list(snapshots)
    while len(left) > max(count, 2):
        gaps = [
            math.log(after.batches_done / before.batches_done) for before, after in zip(left, left[2:], strict=False)
        ]
        left.pop(1 + gaps.index(min(gaps)))
    return left

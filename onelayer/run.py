"""A training run as it is kept: its recipe, its curves, its snapshots and the network it ended with."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from onelayer.evaluation import Figures
from onelayer.network import Network
from onelayer.recipe import Recipe
from onelayer.storage import StoredNetwork
from onelayer.training import Progress

MOST_SNAPSHOTS = 60  # of one run: 1.9 MB


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The network after so many batches of its run."""

    batches_done: int
    network: Network


@dataclass(frozen=True, eq=False)
class Run:
    """training, validation: float32 (n, 3), a row a point: epochs done, loss, accuracy. batches: in an epoch.

    snapshots: at least one, in order; the last holds the network that the run ended with. test: its figures on
    MNIST's test images. drawings: how many of the visitor's were among its examples, varied.
    """

    recipe: Recipe
    batches: int
    training: np.ndarray
    validation: np.ndarray
    snapshots: tuple[Snapshot, ...]
    seconds: float
    figures: Figures
    test: Figures
    stopped: bool = False
    drawings: int = 0

    @property
    def network(self) -> Network:
        """What the run ended with."""
        return self.snapshots[-1].network

    @property
    def stored(self) -> StoredNetwork:
        """The same, with the recipe and what was measured."""
        return StoredNetwork(self.network, self.recipe, accuracies(self.figures, self.validated, self.test))

    @property
    def validated(self) -> Figures | None:
        """The last validation, if the recipe keeps images for it."""
        return Figures(*map(float, self.validation[-1, 1:])) if len(self.validation) else None

    @property
    def size(self) -> int:
        """Bytes of its arrays."""
        return self.training.nbytes + self.validation.nbytes + sum(map(snapshot_size, self.snapshots))

    def thinned(self, count: int) -> "Run":
        """The run with at most so many of its snapshots, the first and the last among them (at least 2)."""
        return replace(self, snapshots=tuple(thin(self.snapshots, count)))


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
        """As in a Run."""
        return _points(self.training)

    @property
    def validation_points(self) -> np.ndarray:
        """As in a Run."""
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
        self.snapshots = thin(self.snapshots, MOST_SNAPSHOTS)

    def finish(self, last: Progress, test: Figures) -> Run:
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


def thin(snapshots: Sequence[Snapshot], count: int) -> list[Snapshot]:
    """At most `count` (2 or more) of the snapshots: the one whose neighbours are the closest in ratio goes first.

    So what is left stays dense where learning is quick, in the first batches; the first and the last stay.
    """
    kept = list(snapshots)
    while len(kept) > max(count, 2):
        gaps = [
            math.log(after.batches_done / before.batches_done) for before, after in zip(kept, kept[2:], strict=False)
        ]
        kept.pop(1 + gaps.index(min(gaps)))
    return kept


def accuracies(training: Figures, validation: Figures | None, test: Figures) -> dict[str, float]:
    """The figures that a network is stored with."""
    named = {"training_accuracy": training.accuracy, "test_accuracy": test.accuracy}
    return {**named, "validation_accuracy": validation.accuracy} if validation else named

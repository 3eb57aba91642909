"""Runs that nobody needs to train."""

import numpy as np

from onelayer.training.evaluation import Metrics
from onelayer.training.run import Run, Snapshot
from onelayer.training.trained_network import TrainedNetwork


def run_of(trained: TrainedNetwork) -> Run:
    """A run that ended with this network after its first batch, with the network's accuracies."""
    curve = np.ones((1, 3), np.float32)
    metrics, test = (Metrics(0.1, trained.accuracies[name]) for name in ("training_accuracy", "test_accuracy"))
    return Run(trained.recipe, 1, curve, curve, (Snapshot(1, trained.network),), 1.0, metrics, test)

"""A network with where it came from: what is stored in a file, and what the page lists."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from onelayer.reading.network import Network
from onelayer.training.evaluation import Metrics
from onelayer.training.recipe import Recipe


@dataclass(frozen=True, eq=False)
class TrainedNetwork:
    """A network, the recipe that trained it, and how well it read.

    Attributes:
        network: kernel, bias and input form.
        recipe: its hyperparameters.
        accuracies: fractions from 0 to 1 by name: training_accuracy, validation_accuracy, test_accuracy, where known.
    """

    network: Network
    recipe: Recipe
    accuracies: Mapping[str, float]


def name_accuracies(training: Metrics, validation: Metrics | None, test: Metrics) -> dict[str, float]:
    """The accuracies of a TrainedNetwork; without `validation_accuracy` where nothing was kept to validate on, and
    without those that are not known, NaN."""
    named = {"training_accuracy": training.accuracy, "test_accuracy": test.accuracy}
    if validation:
        named["validation_accuracy"] = validation.accuracy
    return {name: accuracy for name, accuracy in named.items() if not math.isnan(accuracy)}

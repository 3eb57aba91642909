"""A network with its recipe and accuracies, as files store it and as the page lists it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from onelayer.reading.network import Network
from onelayer.training.evaluation import Metrics
from onelayer.training.recipe import Recipe


@dataclass(frozen=True, eq=False)
class TrainedNetwork:
    """A network, the recipe that trained it, and its accuracies.

    Attributes:
        network: kernel, bias and input form.
        recipe: the recipe that trained it.
        accuracies: 0 to 1, by name: training_accuracy, validation_accuracy, test_accuracy; unknown ones are left out.
    """

    network: Network
    recipe: Recipe
    accuracies: Mapping[str, float]


def name_accuracies(training: Metrics, validation: Metrics | None, test: Metrics) -> dict[str, float]:
    """Name the accuracies for a TrainedNetwork.

    Without `validation_accuracy` if there was no validation, and without accuracies that are NaN, not known.
    """
    named = {"training_accuracy": training.accuracy, "test_accuracy": test.accuracy}
    if validation:
        named["validation_accuracy"] = validation.accuracy
    return {name: accuracy for name, accuracy in named.items() if not math.isnan(accuracy)}

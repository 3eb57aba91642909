"""A sweep over learning rates and batch sizes: the recipes to train, and the outcome of each."""

from dataclasses import dataclass, replace

from onelayer.training.evaluation import Metrics
from onelayer.training.recipe import LIMITS, Recipe

FACTORS = (0.001, 0.01, 0.1, 1.0, 10.0, 100.0)
"""The sweep tries the recipe's learning rate times each of these."""
BATCH_SIZES = (16, 64, 256, 1024)

Plan = list[list[Recipe]]
"""The recipes of a sweep: a row for each learning rate, a column for each batch size."""


@dataclass(frozen=True)
class Outcome:
    """The outcome of training one recipe of a sweep.

    Attributes:
        untrained_loss: the loss of the first batch, before its step.
        metrics: at the end, on the validating images, or over the epoch's training images if there are none; None if a
            weight was no longer finite.
    """

    untrained_loss: float
    metrics: Metrics | None


def plan_sweep(recipe: Recipe) -> Plan:
    """Plan one epoch on a recipe's MNIST images for each learning rate and batch size, without calibration.

    The number of training images is a multiple of the largest batch size: for a smaller last batch the loop would have
    to be compiled again.
    """
    low, high = LIMITS["learning_rate"]
    rates = sorted({min(high, max(low, float(f"{factor * recipe.learning_rate:.3g}"))) for factor in FACTORS})
    single = replace(recipe, epochs=1, styles=0, calibrate=False)
    single = replace(single, examples=_evenly_batched(single))
    return [[replace(single, learning_rate=rate, batch_size=size) for size in BATCH_SIZES] for rate in rates]


def _evenly_batched(recipe: Recipe) -> int:
    """Return the largest number of examples that leaves only whole batches for training, in every batch size.

    If there is no such number, return the recipe's own.
    """
    counts = range(recipe.examples, int(LIMITS["examples"].low) - 1, -1)
    fits = (count for count in counts if replace(recipe, examples=count).training_examples % max(BATCH_SIZES) == 0)
    return next(fits, recipe.examples)

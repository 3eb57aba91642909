"""A sweep over learning rates and batch sizes: which recipes to train, and what came of each."""

from dataclasses import dataclass, replace

import numpy as np

from onelayer.training.divergence import has_diverged
from onelayer.training.evaluation import Metrics
from onelayer.training.recipe import LIMITS, Recipe

FACTORS = (0.001, 0.01, 0.1, 1.0, 10.0, 100.0)
"""Times the recipe's learning rate: the rates that are tried."""
BATCH_SIZES = (16, 64, 256, 1024)

Plan = list[list[Recipe]]
"""Recipes: a row for each learning rate, a column for each batch size."""


@dataclass(frozen=True)
class Outcome:
    """What came of training one recipe of a sweep.

    Attributes:
        curve: float32 (n, 3), as a Run's of training.
        metrics: at the end, on the validating images, or on those of the epoch if there are none; None where the
            weights left the finite numbers.
    """

    curve: np.ndarray
    metrics: Metrics | None

    @property
    def diverged(self) -> bool:
        """Its loss ran away, or its weights left the finite numbers."""
        return self.metrics is None or has_diverged(self.curve)


def plan_sweep(recipe: Recipe) -> Plan:
    """One epoch of a recipe's MNIST images at each learning rate and batch size, uncalibrated.

    The images are as many as the largest batch divides: a batch of another size would have to be compiled.
    """
    low, high = LIMITS["learning_rate"]
    rates = sorted({min(high, max(low, float(f"{factor * recipe.learning_rate:.3g}"))) for factor in FACTORS})
    single = replace(recipe, epochs=1, styles=0, calibrate=False)
    single = replace(single, examples=_evenly_batched(single))
    return [[replace(single, learning_rate=rate, batch_size=size) for size in BATCH_SIZES] for rate in rates]


def _evenly_batched(recipe: Recipe) -> int:
    """The largest number of examples of which a whole number of largest batches train; the recipe's own if none."""
    counts = range(recipe.examples, int(LIMITS["examples"].low) - 1, -1)
    fits = (count for count in counts if replace(recipe, examples=count).training_examples % max(BATCH_SIZES) == 0)
    return next(fits, recipe.examples)

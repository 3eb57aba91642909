"""Shards: the batches of an epoch in their shuffled order, so that many of them run in one compiled step."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from onelayer.reading.inputs import PIXELS
from onelayer.training.examples import Examples
from onelayer.training.keras_model import import_tensorflow
from onelayer.training.recipe import Recipe

SHARD_BYTES = 40_000_000  # room for 51,000 raw images, kept as bytes, or 12,700 images in other forms, as float32


class ShardPlan(NamedTuple):
    """The batches of an epoch that a shard has.

    Attributes:
        first_batch: the number of the first one, from 0.
        batches: their number.
        batch_size: images in each.
    """

    first_batch: int
    batches: int
    batch_size: int


@dataclass(frozen=True, eq=False)
class Shard:
    """Batches to train on.

    Attributes:
        epoch: the number of the epoch, from 1.
        plan: the batches of the epoch that the shard has.
        inputs: tensor (rows, 784). A shard with fewer batches is filled up with further rows, which are not used, so
            that all shards of whole batches have one shape and the loop is compiled once.
        labels: tensor (rows,) of int32.
    """

    epoch: int
    plan: ShardPlan
    inputs: Any
    labels: Any


def plan_shards(recipe: Recipe, examples: int) -> list[ShardPlan]:
    """Divide an epoch of so many examples into shards. A smaller last batch is a shard of its own."""
    most = _most_batches(recipe)
    whole_batches, remainder = divmod(examples, recipe.batch_size)
    plans = [
        ShardPlan(first, min(most, whole_batches - first), recipe.batch_size) for first in range(0, whole_batches, most)
    ]
    return [*plans, ShardPlan(whole_batches, 1, remainder)] if remainder else plans


def _most_batches(recipe: Recipe) -> int:
    """Return the largest number of whole batches in a shard."""
    bytes_per_image = PIXELS * (1 if recipe.input_form == "raw" else 4)
    return max(1, SHARD_BYTES // (bytes_per_image * recipe.batch_size))


def shuffle_into_shards(recipe: Recipe, training: Examples) -> Iterator[Shard]:
    """Yield the shards of a whole run, epoch after epoch. The seed decides the order of the images in each epoch."""
    tensorflow = import_tensorflow()
    labels = tensorflow.constant(training.labels.astype(np.int32))
    shuffle = np.random.default_rng(recipe.seed)
    for epoch in range(1, recipe.all_epochs + 1):
        order = shuffle.permutation(len(training)).astype(np.int32)
        for plan in plan_shards(recipe, len(training)):
            used = order[plan.first_batch * recipe.batch_size :][: plan.batches * plan.batch_size]
            most = _most_batches(recipe) if plan.batch_size == recipe.batch_size else 1
            rows = np.zeros(most * plan.batch_size, np.int32)
            rows[: len(used)] = used
            yield Shard(epoch, plan, tensorflow.gather(training.tensor, rows), tensorflow.gather(labels, rows))

"""Training: takes a recipe and yields reports of its progress."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np

from onelayer.reading.inputs import INPUT_NAMES
from onelayer.reading.network import Network
from onelayer.reading.rounding import round_network
from onelayer.training.calibration import calibrate
from onelayer.training.compiled_loop import ROUNDING_OPTIMIZER, CompiledLoop, compiled_loop
from onelayer.training.evaluation import Metrics, measure
from onelayer.training.examples import Examples, load_examples
from onelayer.training.progress import Progress, TrainingDiverged
from onelayer.training.recipe import Recipe, RecipeError, format_number
from onelayer.training.schedule import schedule_reports
from onelayer.training.shards import shuffle_into_shards


def check_start(recipe: Recipe, start: Network | None) -> None:
    """Check that a recipe can start from a network's weights.

    Raises:
        RecipeError: the recipe has another input form.
    """
    if start and start.input_form != recipe.input_form:
        raise RecipeError(
            f"The network to start from has {INPUT_NAMES[start.input_form]}, and the recipe has "
            f"{INPUT_NAMES[recipe.input_form]}: its weights mean nothing there. Set the recipe's input form to "
            f"{start.input_form}."
        )


def train(
    recipe: Recipe,
    examples: tuple[Examples, Examples] | None = None,
    *,
    should_stop: Callable[[], bool] = lambda: False,
    start: Network | None = None,
    reports_per_epoch: int = 1,
) -> Iterator[Progress]:
    """Train a recipe.

    Args:
        recipe: the recipe to train.
        examples: those to train on and those to validate on, in the recipe's input form; None for the recipe's own.
        should_stop: called before each report; when it returns True, that report is the last one.
        start: the network whose weights to start from, of the recipe's input form; None for random ones from the seed.
        reports_per_epoch: the least number of reports in an epoch; `schedule_reports` says when they come.

    Yields:
        Reports; the last one has `finished` set.

    Raises:
        RecipeError: the recipe has another input form than the network to start from.
        TrainingDiverged: the weights are no longer finite.
        AssetError: MNIST is missing or broken.
    """
    check_start(recipe, start)
    training, validation = examples or load_examples(recipe)
    loop = compiled_loop(recipe.optimizer)
    loop.reset(recipe, start, recipe.epochs * count_batches(recipe, training))
    seconds, started = 0.0, time.perf_counter()
    for progress in _run(recipe, training, loop, reports_per_epoch):
        stopped = should_stop()
        progress = replace(progress, finished=stopped or progress.finished, stopped=stopped)
        if progress.finished:
            progress = replace(progress, network=_round(progress.network, recipe))
        if progress.finished or progress.batch == progress.batches:
            progress = _validate(progress, validation)
        seconds += time.perf_counter() - started
        yield replace(progress, seconds=seconds)
        if progress.finished:
            return
        started = time.perf_counter()  # the consumer's time between reports does not count


def _run(recipe: Recipe, training: Examples, loop: CompiledLoop, reports_per_epoch: int) -> Iterator[Progress]:
    """Train, and yield reports with the metrics of the batches alone, without validation and without the time."""
    batches = count_batches(recipe, training)
    schedules = schedule_reports(recipe, len(training), reports_per_epoch)
    report, reports = 0, sum(map(len, schedules))
    totals = np.zeros(3)
    for shard, schedule in zip(shuffle_into_shards(recipe, training), schedules, strict=True):
        if shard.plan.first_batch == 0:
            totals = np.zeros(3)
        done = 0
        if shard.epoch > recipe.epochs and not loop.rounds:
            trained = Network(*loop.weights(), recipe.input_form)
            loop = compiled_loop(ROUNDING_OPTIMIZER)
            loop.reset(recipe, trained, recipe.rounding_epochs * batches, rounds=True)
        for end in schedule:
            recent = loop.run(shard, done, end - done)
            done, totals, report = end, totals + recent, report + 1
            batch = shard.plan.first_batch + done
            yield Progress(
                recipe=recipe,
                epoch=shard.epoch,
                batch=batch,
                batches=batches,
                report=report,
                reports=reports,
                training=_mean(totals),
                recent=_mean(recent),
                validation=None,
                network=_network(recipe, loop, shard.epoch, batch),
                seconds=0.0,
                finished=batch == batches and shard.epoch == recipe.all_epochs,
            )


def count_batches(recipe: Recipe, training: Examples) -> int:
    """Return the number of batches in an epoch of these examples; the last may be smaller."""
    return -(-len(training) // recipe.batch_size)


def _network(recipe: Recipe, loop: CompiledLoop, epoch: int, batch: int) -> Network:
    """Copy the network out of the loop.

    Raises:
        TrainingDiverged: a weight is not finite.
    """
    kernel, bias = loop.weights()
    if not (np.isfinite(kernel).all() and np.isfinite(bias).all()):
        raise TrainingDiverged(
            f"Training diverged in epoch {epoch} by batch {batch}: the weights grew past the largest number. "
            f"The learning rate {format_number(recipe.learning_rate)} is too large here; "
            f"try {format_number(recipe.learning_rate / 10)}."
        )
    network = Network(kernel, bias, recipe.input_form)
    return _round(network, recipe) if loop.rounds else network


def _round(network: Network, recipe: Recipe) -> Network:
    return round_network(network, recipe.bits, recipe.sparsity)


def _validate(progress: Progress, validation: Examples) -> Progress:
    """Add the validation to a report; calibrate the network if the report is the last and the recipe asks for it."""
    if not len(validation):
        return progress
    network, calibration = progress.network, None
    if progress.finished and progress.recipe.calibrate:
        network, calibration = calibrate(network, validation.inputs, validation.labels)
        network = _round(network, progress.recipe)
    metrics = measure(network, validation.inputs, validation.labels)
    return replace(progress, network=network, calibration=calibration, validation=metrics)


def _mean(totals: np.ndarray) -> Metrics:
    loss, right, count = totals
    return Metrics(float(loss / count), float(right / count))

"""`onelayer train`: train a recipe on MNIST, show its epochs, measure the network, save it."""

import argparse

from onelayer.assets import AssetError
from onelayer.command.printing import refusing
from onelayer.command.recipe_options import LIST, add_recipe, recipe_of
from onelayer.command.saving import add_saving, check_files, write_files
from onelayer.command.stopping import Stop, ctrl_c_asks_to_stop
from onelayer.extras import check_extra
from onelayer.files.network_file import StorageError, TrainedNetwork
from onelayer.library import load
from onelayer.reading.inputs import INPUT_NAMES
from onelayer.reading.network import Network
from onelayer.training.evaluation import Metrics, measure_on_mnist_test, name_accuracies
from onelayer.training.progress import Progress, TrainingDiverged
from onelayer.training.progress_bar import build_progress_bar, show
from onelayer.training.published import PUBLISHED
from onelayer.training.recipe import OPTIMIZERS, Recipe, RecipeError, format_number
from onelayer.training.recipes import ARTICLE
from onelayer.training.training import check_start, train

NOTES = f"""examples:
  onelayer train
  onelayer train --recipe more-hands --out mine.safetensors
  onelayer train --epochs 10 --batch-size 128 --optimizer adam --input-form scaled --learning-rate 0.001
  onelayer train --recipe upright --keras mine.keras
  onelayer train --recipe more-hands --start mine.safetensors --out better.safetensors

{LIST}

Ctrl-C stops after the batches under way, measures, and saves what was learned. A second Ctrl-C ends at once.
FILE is written whole or not at all: what was there before stays until the new one is complete.
The article says learning rate 0.001, but its losses are those of 0.01, Keras' default: its recipe has that.
Exit status: 0, the network was trained (perhaps stopped) and saved; 1, training or saving failed; 2, the options are
wrong; 130, Ctrl-C ended the command."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    add_recipe(parser)
    add_saving(parser)


def run(options: argparse.Namespace) -> int:
    """Train, print, save. Returns the exit status, as NOTES has it."""
    check_extra("train")
    with refusing(RecipeError, StorageError, AssetError, OSError):
        recipe = recipe_of(options)
        start = load(options.start).network if options.start else None
        check_start(recipe, start)
        check_files(options)
    with refusing(TrainingDiverged, AssetError, status=1, then="Nothing was saved."), ctrl_c_asks_to_stop() as stop:
        last = show_training(recipe, start, stop)
        test = measure_on_mnist_test(last.network)
        print_results(last, test)
        accuracies = name_accuracies(last.training, last.validation, test)
        write_files(options, TrainedNetwork(last.network, last.recipe, accuracies))
    return 0


def show_training(recipe: Recipe, start: Network | None, stop: Stop) -> Progress:
    """Train, show each epoch as Keras does, and return the last report."""
    print(
        f"{recipe.training_examples:,} images, {INPUT_NAMES[recipe.input_form]}, {OPTIMIZERS[recipe.optimizer]}, "
        f"learning rate {format_number(recipe.learning_rate)}, batches of {recipe.batch_size}, seed {recipe.seed}"
    )
    if (recipe.optimizer, recipe.input_form, recipe.learning_rate) == ("sgd", "raw", ARTICLE.learning_rate):
        print("(The article's text says learning rate 0.001, but its losses are those of 0.01, Keras' default.)")
    print("Loading TensorFlow and the data ...", flush=True)
    epoch, bar = 0, None
    for progress in train(recipe, should_stop=lambda: stop.asked, start=start):
        stop.learning = True
        if progress.epoch != epoch:
            epoch, bar = progress.epoch, build_progress_bar(progress.batches)
            rounded = ", with rounded weights" if epoch > recipe.epochs else ""
            print(f"Epoch {epoch}/{recipe.all_epochs}{rounded}", flush=True)
        show(progress, bar)
    if progress.stopped:
        print("Stopped. What was learned so far is kept.")
    return progress


def print_results(last: Progress, test: Metrics) -> None:
    """Print the accuracies, with published ones below."""

    def percent(fraction: float | None) -> str:
        return "      –" if fraction is None else f"{100 * fraction:6.2f}%"

    if last.calibration:
        temperature, before, after = last.calibration
        print(
            f"\nCalibrated on the validating images: temperature {temperature:.3f}, expected calibration error "
            f"{100 * before:.2f}% before, {100 * after:.2f}% after"
        )
    rows = [
        ("This network", last.training.accuracy, last.validation.accuracy if last.validation else None, test.accuracy),
        *PUBLISHED,
    ]
    print(f"\n{'accuracy':38}training  validation  test")
    for name, *accuracies in rows:
        print(f"{name:38}{percent(accuracies[0])}   {percent(accuracies[1])}   {percent(accuracies[2])}")

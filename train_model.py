"""The command line: train a recipe on MNIST, show its epochs, measure the network, save it.

python train_model.py                     the article's recipe; expect accuracy 0.87, validation 0.85 to 0.90
python train_model.py --recipe upright    upright inputs; expect 0.974 on the test set
python train_model.py --recipe directions direction inputs; expect 0.994 on the test set
python train_model.py --handwriting FILE  teach the shipped Directions network with the drawings of a file
python train_model.py --climb             six recipes, each with one change; the last is better than LeNet-5
"""

import argparse
import io
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import FrameType
from typing import Any

from onelayer.assets import AssetError
from onelayer.data.drawings_file import DrawingsFileError, parse_drawings
from onelayer.files.network_file import TrainedNetwork, load_shipped_network, save_network
from onelayer.reading.drawing import Drawing
from onelayer.reading.inputs import INPUT_FORMS, name_inputs
from onelayer.reading.network import PARAMETERS
from onelayer.replacing import check_replaceable
from onelayer.training.climb import MEASURED, MILESTONES, RUNGS
from onelayer.training.evaluation import PUBLISHED, Metrics, measure_on_mnist_test, name_accuracies
from onelayer.training.keras_model import save_keras_model
from onelayer.training.progress import Progress, TrainingDiverged
from onelayer.training.recipe import ARTICLE, LIMITS, OPTIMIZERS, PRESETS, Recipe, RecipeError, format_number
from onelayer.training.teaching import DEFAULT_STRENGTH, RECIPE, STRENGTHS, strength_index, teach
from onelayer.training.training import train

METRICS = ["accuracy", "loss", "val_accuracy", "val_loss"]  # as Keras names them, in its order


def main(arguments: list[str] | None = None) -> int:
    """Run the command.

    Args:
        arguments: the options; those of the command line if None.

    Returns:
        The exit status. 0: the network was trained (perhaps stopped) and saved; 1: training or saving failed; 2: the
        options are wrong; 130: Ctrl-C ended the command.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # not every terminal can show the characters of the bar
    options = build_parser().parse_args(arguments)
    try:
        if options.climb:
            check_climb(options)
            return climb()
        recipe = recipe_of(options)
        check_files(options.out, options.keras)
        drawings = drawings_of(options)
    except (RecipeError, OSError, DrawingsFileError) as error:
        return refuse(2, f"{error}")
    if drawings:
        return teach_hand(options, drawings)
    try:
        with ctrl_c_asks_to_stop() as stop:
            last = run(recipe, stop)
            test = measure_on_mnist_test(last.network)
            print_results(last, test)
            try:
                save(options, last, test)
            except OSError as error:
                return refuse(1, f"What was learned could not be saved: {error}. What was there is as it was.")
    except (TrainingDiverged, AssetError) as error:
        return refuse(1, f"{error} Nothing was saved.")
    except BrokenPipeError:  # the program that read the output has ended, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else Python reports the error again at its end
        return 1
    except KeyboardInterrupt:
        return refuse(130, "Ended by Ctrl-C. What was not saved yet is lost; the file that was there is as it was.")
    return 0


def drawings_of(options: argparse.Namespace) -> list[Drawing]:
    """Read the drawings of --handwriting, if it is given. Lines without a valid drawing are named on stderr.

    Raises:
        OSError: the file cannot be read, or another option does not go with --handwriting.
        DrawingsFileError: the file has no drawings.
    """
    if options.handwriting is None:
        return []
    asked = [name for name in ARTICLE.to_dict() if getattr(options, name) is not None]
    if options.recipe != "article" or asked:
        raise OSError("--handwriting teaches the network that ships: it takes no recipe and none of its settings.")
    if not 0 <= options.strength <= 1:
        raise OSError(f"--strength must be a number from 0 to 1, not {options.strength:g}.")
    found = parse_drawings(options.handwriting.read_bytes())
    for problem in found.problems:
        print(f"train_model.py: {options.handwriting}: {problem}", file=sys.stderr)
    if not found.drawings:
        raise DrawingsFileError(f"{options.handwriting} holds no drawings. Each line is one, with its label.")
    return found.drawings


def check_climb(options: argparse.Namespace) -> None:
    """Check that no other option is given with --climb.

    Raises:
        OSError: one is.
    """
    asked = [name for name in (*ARTICLE.to_dict(), "handwriting", "out", "keras") if getattr(options, name) is not None]
    if options.recipe != "article" or asked:
        raise OSError("--climb trains recipes of its own, and saves nothing: it takes no other option.")


def climb() -> int:
    """Train the rungs of the climb, print a line for each when it is done, and published results after them."""
    print("Six recipes for one layer of 7,850 parameters. Loading TensorFlow and the data ...\n", flush=True)
    line = "{:18}{:48}{:>11}{:>9}{:>10}{:>9}"
    print(line.format("rung", "what changed", "MNIST test", "error", "measured", "seconds"), flush=True)
    try:
        for rung in RUNGS:
            started = time.perf_counter()
            *_, last = train(rung.recipe)
            accuracy = measure_on_mnist_test(last.network).accuracy
            shown = [f"{100 * each:.2f} %" for each in (accuracy, 1 - accuracy, MEASURED[rung.key].test)]
            seconds = f"{time.perf_counter() - started:.1f}"
            print(line.format(rung.name, rung.change, *shown, seconds), flush=True)
    except (TrainingDiverged, AssetError) as error:
        return refuse(1, f"{error}")
    except KeyboardInterrupt:
        return refuse(130, "Ended by Ctrl-C.")
    print("\nLeCun et al. 1998:")
    for milestone in MILESTONES:
        name = f"{milestone.name}, distortions" if milestone.on_distortions else milestone.name
        print(line.format(name, "", "", f"{100 * milestone.error:.2f} %", "", "").rstrip())
    return 0


def teach_hand(options: argparse.Namespace, drawings: list[Drawing]) -> int:
    """Teach the shipped Directions network, print the accuracies, save the network."""
    print(f"{len(drawings)} drawings. Loading TensorFlow and the data ...", flush=True)
    shipped = load_shipped_network("directions")
    try:
        lesson = teach(drawings, shipped.network)
    except AssetError as error:
        return refuse(1, f"{error} Nothing was saved.")
    chosen = strength_index(options.strength)
    at = f"at strength {STRENGTHS[chosen]:g}"
    print(f"\n{'accuracy':38}before   {at}")
    if lesson.drawings_accuracy is None:
        print(f"{'These drawings, held out':38}too few to hold any out: draw each digit at least twice")
    else:
        print(
            f"{f'These drawings, held out ({lesson.held_out})':38}{100 * lesson.drawings_accuracy[0]:6.2f}%  "
            f"{100 * lesson.drawings_accuracy[chosen]:6.2f}%"
        )
    print(f"{'MNIST test':38}{100 * lesson.mnist_accuracy[0]:6.2f}%  {100 * lesson.mnist_accuracy[chosen]:6.2f}%")
    if lesson.is_worse_at(options.strength):
        print("\nThe lesson made things worse on the drawings that were held out: the network stays as it was.")
        chosen = 0
    network = lesson.network(float(STRENGTHS[chosen]))
    try:
        accuracies = {"test_accuracy": float(lesson.mnist_accuracy[chosen])}
        write_files(options, TrainedNetwork(network, RECIPE if chosen else shipped.recipe, accuracies))
    except OSError as error:
        return refuse(1, f"What was learned could not be saved: {error}. What was there is as it was.")
    return 0


def refuse(status: int, why: str) -> int:
    """Print the reason as a line of its own on stderr, also below an unfinished bar. Returns the exit status."""
    if sys.stdout.isatty():
        print()
    print(f"train_model.py: {why}", file=sys.stderr)
    return status


def build_parser() -> argparse.ArgumentParser:
    """Make the parser of the options. Each setting that is given overrides the recipe's value."""
    parser = argparse.ArgumentParser(
        description=f"Train one dense layer, 784 → 10 ({PARAMETERS:,} parameters), to read MNIST's digits.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="""examples:
  python train_model.py                                        what the article trains
  python train_model.py --recipe upright --out mine.safetensors
  python train_model.py --epochs 10 --batch-size 128 --optimizer adam --input-form scaled --learning-rate 0.001
  python train_model.py --handwriting drawings.jsonl --out mine.safetensors
  python train_model.py --recipe upright --keras mine.keras     to load with keras.saving.load_model

Ctrl-C stops after the batches under way, measures, and saves what was learned. A second Ctrl-C ends at once.
FILE is written whole or not at all: what was there before stays until the new one is complete.
The article says learning rate 0.001, but its losses are those of 0.01, Keras' default: its recipe has that.""",
    )
    parser.add_argument("--climb", action="store_true", help="instead: train six recipes, each with one change")
    parser.add_argument("--recipe", choices=PRESETS, default="article", help="start from this one (default: article)")
    add_setting(parser, "epochs", "passes over the training images")
    add_setting(parser, "batch_size", "images in a step")
    add_setting(parser, "learning_rate", "size of a step")
    add_setting(parser, "optimizer", f"one of {', '.join(OPTIMIZERS)}")
    add_setting(parser, "input_form", f"what the layer multiplies, one of {', '.join(INPUT_FORMS)}")
    add_setting(parser, "examples", "how many of the 60,000 images to use, from the first")
    add_setting(parser, "validation_split", "fraction of them, the last ones, to validate on")
    add_setting(parser, "styles", "variations of each way of writing that are added")
    add_setting(parser, "variations", "varied copies of MNIST's training images that are added")
    add_switch(parser, "decay", "let the learning rate fall to 0, in a straight line over the run")
    add_switch(
        parser,
        "calibrate",
        "at the end, divide the logits by the temperature that suits the validating images best, so that what it is "
        "90 %% sure of is right 9 times in 10",
    )
    add_setting(parser, "seed", "of the first weights and of the order of the images")
    parser.add_argument(
        "--handwriting",
        type=Path,
        metavar="FILE",
        help="instead: teach the Directions network the hand in a drawings file (JSON lines, as the page exports)",
    )
    parser.add_argument(
        "--strength",
        type=float,
        default=DEFAULT_STRENGTH,
        metavar="X",
        help=f"with --handwriting: how far to go, 0 (as it was) to 1 (default {DEFAULT_STRENGTH:g})",
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="save the network as safetensors")
    parser.add_argument("--keras", type=Path, metavar="FILE", help="save it as a Keras model too (.keras)")
    return parser


def add_switch(parser: argparse.ArgumentParser, name: str, what: str) -> None:
    """Add an option for a value of a recipe that is true or false; its help shows the values of the shipped recipes."""
    parser.add_argument(f"--{name}", action=argparse.BooleanOptionalAction, help=f"{what} ({preset_values(name)})")


def preset_values(name: str) -> str:
    """List one value of each recipe that ships with the project."""
    return ", ".join(f"{preset} {getattr(recipe, name)}" for preset, recipe in PRESETS.items())


def add_setting(parser: argparse.ArgumentParser, name: str, what: str) -> None:
    """Add an option for a value of a recipe; its help shows the limits and the values of the shipped recipes."""
    limits = f", {format_number(LIMITS[name].low)} to {format_number(LIMITS[name].high)}" if name in LIMITS else ""
    kind = type(getattr(ARTICLE, name))
    metavar = {str: "NAME", int: "N", float: "X"}[kind]

    def value_of(text: str) -> object:
        """Read a number. Other text stays text: the recipe refuses it with a message that names the limits."""
        for number in () if kind is str else (int, float):
            with suppress(ValueError):
                return number(text)
        return text

    parser.add_argument(
        f"--{name.replace('_', '-')}",
        dest=name,
        type=value_of,
        metavar=metavar,
        help=f"{what}{limits} ({preset_values(name)})",
    )


def recipe_of(options: argparse.Namespace) -> Recipe:
    """Make the recipe from the one that was named and the settings that override its values.

    Raises:
        RecipeError: a value is outside its limits.
    """
    preset = PRESETS[options.recipe]
    given = {name: value for name in preset.to_dict() if (value := getattr(options, name)) is not None}
    return replace(preset, **given)


def check_files(out: Path | None, keras: Path | None) -> None:
    """Check before the training that both files can be written.

    Raises:
        OSError: one file cannot be written, both have one name, or the name is not valid for Keras.
    """
    if keras and keras.suffix != ".keras":
        raise OSError(f"{keras} cannot be written: the name of a Keras model ends in .keras.")
    if keras and keras == out:
        raise OSError(f"{keras} cannot be written twice. Name one file for --out and another for --keras.")
    for path in (out, keras):
        if path:
            check_replaceable(path)


@dataclass
class Stop:
    """Whether to stop.

    Attributes:
        learning: training has begun, so there is something to save.
        asked: Ctrl-C was pressed after training had begun.
    """

    learning: bool = False
    asked: bool = False


@contextmanager
def ctrl_c_asks_to_stop() -> Iterator[Stop]:
    """Let Ctrl-C stop the training, so that the network can be saved.

    A second Ctrl-C, or one before training has begun, ends the command at once.
    """
    stop = Stop()

    def on_ctrl_c(number: int, frame: FrameType | None) -> None:
        if stop.asked or not stop.learning:
            raise KeyboardInterrupt
        stop.asked = True

    previous = signal.signal(signal.SIGINT, on_ctrl_c)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, previous)


def run(recipe: Recipe, stop: Stop) -> Progress:
    """Train, show each epoch as Keras does, and return the last report."""
    print(
        f"{recipe.training_examples:,} images, {name_inputs(recipe.input_form)}, {OPTIMIZERS[recipe.optimizer]}, "
        f"learning rate {format_number(recipe.learning_rate)}, batches of {recipe.batch_size}, seed {recipe.seed}"
    )
    if (recipe.optimizer, recipe.input_form, recipe.learning_rate) == ("sgd", "raw", ARTICLE.learning_rate):
        print("(The article's text says learning rate 0.001, but its losses are those of 0.01, Keras' default.)")
    print("Loading TensorFlow and the data ...", flush=True)
    epoch, bar = 0, None
    for progress in train(recipe, should_stop=lambda: stop.asked):
        stop.learning = True
        if progress.epoch != epoch:
            epoch, bar = progress.epoch, build_progress_bar(progress.batches)
            print(f"Epoch {epoch}/{recipe.epochs}", flush=True)
        show(progress, bar)
    if progress.stopped:
        print("Stopped. What was learned so far is kept.")
    return progress


def build_progress_bar(batches: int) -> Any:
    """Make Keras' progress bar for an epoch. Without a terminal it prints one line when the epoch is done."""
    from keras.utils import Progbar

    return Progbar(batches, verbose=1 if sys.stdout.isatty() else 2, stateful_metrics=METRICS)


def show(progress: Progress, bar: Any) -> None:
    """Show a report on an epoch's bar."""
    values = [*progress.training[::-1]]
    if progress.validation:
        values += [*progress.validation[::-1]]
    ended = progress.finished or progress.batch == progress.batches
    bar.update(progress.batch, list(zip(METRICS, values, strict=False)), finalize=ended)


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


def save(options: argparse.Namespace, last: Progress, test: Metrics) -> None:
    """Write the files of --out and --keras from the last report."""
    write_files(
        options, TrainedNetwork(last.network, last.recipe, name_accuracies(last.training, last.validation, test))
    )


def write_files(options: argparse.Namespace, trained: TrainedNetwork) -> None:
    """Write the files of --out and --keras, if they are given."""
    if options.out:
        save_network(options.out, trained)
        print(f"\nSaved {options.out}")
    if options.keras:
        save_keras_model(options.keras, trained.network)
        print(f"\nSaved {options.keras}; give it {name_inputs(trained.network.input_form)}, laid out as (n, 28, 28)")


if __name__ == "__main__":
    sys.exit(main())

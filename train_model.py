"""The command line: train a recipe on MNIST, watch its epochs, measure it, save it.

python train_model.py                     the article's recipe; expect accuracy 0.87, validation 0.88 to 0.91
python train_model.py --recipe upright    upright inputs; expect 0.974 on the test set
"""

import argparse
import signal
import sys
from dataclasses import replace
from pathlib import Path
from types import FrameType

from onelayer.assets import AssetError
from onelayer.evaluation import Figures, measure_on_mnist_test
from onelayer.inputs import FORMS
from onelayer.network import PARAMETERS
from onelayer.recipe import ARTICLE, LIMITS, OPTIMIZERS, PRESETS, UPRIGHT, Recipe, RecipeError
from onelayer.storage import StoredNetwork, save_keras, save_network
from onelayer.training import Progress, TrainingDiverged, train

BAR_WIDTH = 20


def main(arguments: list[str] | None = None) -> int:
    """0: trained (or stopped, and saved); 1: it could not be; 2: it was asked for wrongly."""
    options = build_parser().parse_args(arguments)
    try:
        recipe = recipe_of(options)
        for path in (options.out, options.keras):
            check_writable(path)
    except (RecipeError, OSError) as error:
        print(f"train_model.py: {error}", file=sys.stderr)
        return 2
    try:
        last = run(recipe)
    except (TrainingDiverged, AssetError) as error:
        print(f"\ntrain_model.py: {error} Nothing was saved.", file=sys.stderr)
        return 1
    test = measure_on_mnist_test(last.network)
    print_results(last, test)
    save(options, last, test)
    return 0


def build_parser() -> argparse.ArgumentParser:
    """The options; each one that is given overrides the recipe's."""
    parser = argparse.ArgumentParser(
        description=f"Train one dense layer, 784 → 10 ({PARAMETERS:,} parameters), to read MNIST's digits.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="""examples:
  python train_model.py                                        what the article trains
  python train_model.py --recipe upright --out mine.safetensors
  python train_model.py --epochs 10 --batch-size 128 --optimizer adam --inputs scaled --learning-rate 0.001
  python train_model.py --recipe upright --keras mine.keras     to load with keras.saving.load_model

Ctrl-C stops after the batches under way, and saves what was learned. A second Ctrl-C ends at once.
The article says learning rate 0.001, but its losses are those of 0.01, Keras' default: its recipe has that.""",
    )
    parser.add_argument("--recipe", choices=PRESETS, default="article", help="start from this one (default: article)")
    add_setting(parser, "epochs", int, "passes over the training images")
    add_setting(parser, "batch_size", int, "images in a step")
    add_setting(parser, "learning_rate", float, "size of a step")
    add_setting(parser, "optimizer", str, f"one of {', '.join(OPTIMIZERS)}")
    add_setting(parser, "inputs", str, f"what the layer multiplies, one of {', '.join(FORMS)}")
    add_setting(parser, "examples", int, "how many of the 60,000 images to use, from the first")
    add_setting(parser, "validation_split", float, "share of them, the last ones, to validate on")
    add_setting(parser, "seed", int, "of the first weights and of the order of the images")
    parser.add_argument("--out", type=Path, metavar="FILE", help="save the network as safetensors")
    parser.add_argument("--keras", type=Path, metavar="FILE", help="save it as a Keras model too (.keras)")
    return parser


def add_setting(parser: argparse.ArgumentParser, name: str, kind: type, what: str) -> None:
    """An option for one value of a recipe, with its limits and the recipes' own values in its help."""
    limits = f", {LIMITS[name].low:g} to {LIMITS[name].high:,.12g}" if name in LIMITS else ""
    own = f"article {getattr(ARTICLE, name)}, upright {getattr(UPRIGHT, name)}"
    metavar = "NAME" if kind is str else "N" if kind is int else "X"
    parser.add_argument(
        f"--{name.replace('_', '-')}", dest=name, type=kind, metavar=metavar, help=f"{what}{limits} ({own})"
    )


def recipe_of(options: argparse.Namespace) -> Recipe:
    """The recipe that was named, with what was overridden.

    Raises:
        RecipeError: a value is outside its limits.
    """
    preset = PRESETS[options.recipe]
    given = {name: value for name in preset.to_dict() if (value := getattr(options, name)) is not None}
    return replace(preset, **given)


def check_writable(path: Path | None) -> None:
    """Find out before the training, not after it.

    Raises:
        OSError: there is no such folder, or it is no place to write.
    """
    if path is None:
        return
    if not path.parent.is_dir():
        raise OSError(f"{path} cannot be written: there is no folder {path.parent}. Make it first.")
    if path.is_dir():
        raise OSError(f"{path} cannot be written: it is a folder. Name a file.")
    probe = path.with_name(f".{path.name}.probe")
    try:
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise OSError(f"{path} cannot be written: {error.strerror}.") from error


def run(recipe: Recipe) -> Progress:
    """Train, show each epoch, and give the last report. Ctrl-C stops it."""
    asked_to_stop = False

    def ask_to_stop(number: int, frame: FrameType | None) -> None:
        nonlocal asked_to_stop
        if asked_to_stop:
            raise KeyboardInterrupt
        asked_to_stop = True

    previous = signal.signal(signal.SIGINT, ask_to_stop)
    print(
        f"{recipe.training_examples:,} images, {recipe.inputs} inputs, {OPTIMIZERS[recipe.optimizer]}, "
        f"learning rate {recipe.learning_rate:g}, batches of {recipe.batch_size}, seed {recipe.seed}",
        flush=True,
    )
    try:
        for progress in train(recipe, should_stop=lambda: asked_to_stop):
            show(progress)
    finally:
        signal.signal(signal.SIGINT, previous)
    if progress.stopped:
        print("Stopped. What was learned so far is kept.")
    return progress


def show(progress: Progress) -> None:
    """An epoch in the shape of Keras'; its line is drawn again with each report where there is a terminal."""
    complete = progress.batch == progress.batches or progress.finished
    live = sys.stdout.isatty()
    if not (live or complete):
        return
    filled = BAR_WIDTH * progress.batch // progress.batches
    line = (
        f"Epoch {progress.epoch}/{progress.recipe.epochs}  {progress.batch:>4}/{progress.batches} "
        f"{'━' * filled}{'╌' * (BAR_WIDTH - filled)} {progress.seconds:5.2f}s - "
        f"accuracy: {progress.training.accuracy:.4f} - loss: {progress.training.loss:.4f}"
    )
    if progress.validation:
        line += f" - val_accuracy: {progress.validation.accuracy:.4f} - val_loss: {progress.validation.loss:.4f}"
    print(f"\r{line}" if live else line, end="\n" if complete else "", flush=True)


def print_results(last: Progress, test: Figures) -> None:
    """The accuracies, beside what others reached."""

    def percent(share: float | None) -> str:
        return "      –" if share is None else f"{100 * share:6.2f}%"

    rows = [
        ("this network", last.training.accuracy, last.validation.accuracy if last.validation else None, test.accuracy),
        ("the article, as printed", 0.8718, 0.9109, None),
        ("LeCun et al. 1998, linear classifier", None, None, 0.880),
        ("LeCun et al. 1998, linear, deskewed", None, None, 0.916),
    ]
    print(f"\n{'accuracy':38}training  validation  test")
    for name, *shares in rows:
        print(f"{name:38}{percent(shares[0])}   {percent(shares[1])}   {percent(shares[2])}")


def save(options: argparse.Namespace, last: Progress, test: Figures) -> None:
    """Write what was asked for."""
    figures = {"training_accuracy": last.training.accuracy, "test_accuracy": test.accuracy}
    if last.validation:
        figures["validation_accuracy"] = last.validation.accuracy
    if options.out:
        save_network(options.out, StoredNetwork(last.network, last.recipe, figures))
        print(f"\nSaved {options.out}")
    if options.keras:
        save_keras(options.keras, last.network)
        print(f"\nSaved {options.keras}; give it {last.recipe.inputs} inputs, laid out as (n, 28, 28)")


if __name__ == "__main__":
    sys.exit(main())

"""The command line: train a recipe on MNIST, show its epochs, measure the network, save it.

python train_model.py                      the article's recipe; expect accuracy 0.87, validation 0.85 to 0.90
python train_model.py --recipe upright     upright pixels; expect 0.975 on the test set
python train_model.py --recipe more-hands  the recipe of the network that reads by default; expect 0.994 on the test set
python train_model.py --handwriting FILE   teach that network with the drawings of a file
python train_model.py --climb              the recipes of the climb, each with one change, up to one past LeNet-5

The same is `onelayer train`, `onelayer teach` and `onelayer climb`.
"""

import argparse
import sys
from pathlib import Path

from onelayer.command import climb, teach, train
from onelayer.command.printing import refuse, run_printing
from onelayer.command.recipe_options import add_recipe, named_settings
from onelayer.command.saving import add_saving

PROGRAM = "train_model.py"


def main(arguments: list[str] | None = None) -> int:
    """Run the command.

    Args:
        arguments: the options; those of the command line if None.

    Returns:
        The exit status, as the help has it.
    """
    options = build_parser().parse_args(arguments)
    return run_printing(lambda: run(options))


def run(options: argparse.Namespace) -> int:
    """Do what the options ask for. Returns the exit status."""
    asked = named_settings(options)
    if options.climb:
        if asked or options.handwriting or options.out or options.keras:
            why = "--climb trains recipes of its own, and saves nothing: it takes no other option."
            return refuse(PROGRAM, 2, why)
        return climb.run(PROGRAM)
    if options.handwriting is not None:
        if asked:
            why = "--handwriting teaches the network that ships: it takes no recipe and none of its settings."
            return refuse(PROGRAM, 2, why)
        return teach.run(options, options.handwriting, PROGRAM, "more-hands")
    return train.run(options, PROGRAM)


def build_parser() -> argparse.ArgumentParser:
    """Make the parser of the options."""
    parser = argparse.ArgumentParser(
        description=train.DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=f"""examples:
  python train_model.py                                        what the article trains
  python train_model.py --recipe upright --out mine.safetensors
  python train_model.py --epochs 10 --batch-size 128 --optimizer adam --input-form scaled --learning-rate 0.001
  python train_model.py --handwriting drawings.jsonl --out mine.safetensors
  python train_model.py --recipe upright --keras mine.keras     to load with keras.saving.load_model

{train.NOTES}""",
    )
    parser.add_argument("--climb", action="store_true", help="instead: train recipes that each change one thing")
    add_recipe(parser)
    parser.add_argument(
        "--handwriting",
        type=Path,
        metavar="FILE",
        help="instead: teach the network More hands the hand in a drawings file (JSON lines, as the page exports)",
    )
    teach.add_strength(parser, "with --handwriting: ")
    add_saving(parser)
    return parser


if __name__ == "__main__":
    sys.exit(main())

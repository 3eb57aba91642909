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
from onelayer.command.main import SUBCOMMANDS
from onelayer.command.printing import Refusal, run_printing
from onelayer.command.recipe_options import given_settings


def main(arguments: list[str] | None = None) -> int:
    """Run the command.

    Args:
        arguments: the options; those of the command line if None.

    Returns:
        The exit status, as the help has it.
    """
    options = build_parser().parse_args(arguments)
    return run_printing("train_model.py", lambda: run(options))


def run(options: argparse.Namespace) -> int:
    """Do what the options ask for. Returns the exit status."""
    asked = given_settings(options) or options.start or options.recipe != "article"
    if options.climb:
        if asked or options.drawings or options.out or options.keras:
            raise Refusal("--climb trains recipes of its own, and saves nothing: it takes no other option.")
        return climb.run(options)
    if options.drawings is not None:
        if asked:
            raise Refusal("--handwriting teaches the network that ships: it takes no recipe and none of its settings.")
        return teach.run(options)
    return train.run(options)


def build_parser() -> argparse.ArgumentParser:
    """Make the parser of the options."""
    parser = argparse.ArgumentParser(
        description=SUBCOMMANDS["train"],
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=train.NOTES.replace("onelayer train", "python train_model.py"),
    )
    parser.add_argument("--climb", action="store_true", help="instead: train recipes that each change one thing")
    parser.add_argument(
        "--handwriting",
        dest="drawings",
        type=Path,
        metavar="FILE",
        help="instead: teach the network More hands the hand in a drawings file (JSON lines, as the page exports)",
    )
    parser.set_defaults(network="more-hands")
    teach.add_strength(parser, "with --handwriting: ")
    train.add_options(parser)
    return parser


if __name__ == "__main__":
    sys.exit(main())

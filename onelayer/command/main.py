"""The command: `onelayer read seven.jpg`.

A subcommand is loaded only when it is asked for. The training processes of `onelayer serve` import this module first,
and NumPy may not be loaded before they have set the number of its threads.
"""

import argparse
import sys
from importlib import import_module, metadata

from onelayer.command.printing import run_printing

SUBCOMMANDS = {
    "read": "Read digits in pictures and drawings.",
    "train": "Train a recipe on MNIST, and save the network.",
    "teach": "Teach a network of edge directions the hand in a drawings file.",
    "climb": "Train the recipes of the climb, each with one change, from the article's to past LeNet-5.",
    "serve": "Serve the page on 127.0.0.1:7860, or the next free port, until Ctrl-C.",
    "export": "Make a file of a network, for another program.",
}
"""The subcommands, each the module of its name in this folder, with what it does."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command.

    Args:
        arguments: the subcommand and its options; those of the command line if None.

    Returns:
        The exit status; `onelayer SUBCOMMAND --help` says what it means. 130: Ctrl-C ended the command.
    """
    given = sys.argv[1:] if arguments is None else arguments
    name = build_parser().parse_args(given[:1]).subcommand
    return run_printing(f"onelayer {name}", lambda: run_subcommand(name, given[1:]))


def run_subcommand(name: str, arguments: list[str]) -> int:
    """Load a subcommand, one of SUBCOMMANDS, and run it with its options. Returns the exit status."""
    subcommand = import_module(f"onelayer.command.{name}")
    parser = argparse.ArgumentParser(
        prog=f"onelayer {name}",
        description=SUBCOMMANDS[name],
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=subcommand.NOTES,
    )
    if hasattr(subcommand, "add_options"):  # serve and climb have none
        subcommand.add_options(parser)
    status: int = subcommand.run(parser.parse_args(arguments))
    return status


def build_parser() -> argparse.ArgumentParser:
    """Make the parser of the first argument."""
    listed = "\n".join(f"  {name:8}{what}" for name, what in SUBCOMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="onelayer",
        usage="onelayer SUBCOMMAND …",
        description="A network of one dense layer reads hand-drawn digits, is trained, taught and taken along.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=f"subcommands:\n{listed}\n\nonelayer SUBCOMMAND --help has its options and examples.",
    )
    parser.add_argument("subcommand", choices=SUBCOMMANDS, metavar="SUBCOMMAND", help="one of those below")
    parser.add_argument("--version", action="version", version=f"one-layer {find_version()}")
    return parser


def find_version() -> str:
    """The version that is installed."""
    try:
        return metadata.version("one-layer")
    except metadata.PackageNotFoundError:
        return "that is not installed"


if __name__ == "__main__":
    sys.exit(main())

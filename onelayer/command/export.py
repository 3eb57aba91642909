"""`onelayer export`: make a file of a network, for another program."""

import argparse
from pathlib import Path
from typing import get_args

from onelayer.assets import AssetError
from onelayer.command.printing import Refusal, refusing
from onelayer.files.network_file import StorageError
from onelayer.functions import ExportKind, export
from onelayer.library import load
from onelayer.replacing import check_replaceable, replacing

NOTES = """examples:
  onelayer export
  onelayer export --network upright --kind python --out upright.py

FILE is written whole or not at all. Exit status: 0, it was saved; 2, it cannot be."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    kinds = get_args(ExportKind)
    parser.add_argument("--network", default="more-hands", help="a name or a file (default: more-hands)")
    parser.add_argument("--kind", choices=kinds, default=kinds[0], help=f"{', '.join(kinds)} (default: {kinds[0]})")
    parser.add_argument("--out", type=Path, metavar="FILE", help="its name; else the kind's own, in this folder")


def run(options: argparse.Namespace) -> int:
    """Make the file and save it. Returns the exit status, as NOTES has it."""
    with refusing(StorageError, AssetError, OSError):
        trained = load(options.network)
        if options.out:
            check_replaceable(options.out)
        try:
            name, content = export(trained, options.kind)
        except ModuleNotFoundError as error:
            what = f"The kind {options.kind} needs {error.name}, which is not installed."
            raise Refusal(f"{what} Run: pip install 'one-layer[train]'") from error
        path = options.out or Path(name)
        if not options.out and path.exists():
            raise Refusal(f"{path} is there already. Name the file with --out, to replace it or not.")
        with replacing(path) as unfinished:
            unfinished.write_bytes(content)
    print(f"Saved {path}")
    return 0

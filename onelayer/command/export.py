"""`onelayer export`: make a file of a network, for another program."""

import argparse
from pathlib import Path
from typing import get_args

from onelayer.command.printing import refuse
from onelayer.files.network_file import StorageError
from onelayer.functions import ExportKind, export
from onelayer.library import load
from onelayer.replacing import check_replaceable, replacing


def main(arguments: list[str]) -> int:
    """Run the subcommand with its options. Returns the exit status, as its help has it."""
    options = build_parser().parse_args(arguments)
    program = "onelayer export"
    try:
        trained = load(options.network)
        if options.out:
            check_replaceable(options.out)
        file = export(trained, options.kind)
        path = options.out or Path(file.name)
        if not options.out and path.exists():
            return refuse(program, 2, f"{path} is there already. Name the file with --out, to replace it or not.")
        with replacing(path) as unfinished:
            unfinished.write_bytes(file.content)
    except (StorageError, OSError) as error:
        return refuse(program, 2, error)
    except ModuleNotFoundError as error:
        why = f"The kind {options.kind} needs {error.name}, which is not installed. Run: pip install 'one-layer[train]'"
        return refuse(program, 2, why)
    print(f"Saved {path}")
    return 0


def build_parser() -> argparse.ArgumentParser:
    """Make the parser of the options."""
    kinds = get_args(ExportKind)
    parser = argparse.ArgumentParser(
        prog="onelayer export",
        description="Make a file of a network.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="""examples:
  onelayer export
  onelayer export --network upright --kind python --out upright.py

FILE is written whole or not at all. Exit status: 0, it was saved; 2, it cannot be.""",
    )
    parser.add_argument("--network", default="more-hands", help="a name or a file (default: more-hands)")
    parser.add_argument("--kind", choices=kinds, default=kinds[0], help=f"{', '.join(kinds)} (default: {kinds[0]})")
    parser.add_argument("--out", type=Path, metavar="FILE", help="its name; else the kind's own, in this folder")
    return parser

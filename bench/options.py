"""The options that benches have in common."""

import argparse
import sys
from pathlib import Path

from onelayer.data.drawings_file import DrawingsFileError, parse_drawings
from onelayer.reading.drawing import Drawing


def bench_parser(docstring: str | None) -> argparse.ArgumentParser:
    """Make the parser of a bench, with the option --json. docstring: of its module; its first line is shown."""
    parser = argparse.ArgumentParser(description=(docstring or "").partition("\n")[0])
    parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
    return parser


def at_least_one(text: str) -> int:
    """Read the value of an option that is a whole number from 1."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"expected 1 or more, not {text}")
    return int(text)


def drawings_in(path: str) -> list[Drawing]:
    """Read the drawings of an option that is a drawings file, at least one. What is wrong with others is printed."""
    try:
        found = parse_drawings(Path(path).read_bytes())
    except (OSError, DrawingsFileError) as error:
        raise argparse.ArgumentTypeError(f"{path} cannot be measured: {error}") from error
    for problem in found.problems:
        print(f"{path}: {problem}", file=sys.stderr)
    if not found.drawings:
        raise argparse.ArgumentTypeError(f"{path} cannot be measured: it holds no drawings.")
    return found.drawings

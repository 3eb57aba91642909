"""`onelayer teach`: teach a network the hand in a drawings file, print the accuracies, save the network."""

import argparse
import sys
from pathlib import Path

from onelayer.assets import AssetError
from onelayer.command.printing import Refusal, refusing
from onelayer.command.saving import add_saving, check_files, write_files
from onelayer.data.drawings_file import DrawingsFileError, parse_drawings
from onelayer.extras import check_extra
from onelayer.files.network_file import StorageError
from onelayer.library import load, taught_network
from onelayer.reading.drawing import Drawing
from onelayer.training.teaching import (
    DEFAULT_STRENGTH,
    STRENGTHS,
    Lesson,
    TeachingError,
    lesson_recipe,
    strength_index,
    teach,
)

NOTES = """examples:
  onelayer teach drawings.jsonl --out mine.safetensors
  onelayer teach drawings.jsonl --strength 0.5

DRAWINGS has JSON lines, as the page exports them: {"label": 7, "strokes": [[[x, y], …], …]}, x and y from 0 to 1. It
may be gzipped; - is standard input. Lines without a valid drawing are named and left out.
Exit status: 0, taught and saved; 1, teaching or saving failed; 2, the options or DRAWINGS are wrong."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("drawings", type=Path, metavar="DRAWINGS", help="a drawings file")
    parser.add_argument("--network", default="more-hands", help="what to teach: a name or a file (default: more-hands)")
    add_strength(parser, "")
    add_saving(parser)


def add_strength(parser: argparse.ArgumentParser, when: str) -> None:
    """Add the option --strength; `when` begins its help."""
    parser.add_argument(
        "--strength",
        type=float,
        default=DEFAULT_STRENGTH,
        metavar="X",
        help=f"{when}how far to go, 0 (as it was) to 1 (default {DEFAULT_STRENGTH:g})",
    )


def run(options: argparse.Namespace) -> int:
    """Teach the drawings in a file, print, save. Returns the exit status, as NOTES has it."""
    check_extra("train")
    if not 0 <= options.strength <= 1:
        raise Refusal(f"--strength must be a number from 0 to 1, not {options.strength:g}.")
    with refusing(DrawingsFileError, StorageError, AssetError, OSError):
        check_files(options)
        start = load(options.network)
        drawings = read_drawings(options.drawings)
    print(f"{len(drawings)} drawings. Loading TensorFlow and the data ...", flush=True)
    with refusing(TeachingError), refusing(AssetError, status=1, then="Nothing was saved."):
        lesson = teach(drawings, start.network, lesson_recipe(start.recipe))
    print_lesson(lesson, options.strength)
    write_files(options, taught_network(lesson, start, options.strength))
    return 0


def read_drawings(path: Path) -> list[Drawing]:
    """Read the drawings of a file. Lines without a valid drawing are named on stderr.

    Raises:
        OSError: the file cannot be read.
        DrawingsFileError: the file has no drawings.
    """
    found = parse_drawings(sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes())
    for problem in found.problems:
        print(f"{path}: {problem}", file=sys.stderr)
    if not found.drawings:
        raise DrawingsFileError(f"{path} holds no drawings. Each line is one, with its label.")
    return found.drawings


def print_lesson(lesson: Lesson, strength: float) -> None:
    """Print the accuracies before the lesson and at a strength."""
    chosen = strength_index(strength)
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
    if lesson.is_worse_at(strength):
        print("\nThe lesson made things worse on the drawings that were held out: the network stays as it was.")

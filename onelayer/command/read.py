"""`onelayer read`: read digits in pictures and drawings, as a table or as JSON lines."""

import argparse
import itertools
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from onelayer.assets import AssetError
from onelayer.command.printing import describe_unread, refuse
from onelayer.command.read_numbers import NumberResult, read_sources_as_numbers
from onelayer.command.sources import Source, find_sources
from onelayer.files.network_file import StorageError
from onelayer.library import load
from onelayer.reading.network import Network
from onelayer.reading.reading import CHUNK, Reading, read_contents

NAME_WIDTH = 40  # characters of the table's first column; longer names push the others to the right
ALL_SURE, NOT_SURE, NOT_READ = 0, 1, 2


@dataclass(frozen=True, eq=False)
class Result:
    """What became of a source.

    Attributes:
        source: the source.
        reading: what was read; None if nothing was.
        error: why nothing was read; empty if something was.
    """

    source: Source
    reading: Reading | None
    error: str = ""

    @property
    def is_read(self) -> bool:
        """Whether there is a reading."""
        return self.reading is not None

    @property
    def is_sure(self) -> bool:
        """Whether it is sure."""
        return self.reading is not None and self.reading.sure

    @property
    def is_right(self) -> bool:
        """Whether the digit is the label."""
        return self.reading is not None and self.reading.digit == self.source.label

    def to_json(self) -> dict[str, Any]:
        """Make the object of a result."""
        reading = self.reading
        if reading is None:
            return {"file": self.source.name, "error": self.error}
        return {
            "file": self.source.name,
            "digit": reading.digit,
            "probabilities": [round(float(each), 6) for each in reading.probabilities],
            "sure": reading.sure,
            "looks_like": list(reading.verdict.digits),
            "familiar": reading.verdict.familiar,
            "two_digits": reading.verdict.two,
            "box": reading.box,
            "label": self.source.label,
        }

    def format_rows(self) -> str:
        """Format the row of a result."""
        name, reading = f"{self.source.name:{NAME_WIDTH}}", self.reading
        if reading is None:
            return f"{name}  –           {self.error}"
        said = say_verdict(reading)
        wrong = "" if self.source.label is None or self.is_right else f", but it is a {self.source.label}"
        return f"{name}  {reading.digit}  {100 * reading.probabilities[reading.digit]:6.2f} %  {said}{wrong}"


@dataclass
class Tally:
    """How many results there are, and of which kinds."""

    results: int = 0
    sure: int = 0
    not_read: int = 0
    labelled: int = 0
    right: int = 0

    def add(self, result: Result | NumberResult) -> None:
        """Count a result."""
        self.results += 1
        self.sure += result.is_sure
        self.not_read += not result.is_read
        self.labelled += result.source.label is not None
        self.right += result.is_right

    @property
    def status(self) -> int:
        """The exit status."""
        return NOT_READ if self.not_read else NOT_SURE if self.sure < self.results else ALL_SURE

    @property
    def sentences(self) -> list[str]:
        """What became of several, and how many of those with a label are right."""
        not_sure = self.results - self.sure - self.not_read
        lines = [f"{self.results:,} in all: {self.sure:,} sure, {not_sure:,} not sure, {self.not_read:,} not read"]
        right = f"{self.right:,} of {self.labelled:,} with a label are right"
        return lines[: self.results > 1] + ([f"{right}: {self.right / self.labelled:.2%}"] if self.labelled else [])


def main(arguments: list[str]) -> int:
    """Run the subcommand with its options. Returns the exit status, as its help has it."""
    options = build_parser().parse_args(arguments)
    try:
        network = load(options.network).network
    except (StorageError, AssetError) as error:
        return refuse("onelayer read", NOT_READ, error)
    tally = Tally()
    sources = find_sources(options.files, options.folder == "labels")
    results: Iterator[Result | NumberResult]
    results = read_sources_as_numbers(sources, network) if options.numbers else read_sources(sources, network)
    for result in results:
        print(json.dumps(result.to_json(), ensure_ascii=False) if options.json else result.format_rows(), flush=True)
        tally.add(result)
        show_count(tally.results)
    if not options.json:
        print(*tally.sentences, sep="\n", end="\n" if tally.sentences else "")
    return tally.status


def build_parser() -> argparse.ArgumentParser:
    """Make the parser of the options."""
    parser = argparse.ArgumentParser(
        prog="onelayer read",
        description="Read the digit in each picture, drawing or line of a drawings file.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="""examples:
  onelayer read seven.jpg
  onelayer read --json seven.jpg three.png
  onelayer read --network upright drawings.jsonl
  onelayer read --folder labels digits
  onelayer read - < seven.jpg
  onelayer read --numbers seven.jpg

A picture has one digit, and may be PNG, JPEG, WEBP, GIF, BMP, TIFF, AVIF or HEIC. A drawings file is named .jsonl or
.jsonl.gz and has JSON lines: {"label": 7, "strokes": [[[x, y], …], …]}. A folder is searched for both, at any depth.
JSON has file, digit, probabilities, sure, looks_like (one digit or two that are close), familiar, two_digits, box
(left, top, right, bottom in the picture's pixels) and label; or file and error.
With --numbers, a picture has whole numbers, one in each row of digits. JSON has file, numbers, from top to bottom, and
label; each number has number, probability, sure, runner_up, runner_up_probability, box and digits.
Exit status: 0, each is read and sure; 1, each is read, but not each is sure; 2, something could not be read.""",
    )
    parser.add_argument("files", nargs="+", metavar="FILE", help="a picture, a drawings file or a folder; - is stdin")
    parser.add_argument("--network", default="more-hands", help="what reads: a name or a file (default: more-hands)")
    parser.add_argument("--numbers", action="store_true", help="read whole numbers instead of single digits")
    parser.add_argument("--json", action="store_true", help="print a JSON object a line instead of a table")
    parser.add_argument("--folder", choices=["labels"], help="labels: a picture in a folder named 7 should be a 7")
    return parser


def read_sources(sources: Iterable[Source], network: Network) -> Iterator[Result]:
    """Read sources, some at a time. Yields a result for each, in their order."""
    sources = iter(sources)
    while chunk := list(itertools.islice(sources, CHUNK)):
        found: list[Any] = []
        for source in chunk:
            try:
                found.append(source.find_content())
            except (ValueError, OSError) as error:
                found.append(error)
        readings = iter(read_contents((each for each in found if not isinstance(each, Exception)), network))
        for source, each in zip(chunk, found, strict=True):
            if isinstance(each, Exception):
                yield Result(source, None, describe_unread(each))
            else:
                yield Result(source, next(readings))


def show_count(count: int) -> None:
    """Show on a terminal how many were read, if the results themselves go elsewhere."""
    if sys.stderr.isatty() and not sys.stdout.isatty() and count % CHUNK == 0:
        print(f"\r{count:,} read", end="", file=sys.stderr, flush=True)


def say_verdict(reading: Reading) -> str:
    """Say how sure a reading is."""
    if reading.verdict.two:
        return "looks like two digits"
    if not reading.verdict.familiar:
        return "does not look like a digit"
    return "sure" if reading.sure else "{} or {}".format(*reading.verdict.digits)

"""`onelayer read`: read digits in pictures and drawings, as a table or as JSON lines."""

import argparse
import itertools
import json
import sys
from collections.abc import Iterable, Iterator

from onelayer.assets import AssetError
from onelayer.command.printing import refusing
from onelayer.command.read_numbers import read_sources_as_numbers
from onelayer.command.results import NOT_READ, Result, Tally, describe_unread
from onelayer.command.sources import Source, find_sources
from onelayer.files.network_file import StorageError
from onelayer.library import load
from onelayer.reading.content import Content, find_content
from onelayer.reading.network import Network
from onelayer.reading.reading import Reading, read_contents

CHUNK = 64  # sources that are read together
NOTES = """examples:
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
Exit status: 0, each is read and sure; 1, each is read, but not each is sure; 2, something could not be read."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="a picture, a drawings file or a folder; - is stdin")
    parser.add_argument("--network", default="more-hands", help="what reads: a name or a file (default: more-hands)")
    parser.add_argument("--numbers", action="store_true", help="read whole numbers instead of single digits")
    parser.add_argument("--json", action="store_true", help="print a JSON object a line instead of a table")
    parser.add_argument("--folder", choices=["labels"], help="labels: a picture in a folder named 7 should be a 7")


def run(options: argparse.Namespace) -> int:
    """Read, print. Returns the exit status, as NOTES has it."""
    with refusing(StorageError, AssetError, status=NOT_READ):
        network = load(options.network).network
    tally = Tally()
    read = read_sources_as_numbers if options.numbers else read_sources
    for result in read(find_sources(options.files, options.folder == "labels"), network):
        print(json.dumps(result.to_json(), ensure_ascii=False) if options.json else result.format_rows(), flush=True)
        tally.add(result)
        show_count(tally.results)
    if not options.json:
        print(*tally.sentences, sep="\n", end="\n" if tally.sentences else "")
    return tally.status


def read_sources(sources: Iterable[Source], network: Network) -> Iterator[Result]:
    """Read sources, some at a time. Yields a result for each, in their order."""
    sources = iter(sources)
    while chunk := list(itertools.islice(sources, CHUNK)):
        found: list[Content | Exception] = []
        for source in chunk:
            try:
                found.append(find_content(source.open()))
            except (ValueError, OSError) as error:
                found.append(error)
        readings = iter(read_contents((each for each in found if not isinstance(each, Exception)), network))
        for source, each in zip(chunk, found, strict=True):
            if isinstance(each, Exception):
                yield describe_unread(source, each)
            else:
                yield describe_reading(source, next(readings))


def describe_reading(source: Source, reading: Reading) -> Result:
    """Make the result of a source in which a digit was read."""
    probability = reading.probabilities[reading.digit]
    row = f"{reading.digit}  {100 * probability:6.2f} %  {say_verdict(reading)}"
    answer = {
        "digit": reading.digit,
        "probabilities": [round(float(each), 6) for each in reading.probabilities],
        "sure": reading.sure,
        "looks_like": list(reading.verdict.digits),
        "familiar": reading.verdict.familiar,
        "two_digits": reading.verdict.two,
        "box": reading.box,
    }
    return Result(source, [row], answer, str(reading.digit), reading.sure)


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

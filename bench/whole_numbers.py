"""How many whole numbers are read rightly: numbers composed from drawings, by spacing and by length.

    python bench/whole_numbers.py [--left-out] [--styles] [--pictures] [--network NAME] [FILE | FOLDER …] [--json]

A FILE has drawings, one a line, with their writers (see onelayer/data/drawings_file.py). From the digits of one writer
after the other, numbers of 1 to 8 digits are composed in six spacings (tools/composed_numbers.py). A number is right if
all its digits are. --left-out takes only the writers that no weights were fitted to, if FILE is the one of
tools/fit_numbers.py; --styles reads numbers in the ways of writing, too.

A FOLDER has pictures named NUMBER_anything.png (12-34_anything.png: 12 above 34), in folders of their kinds or not.
--pictures composes pictures of numbers from the drawings, too (tools/composed_pictures.py). Of pictures, `right`,
`surely_wrong` and `not_sure` are fractions; `ms` is the median time. Wanted: 90 % right with digits apart, 200 ms.

`by_length` and `all_but_joined` are over all spacings but joined; `single` is the accuracy on single digits, each read
as a number, beside `single_plain`, that of the road of single digits; `sure` is the fraction of numbers, joined ones
too, that are sure, and `right_when_sure` how many of these are right; `ms` is the median time of a number of 8 digits.
Wanted of writers left out: at least 95 % all but joined and 65 % joined, single at most 0.5 points below plain, 10 ms.
"""

import json
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bench.number_pictures import Labelled, compose, find_pictures, measure_pictures
from bench.options import bench_parser
from onelayer.data.drawings_file import DrawingsFileError, parse_drawings
from onelayer.files.network_file import load_shipped_network
from onelayer.reading.content import Content
from onelayer.reading.drawing import Drawing, draw_image
from onelayer.reading.network import Network
from onelayer.reading.numbers.number import read_number
from onelayer.reading.reading import read_contents
from tools.composed_numbers import LONGEST, SPACINGS, WrittenNumber, compose_numbers, leave_out_writers, write_styles

EACH = 25  # numbers of each spacing and length
SINGLES = 1000  # single digits
SEED = 11
WRITERS = 30  # of the ways of writing
JOINED = "joined"  # the spacing that is counted apart
STYLES_NAME = "ways of writing"

Results = dict[str, object]


def measure(drawings: Sequence[Drawing], network: Network) -> Results:
    """Compose numbers from drawings, and read them."""
    random = np.random.default_rng(SEED)
    numbers = compose_numbers(drawings, EACH * LONGEST * len(SPACINGS), random)
    right: list[bool] = []
    sure: list[bool] = []
    seconds: list[float] = []
    for number in numbers:
        start = time.perf_counter()
        reading = read_number(number.strokes, network)
        if len(number.text) == LONGEST:
            seconds.append(time.perf_counter() - start)
        right.append(reading.text == number.text)
        sure.append(reading.sure)
    by_spacing, by_length = group(numbers, right)
    singles = [drawings[at] for at in random.permutation(len(drawings))[:SINGLES]]
    contents = [Content(draw_image(single.strokes), single.strokes) for single in singles]
    labels = [single.label for single in singles]
    plain = [reading.digit == label for reading, label in zip(read_contents(contents, network), labels, strict=True)]
    as_number = [read_number(single, network).text == str(single.label) for single in singles]
    apart = [is_right for is_right, number in zip(right, numbers, strict=True) if number.spacing != JOINED]
    return {
        "by_spacing": by_spacing,
        "by_length": by_length,
        "all_but_joined": mean(apart),
        "joined": by_spacing[JOINED],
        "single": mean(as_number),
        "single_plain": mean(plain),
        "sure": mean(sure),
        "right_when_sure": mean([each for each, is_sure in zip(right, sure, strict=True) if is_sure]),
        "ms": round(1000 * statistics.median(seconds), 2),
    }


def group(numbers: Sequence[WrittenNumber], right: Sequence[bool]) -> tuple[dict[str, float], dict[str, float]]:
    """Return the fractions of numbers that are right by spacing, and, but for joined ones, by length."""
    by_spacing: dict[str, list[bool]] = defaultdict(list)
    by_length: dict[str, list[bool]] = defaultdict(list)
    for number, is_right in zip(numbers, right, strict=True):
        by_spacing[number.spacing].append(is_right)
        if number.spacing != JOINED:
            by_length[str(len(number.text))].append(is_right)
    spacings, lengths = ({name: mean(each) for name, each in by.items()} for by in (by_spacing, by_length))
    return spacings, lengths


def mean(values: Sequence[bool]) -> float:
    """Return the fraction that is true, with four decimals; 0 of none."""
    return round(sum(values) / max(len(values), 1), 4)


def print_results(name: str, results: Results) -> None:
    """Print the results of one file."""
    print(name)
    for key, value in results.items():
        if isinstance(value, dict):
            print(
                f"  {key.replace('_', ' '):16} " + "  ".join(f"{part} {100 * each:.1f}" for part, each in value.items())
            )
        elif key in ("ms", "count"):
            print(f"  {key:16} {value:6}")
        else:
            print(f"  {key.replace('_', ' '):16} {100 * float(str(value)):6.2f} %")


def main() -> int:
    """Measure and print."""
    parser = bench_parser(__doc__)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="drawings or a folder of pictures")
    parser.add_argument("--left-out", action="store_true", help="only the writers that no weights were fitted to")
    parser.add_argument("--styles", action="store_true", help="numbers in the ways of writing, too")
    parser.add_argument("--pictures", action="store_true", help="pictures composed from the drawings, too")
    parser.add_argument("--network", default="more-hands", help="more-hands, upright or article (more-hands)")
    options = parser.parse_args()
    sources: dict[str, list[Drawing]] = {}
    pictures: dict[str, list[Labelled]] = {}
    try:
        for path in options.files:
            if path.is_dir():
                pictures[path.name] = find_pictures(path)
                continue
            found = parse_drawings(path.read_bytes()).drawings
            sources[path.name] = leave_out_writers(found)[1] if options.left_out else found
    except (OSError, DrawingsFileError) as error:
        parser.error(str(error))
    if options.styles or not (sources or pictures):
        sources[STYLES_NAME] = write_styles(WRITERS, np.random.default_rng(SEED))
    if options.pictures:
        pictures |= {f"pictures of {name}": compose(drawings) for name, drawings in sources.items()}
    network = load_shipped_network(options.network).network
    results = {name: measure(drawings, network) for name, drawings in sources.items()}
    results |= {name: measure_pictures(found, network) for name, found in pictures.items()}
    if options.json:
        print(json.dumps(results))
    else:
        for name, each in results.items():
            print_results(name, each)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""How much teaching helps: each writer's digits are read before and after a lesson with a few of the drawings.

    python bench/handwriting.py FILE --per-digit 3 [--writers N] [--json]

For each writer, the shipped network More hands is taught with the first K drawings of each digit; it reads the other
drawings before and after. If the drawings that are held out of the lesson are read worse after it, the network before
the lesson is kept, as on the page. seconds_per_writer is the median of whole lessons: varying the drawings, training,
and reading the held out drawings.
"""

import json
import statistics
import sys
from collections import defaultdict
from typing import NamedTuple

import numpy as np

from bench.options import at_least_one, bench_parser, drawings_in
from onelayer.files.network_file import load_shipped_network
from onelayer.reading.drawing import Drawing, draw_images
from onelayer.reading.inputs import prepare_inputs
from onelayer.reading.network import Network
from onelayer.training.evaluation import measure
from onelayer.training.teaching import DEFAULT_STRENGTH, strength_index, teach
from tools.composed_numbers import by_writer


def split_by_digit(drawings: list[Drawing], per_digit: int) -> tuple[list[Drawing], list[Drawing]]:
    """Divide drawings into the first `per_digit` of each digit, and the rest."""
    taught: list[Drawing] = []
    rest: list[Drawing] = []
    counts: dict[int | None, int] = defaultdict(int)
    for drawing in drawings:
        (taught if counts[drawing.label] < per_digit else rest).append(drawing)
        counts[drawing.label] += 1
    return taught, rest


class Taught(NamedTuple):
    """The result of one writer's lesson: accuracies, 0 to 1, on the other drawings and on MNIST; its seconds."""

    before: float
    after: float
    mnist_before: float
    mnist_after: float
    seconds: float


def teach_writer(start: Network, taught: list[Drawing], rest: list[Drawing]) -> Taught:
    """Teach a network some drawings of a writer, and read the others before and after."""
    lesson = teach(taught, start)
    inputs = prepare_inputs(draw_images([drawing.strokes for drawing in rest]), start.input_form)
    labels = np.array([drawing.label for drawing in rest])
    strength = 0.0 if lesson.is_worse_at(DEFAULT_STRENGTH) else DEFAULT_STRENGTH
    before, after = (measure(network, inputs, labels).accuracy for network in (start, lesson.network(strength)))
    mnist = [float(lesson.mnist_accuracy[strength_index(each)]) for each in (0, strength)]
    return Taught(before, after, mnist[0], mnist[1], lesson.seconds)


def main() -> int:
    """Teach, measure and print."""
    parser = bench_parser(__doc__)
    parser.add_argument("file", type=drawings_in, help="a drawings file, .jsonl or .jsonl.gz")
    parser.add_argument("--per-digit", type=at_least_one, default=3, metavar="K", help="of each digit to teach (3)")
    parser.add_argument("--writers", type=at_least_one, metavar="N", help="only the first N writers")
    options = parser.parse_args()
    splits = [split_by_digit(drawings, options.per_digit) for drawings in by_writer(options.file)]
    splits = [(taught, rest) for taught, rest in splits if rest]
    if not splits:
        parser.error(f"no writer has more than {options.per_digit} of a digit")
    start = load_shipped_network("more-hands").network
    teach(splits[0][0], start)  # not counted: loads MNIST and compiles
    results = []
    for taught, rest in splits[: options.writers]:
        results.append(teach_writer(start, taught, rest))
        if not options.json:
            print(f"{taught[0].writer!s:>12}  {100 * results[-1].before:6.2f} %  →  {100 * results[-1].after:6.2f} %")
    print_results(results, options.per_digit, options.json)
    return 0


def print_results(results: list[Taught], per_digit: int, as_json: bool) -> None:
    """Print the means over the writers, the worst writer, and the median of the seconds."""
    means = Taught(*(statistics.mean(values) for values in zip(*results, strict=True)))
    worst, seconds = min(each.after for each in results), statistics.median(each.seconds for each in results)
    change = min(each.after - each.before for each in results)
    if as_json:
        summary = {
            "writers": len(results),
            "before": means.before,
            "after": means.after,
            "after_worst_writer": worst,
            "worst_change": change,
            "mnist_before": means.mnist_before,
            "mnist_after": means.mnist_after,
            "seconds_per_writer": round(seconds, 3),
        }
        print(json.dumps(summary))
        return
    print(f"\n{len(results)} writers, {per_digit} drawings of each digit")
    print(f"their other drawings      {100 * means.before:6.2f} %  →  {100 * means.after:6.2f} %")
    print(f"the worst writer                       {100 * worst:6.2f} %")
    worse = sum(each.after < each.before for each in results)
    print(f"writers read worse        {worse:6}, by {max(0.0, -100 * change):.2f} points at most")
    print(f"MNIST test                {100 * means.mnist_before:6.2f} %  →  {100 * means.mnist_after:6.2f} %")
    print(f"seconds a writer          {seconds:6.2f}")


if __name__ == "__main__":
    sys.exit(main())

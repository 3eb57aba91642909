"""What a few drawings of somebody's own are worth: each writer of a drawings file is taught, and read before and after.

    python bench/handwriting.py FILE --per-digit 3 [--writers N] [--json]

For each writer, the shipped Directions network is taught with the first K drawings of each digit and reads the rest,
before and after. Where the drawings that are held out of the lesson say that it made things worse, the network stays as
it was, as on the page. seconds_per_writer is the median of whole lessons: varying the drawings, training, and the
held-out check.
"""

import argparse
import json
import statistics
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np

from onelayer.data.drawings_file import DrawingsFileError, parse_drawings
from onelayer.reading.drawing import Drawing, draw_images
from onelayer.reading.inputs import prepare_inputs
from onelayer.storage import load_shipped_network
from onelayer.training.evaluation import measure
from onelayer.training.teaching import strength_index, teach


def split_by_digit(drawings: list[Drawing], per_digit: int) -> tuple[list[Drawing], list[Drawing]]:
    """The first `per_digit` drawings of each digit, and the rest."""
    taught: list[Drawing] = []
    rest: list[Drawing] = []
    counts: dict[int | None, int] = defaultdict(int)
    for drawing in drawings:
        (taught if counts[drawing.label] < per_digit else rest).append(drawing)
        counts[drawing.label] += 1
    return taught, rest


def main() -> int:
    """Teach, measure, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("file", type=Path, help="a drawings file, .jsonl or .jsonl.gz")
    parser.add_argument("--per-digit", type=int, default=3, metavar="K", help="drawings of each digit to teach (3)")
    parser.add_argument("--writers", type=int, metavar="N", help="only the first N writers")
    parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
    options = parser.parse_args()
    if options.per_digit < 1:
        parser.error(f"--per-digit must be 1 or more, not {options.per_digit}")
    try:
        found = parse_drawings(options.file.read_bytes())
    except (OSError, DrawingsFileError) as error:
        print(f"handwriting.py: {options.file}: {error}", file=sys.stderr)
        return 1
    for problem in found.problems:
        print(problem, file=sys.stderr)
    by_writer: dict[str | None, list[Drawing]] = defaultdict(list)
    for drawing in found.drawings:
        by_writer[drawing.writer].append(drawing)
    splits = {writer: split_by_digit(drawings, options.per_digit) for writer, drawings in by_writer.items()}
    splits = {writer: (taught, rest) for writer, (taught, rest) in splits.items() if rest}
    if not splits:
        print(f"handwriting.py: no writer has more than {options.per_digit} of a digit.", file=sys.stderr)
        return 1
    start = load_shipped_network("directions").network
    teach(next(iter(splits.values()))[0], start)  # loads MNIST and compiles, once
    before, after, mnist_before, mnist_after, seconds = [], [], [], [], []
    for writer, (taught, rest) in list(splits.items())[: options.writers]:
        lesson = teach(taught, start)
        network = lesson.network(lesson.best_strength)
        inputs = prepare_inputs(draw_images([drawing.strokes for drawing in rest]), start.input_form)
        labels = np.array([drawing.label for drawing in rest])
        before.append(measure(start, inputs, labels).accuracy)
        after.append(measure(network, inputs, labels).accuracy)
        mnist_before.append(float(lesson.mnist_accuracy[0]))
        mnist_after.append(float(lesson.mnist_accuracy[strength_index(lesson.best_strength)]))
        seconds.append(lesson.seconds)
        if not options.json:
            note = "   it stays as it was: the lesson made things worse" if lesson.best_strength == 0 else ""
            print(f"{writer!s:>12}  {100 * before[-1]:6.2f} %  →  {100 * after[-1]:6.2f} %{note}")
    result = {
        "writers": len(before),
        "before": statistics.mean(before),
        "after": statistics.mean(after),
        "after_worst_writer": min(after),
        "mnist_before": statistics.mean(mnist_before),
        "mnist_after": statistics.mean(mnist_after),
        "seconds_per_writer": round(statistics.median(seconds), 3),
    }
    if options.json:
        print(json.dumps(result))
        return 0
    worse = sum(later < earlier for earlier, later in zip(before, after, strict=True))
    print(f"\n{result['writers']} writers, {options.per_digit} drawings of each digit")
    print(f"their other drawings      {100 * result['before']:6.2f} %  →  {100 * result['after']:6.2f} %")
    print(f"the worst writer                       {100 * result['after_worst_writer']:6.2f} %")
    print(f"writers read worse        {worse:6}")
    print(f"MNIST test                {100 * result['mnist_before']:6.2f} %  →  {100 * result['mnist_after']:6.2f} %")
    print(f"seconds a writer          {result['seconds_per_writer']:6.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The climb: recipes of one layer, each with one change, trained one after the other in one fresh training process.

    python bench/climb.py [--drawings FILE.jsonl[.gz]] [--json]

A rung's seconds are the whole time that a visitor waits for it, up to its accuracy on the test set: they include the
preparation of its inputs and, for the first rung, the import of TensorFlow. Wanted: up to Directions each rung reads
more of MNIST's test images than the one before, from there on each reads 99.2 % at least, and all take at most 60 s
on two idle cores. With a FILE of drawings, each rung's accuracy on them is printed too.
"""

import json
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np

from bench.options import bench_parser, drawings_in
from onelayer.processes.jobs import TrainingJob
from onelayer.processes.training_process import TrainingProcess
from onelayer.reading.drawing import Drawing, draw_images
from onelayer.reading.inputs import prepare_inputs
from onelayer.reading.network import Network
from onelayer.training.evaluation import measure, measure_on_mnist_test
from onelayer.training.progress import Progress
from onelayer.training.recipes import RUNGS, Rung

WANTED_ACCURACY, WANTED_SECONDS = 0.992, 60.0


class Climbed(NamedTuple):
    """The result of a rung: its network, its accuracy on the test set (0 to 1), the seconds that a visitor waits."""

    rung: Rung
    network: Network
    accuracy: float
    seconds: float


def main() -> int:
    """Train all rungs and print the result. Returns 0 if it is as good as wanted, else 1."""
    parser = bench_parser(__doc__)
    parser.add_argument(
        "--drawings", type=drawings_in, metavar="FILE", help="a file of drawings to be read by each rung"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        process = TrainingProcess(Path(folder))
        climb = [climb_rung(process, rung) for rung in RUNGS]
        process.close()
    seconds = sum(step.seconds for step in climb)
    if options.json:
        rungs = [
            {"name": step.rung.name, "test_accuracy": step.accuracy, "seconds": round(step.seconds, 2)}
            for step in climb
        ]
        print(json.dumps({"rungs": rungs, "seconds": round(seconds, 2)}))
    else:
        print_table(climb, seconds, options.drawings)
    failures = check(climb, seconds)
    print(" ".join(failures) or "All bars hold.", file=sys.stderr if options.json else sys.stdout)
    return 1 if failures else 0


def climb_rung(process: TrainingProcess, rung: Rung) -> Climbed:
    """Train a rung as the page does."""
    started = time.perf_counter()
    *_, last = process.do(TrainingJob(rung.recipe))
    assert isinstance(last, Progress)
    network = last.network
    return Climbed(rung, network, measure_on_mnist_test(network).accuracy, time.perf_counter() - started)


def check(climb: list[Climbed], seconds: float) -> list[str]:
    """Compare the result with what is wanted; a sentence for each failure."""
    top = [step.rung.key for step in climb].index("directions")
    failures = [
        f"{after.rung.name} is no better than {before.rung.name}."
        for before, after in pairwise(climb[: top + 1])
        if after.accuracy <= before.accuracy
    ]
    failures += [
        f"{step.rung.name} reads less than {100 * WANTED_ACCURACY:g} %."
        for step in climb[top:]
        if step.accuracy < WANTED_ACCURACY
    ]
    if seconds > WANTED_SECONDS:
        failures.append(f"It took more than {WANTED_SECONDS:g} s.")
    return failures


def print_table(climb: list[Climbed], seconds: float, drawings: list[Drawing] | None) -> None:
    """Print a line for each rung, with its accuracy on people's drawings if there are any."""
    print(f"{'rung':18}{'MNIST test':>12}{'error':>9}{'measured':>11}{'seconds':>10}{'drawings':>11}")
    for rung, network, accuracy, took in climb:
        read = "–"
        if drawings:
            inputs = prepare_inputs(draw_images([drawing.strokes for drawing in drawings]), network.input_form)
            labels = np.array([drawing.label for drawing in drawings])
            read = f"{100 * measure(network, inputs, labels).accuracy:.2f} %"
        print(
            f"{rung.name:18}{100 * accuracy:>10.2f} %{100 * (1 - accuracy):>7.2f} %"
            f"{100 * rung.measured.test:>9.2f} %{took:>10.1f}{read:>11}"
        )
    print(f"in all {seconds:.1f} s (wanted ≤ {WANTED_SECONDS:g} s)")


if __name__ == "__main__":
    sys.exit(main())

"""How few bits and weights a network needs, and what making a kilobyte of one costs.

    python bench/bits.py [FILE] [--seeds 3] [--writers 10] [--json]

For each seed the recipe More hands is trained. Its network is rounded to each number of bits, and to each sparsity, and
trained on as the page's *Train it on* does; only for 1 bit the recipe of the kilobyte is trained, from random weights.
`rounded` is the accuracy on MNIST's test digits just after that, `mnist` after the rounding epochs, and `drawings` then
that on a FILE of drawings: means over the seeds; `worst` is the worst seed's on MNIST. `bytes` are those of the numbers
in the network's file.

`kilobyte` is the network that ships. With a FILE, `hand` says what is lost where a kilobyte is made of Your hand, as
the page does: each writer teaches the network that reads the first three drawings of each digit; `own` are the others.
`seconds` is the median time of making a kilobyte, in a training process that has TensorFlow loaded.
"""

import json
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from bench.handwriting import split_by_digit
from bench.options import at_least_one, bench_parser, drawings_in
from onelayer import functions
from onelayer.files.network_file import load_shipped_network
from onelayer.files.packed_network import pack_network
from onelayer.processes.training_processes import TrainingProcesses
from onelayer.reading.drawing import Drawing, draw_images
from onelayer.reading.inputs import prepare_inputs
from onelayer.reading.network import Network
from onelayer.reading.rounding import BITS, round_network
from onelayer.training.evaluation import measure, measure_on_mnist_test
from onelayer.training.recipe import Recipe
from onelayer.training.recipes import KILOBYTE_OF, RECIPES, ROUND_ON
from onelayer.training.teaching import DEFAULT_STRENGTH
from onelayer.training.training import train
from tools.composed_numbers import by_writer

PER_DIGIT = 3
SPARSITIES = (0.5, 0.75)


class Drawn:
    """Labelled drawings as inputs of edge directions."""

    def __init__(self, drawings: Sequence[Drawing]) -> None:
        self.inputs = prepare_inputs(draw_images([drawing.strokes for drawing in drawings]), "directions")
        self.labels = np.array([drawing.label for drawing in drawings])

    def accuracy(self, network: Network) -> float:
        """Return the fraction of them that a network reads, 0 to 1."""
        return measure(network, self.inputs, self.labels).accuracy


def count_bytes(network: Network, recipe: Recipe) -> int:
    """Return the bytes of the numbers in a network's file."""
    return sum(tensor.nbytes for tensor in pack_network(network, recipe).values())


def measure_rounding(recipe: Recipe, starts: Sequence[Network], drawn: Drawn | None) -> dict[str, float | None]:
    """Return the means of the accuracies over the seeds.

    The starts are rounded as the recipe says, and trained on with it; a recipe with usual epochs needs no start.
    """
    rounded, mnist, drawings = [], [], []
    for seed, start in enumerate(starts):
        rounded.append(measure_on_mnist_test(round_network(start, recipe.bits, recipe.sparsity)).accuracy)
        network = start
        if recipe.rounds:
            *_, last = train(replace(recipe, seed=seed), start=None if recipe.epochs else start)
            network = last.network
        mnist.append(measure_on_mnist_test(network).accuracy)
        drawings += [drawn.accuracy(network)] if drawn else []
    return {
        "rounded": round(statistics.mean(rounded), 5),
        "mnist": round(statistics.mean(mnist), 5),
        "worst": min(mnist),
        "drawings": round(statistics.mean(drawings), 5) if drawings else None,
        "bytes": count_bytes(network, recipe),
    }


def measure_kilobyte(drawn: Drawn | None) -> dict[str, float | None]:
    """Measure the kilobyte that ships."""
    trained = load_shipped_network("kilobyte")
    return {
        "mnist": measure_on_mnist_test(trained.network).accuracy,
        "drawings": round(drawn.accuracy(trained.network), 5) if drawn else None,
        "bytes": count_bytes(trained.network, trained.recipe),
    }


def make_kilobyte(start: Network, drawings: Sequence[Drawing], processes: TrainingProcesses) -> tuple[Network, float]:
    """Make a kilobyte of a network, as the page does; return it, and the seconds that it took."""
    began = time.perf_counter()
    *_, reports = functions.train(KILOBYTE_OF, drawings, start, processes=processes)
    assert isinstance(reports, list)
    return reports[-1].progress.network, time.perf_counter() - began


def measure_hands(drawings: Sequence[Drawing], writers: int, processes: TrainingProcesses) -> dict[str, float]:
    """Teach the network that reads each writer's hand, make a kilobyte of it, and return the means over the writers."""
    start = load_shipped_network("more-hands")
    results = []
    for written in by_writer(drawings)[:writers]:
        taught, rest = split_by_digit(written, PER_DIGIT)
        own = Drawn(rest)
        hand = functions.teach(start, taught, processes=processes).network(DEFAULT_STRENGTH)
        kilobyte, seconds = make_kilobyte(hand, taught, processes)
        accuracies = [each(network) for each in (own.accuracy, _read_mnist) for network in (hand, kilobyte)]
        results.append([*accuracies, seconds])
    own_before, own_after, mnist_before, mnist_after, _ = np.mean(results, axis=0)
    return {
        "writers": len(results),
        "own": round(own_before, 5),
        "own_kilobyte": round(own_after, 5),
        "own_lost": round(own_before - own_after, 5),
        "mnist": round(mnist_before, 5),
        "mnist_kilobyte": round(mnist_after, 5),
        "mnist_lost": round(mnist_before - mnist_after, 5),
        "seconds": round(float(np.median([seconds for *_, seconds in results])), 2),
    }


def _read_mnist(network: Network) -> float:
    return measure_on_mnist_test(network).accuracy


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, round, measure and print."""
    parser = bench_parser(__doc__)
    parser.add_argument("file", nargs="?", type=drawings_in, default=[], help="a drawings file, .jsonl or .jsonl.gz")
    parser.add_argument("--seeds", type=at_least_one, default=3, metavar="N", help="train this many networks (3)")
    parser.add_argument(
        "--writers", type=at_least_one, default=10, metavar="N", help="hands of the first N writers (10)"
    )
    options = parser.parse_args(arguments)
    result = measure_all(options.file, options.seeds, options.writers)
    print(json.dumps(result) if options.json else format_table(result))
    return 0


def measure_all(drawings: Sequence[Drawing], seeds: int, writers: int) -> dict[str, Any]:
    """Measure everything, and name it as `--json` prints it."""
    drawn = Drawn(drawings) if drawings else None
    recipe = RECIPES["more-hands"]
    recipes = {bits: replace(ROUND_ON, bits=bits) for bits in BITS[1:]} | {1: RECIPES["kilobyte"]}
    starts = []
    for seed in range(seeds):
        *_, last = train(replace(recipe, seed=seed))
        starts.append(last.network)
    result: dict[str, Any] = {
        "kilobyte": measure_kilobyte(drawn),
        "bits": {
            "32": measure_rounding(recipe, starts, drawn),
            **{str(bits): measure_rounding(each, starts, drawn) for bits, each in recipes.items()},
        },
        "sparsity": {
            f"{each:g}": measure_rounding(replace(ROUND_ON, bits=32, sparsity=each), starts, drawn)
            for each in SPARSITIES
        },
    }
    processes = TrainingProcesses(1)
    try:
        make_kilobyte(starts[0], (), processes)  # not counted: loads TensorFlow and MNIST, and compiles
        result["seconds"] = round(statistics.median(make_kilobyte(starts[0], (), processes)[1] for _ in range(3)), 2)
        if drawings:
            result["hand"] = measure_hands(drawings, writers, processes)
    finally:
        processes.close()
    return result


def format_table(result: dict[str, Any]) -> str:
    """Write the results as a table, with a line for each number of bits, sparsity and network."""

    def percent(value: float | None) -> str:
        return f"{'–':>9}" if value is None else f"{100 * value:8.2f}%"

    lines = [f"{'':24}{'bytes':>8}{'rounded':>9}{'MNIST':>9}{'worst':>9}{'drawings':>9}"]
    rows = {f"{bits} bits": row for bits, row in result["bits"].items()}
    rows |= {f"sparsity {each}": row for each, row in result["sparsity"].items()}
    for name, row in (rows | {"kilobyte, as it ships": result["kilobyte"]}).items():
        columns = "".join(percent(row.get(each)) for each in ("rounded", "mnist", "worst", "drawings"))
        lines.append(f"{name:24}{row['bytes']:8,}{columns}")
    lines.append(f"\nmaking a kilobyte: {result['seconds']:.1f} s")
    if hand := result.get("hand"):
        lines.append(f"hands of {hand['writers']} writers made kilobytes, {hand['seconds']:.1f} s each:")
        for name, key in (("the writer's other digits", "own"), ("MNIST test", "mnist")):
            lines.append(f"  {name:26}{percent(hand[key])}  →{percent(hand[f'{key}_kilobyte'])}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())

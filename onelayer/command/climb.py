"""`onelayer climb`: the recipes of the climb, each with one change, up to one that is better than LeNet-5."""

import argparse
import time

from onelayer.assets import AssetError
from onelayer.command.printing import refusing
from onelayer.extras import check_extra
from onelayer.training.evaluation import measure_on_mnist_test
from onelayer.training.progress import TrainingDiverged
from onelayer.training.published import MILESTONES
from onelayer.training.recipes import RUNGS
from onelayer.training.training import train

NOTES = """examples:
  onelayer climb

Nothing is saved. It takes about a minute.
Exit status: 0, all were trained; 1, training failed; 2, it cannot be done."""


@refusing(TrainingDiverged, AssetError, status=1)
def run(options: argparse.Namespace) -> int:
    """Train the rungs of the climb, print a line for each when it is done, and published results after them."""
    check_extra("train")
    print(f"{len(RUNGS)} recipes for one layer of 7,850 parameters. Loading TensorFlow and the data ...\n", flush=True)
    line = "{:18}{:48}{:>11}{:>9}{:>10}{:>9}"
    print(line.format("rung", "what changed", "MNIST test", "error", "measured", "seconds"), flush=True)
    for rung in RUNGS:
        started = time.perf_counter()
        *_, last = train(rung.recipe)
        accuracy = measure_on_mnist_test(last.network).accuracy
        shown = [f"{100 * each:.2f} %" for each in (accuracy, 1 - accuracy, rung.measured.test)]
        seconds = f"{time.perf_counter() - started:.1f}"
        print(line.format(rung.name, rung.change, *shown, seconds), flush=True)
    print("\nLeCun et al. 1998:")
    for milestone in MILESTONES:
        name = f"{milestone.name}, distortions" if milestone.on_distortions else milestone.name
        print(line.format(name, "", "", f"{100 * milestone.error:.2f} %", "", "").rstrip())
    return 0

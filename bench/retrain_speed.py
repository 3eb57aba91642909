"""How much faster the article's recipe trains here than with `model.fit`, as in the article.

    python bench/retrain_speed.py [--rounds 5] [--json]

Both train the same network (784 → 10) on the same 48,000 images, 5 epochs in batches of 64. They take turns in this
process, so that the conditions are the same for both. Each round has its own seed. Work that is done only once
(imports, data, compiling) is not counted in the seconds of either, but shown in a line of its own. A Keras model traces
its training function in its first `fit`, so one model is used in all rounds, with new weights in each. Wanted: at least
20 times faster.
"""

import contextlib
import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from bench.options import at_least_one, bench_parser
from onelayer.data.mnist import load_mnist
from onelayer.training.keras_model import import_tensorflow
from onelayer.training.recipes import ARTICLE
from onelayer.training.training import train

WANTED = 20


class Round(NamedTuple):
    """Seconds of one training, and the validation accuracy (0 to 1) at its end."""

    seconds: float
    val_accuracy: float


@contextlib.contextmanager
def output_thrown_away() -> Iterator[None]:
    """Let Keras print its progress as by default, but discard it, so that the terminal's speed does not matter."""
    with open(os.devnull, "w", encoding="utf-8") as nowhere, contextlib.redirect_stdout(nowhere):
        yield


@cache
def article_model() -> Any:
    """Build the article's model, and compile it as the article does."""
    import keras

    model = keras.Sequential(
        [keras.Input((28, 28)), keras.layers.Flatten(), keras.layers.Dense(10, activation="softmax")]
    )
    model.compile(optimizer="sgd", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def train_as_the_article_does(seed: int, epochs: int = 5) -> Round:
    """Train as the article does; timed from the call of `fit` to its end.

    Plain SGD has no other state than the weights, so setting them is enough to start anew.
    """
    import keras

    keras.utils.set_random_seed(seed)
    dataset = load_mnist("train")
    x_train, y_train = dataset.images, dataset.labels
    model = article_model()
    model.layers[-1].set_weights([np.array(keras.initializers.GlorotUniform(seed)((784, 10))), np.zeros(10)])
    with output_thrown_away():
        started = time.perf_counter()
        history = model.fit(x_train, y_train, epochs=epochs, batch_size=64, validation_split=0.2)
        seconds = time.perf_counter() - started
    return Round(seconds, history.history["val_accuracy"][-1])


def train_as_we_do(seed: int, epochs: int = 5) -> Round:
    """Train with `onelayer.training.training`; timed from its call to its last report."""
    started = time.perf_counter()
    *_, last = train(replace(ARTICLE, seed=seed, epochs=epochs))
    seconds = time.perf_counter() - started
    assert last.validation is not None  # the article's recipe keeps a fifth of the images for validation
    return Round(seconds, last.validation.accuracy)


def seconds_of(work: Callable[[], object]) -> float:
    """Return the seconds that a call takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def print_table(article: list[Round], ours: list[Round], first_use: str) -> None:
    """Print each round, the medians, the range of the accuracies, and the seconds of the work that is done once."""
    print(f"{'':14}{'model.fit':>12}{'onelayer':>12}{'ratio':>8}   {'val. accuracy':>14}")
    for seed, (theirs, own) in enumerate(zip(article, ours, strict=True)):
        print(
            f"seed {seed:<9}{theirs.seconds:>10.2f} s{own.seconds:>10.3f} s{theirs.seconds / own.seconds:>8.1f}"
            f"   {theirs.val_accuracy:>6.4f}  {own.val_accuracy:>6.4f}"
        )
    their_median, own_median = (statistics.median(run.seconds for run in runs) for runs in (article, ours))
    print(f"{'median':14}{their_median:>10.2f} s{own_median:>10.3f} s{their_median / own_median:>8.1f}", end="")
    print(f"   (at least {WANTED} is wanted)")
    for name, runs in (("model.fit", article), ("onelayer", ours)):
        accuracies = [run.val_accuracy for run in runs]
        print(
            f"validation accuracy, {name:10} mean {statistics.mean(accuracies):.4f}, "
            f"from {min(accuracies):.4f} to {max(accuracies):.4f} over the seeds"
        )
    print(first_use)


def main(arguments: list[str] | None = None) -> int:
    """Measure and print. Returns 0, whatever the ratio is."""
    parser = bench_parser(__doc__)
    parser.add_argument("--rounds", type=at_least_one, default=5, help="trainings of each, in turn, 10 s each (5)")
    options = parser.parse_args(arguments)
    importing = seconds_of(import_tensorflow)
    loading = seconds_of(lambda: load_mnist("train"))
    our_first = seconds_of(lambda: train_as_we_do(seed=0, epochs=1))
    their_first = seconds_of(lambda: train_as_the_article_does(seed=0, epochs=1))
    article: list[Round] = []
    ours: list[Round] = []
    for seed in range(options.rounds):
        article.append(train_as_the_article_does(seed))
        ours.append(train_as_we_do(seed))
        print(
            f"round {seed + 1}/{options.rounds}: {article[-1].seconds:.2f} s, {ours[-1].seconds:.3f} s", file=sys.stderr
        )

    first_use = (
        f"once only: importing TensorFlow {importing:.1f} s, reading MNIST {loading:.1f} s, a first epoch with inputs "
        f"and compiling: model.fit {their_first:.1f} s, onelayer {our_first:.1f} s"
    )
    if not options.json:
        print_table(article, ours, first_use)
        return 0
    print(first_use, file=sys.stderr)
    article_seconds, onelayer_seconds = (statistics.median(run.seconds for run in runs) for runs in (article, ours))
    print(
        json.dumps(
            {
                "article_seconds": round(article_seconds, 3),
                "onelayer_seconds": round(onelayer_seconds, 4),
                "ratio": round(article_seconds / onelayer_seconds, 2),
                "article_val_accuracy": round(statistics.mean(run.val_accuracy for run in article), 4),
                "onelayer_val_accuracy": round(statistics.mean(run.val_accuracy for run in ours), 4),
            }
        )
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""How long it takes to prepare the data, once per process, and to read one drawing.

    python bench/preparation.py [--json]

MNIST's 60,000 training images are prepared as edge directions; wanted: at most 4 s. Then drawings of about 60 points
are read, from the strokes to the probabilities and the verdict; wanted: at most 1 ms (median).
"""

import json
import statistics
import sys
import time

import numpy as np

from bench.options import bench_parser
from onelayer.data.mnist import load_mnist
from onelayer.data.prepared_inputs import prepare_mnist_inputs, prepare_style_inputs
from onelayer.data.styles import STYLES
from onelayer.data.variations import Variation, vary
from onelayer.files.network_file import load_shipped_network
from onelayer.reading.drawing import draw_image
from onelayer.reading.reading import read
from onelayer.training.recipes import RECIPES

WANTED_SECONDS, WANTED_MILLISECONDS = 4.0, 1.0
DRAWINGS = 2000
VARIATION = Variation(slant=0.2, turn=0.1, aspect=0.1, proportion=0.1, bend=0.03, apart=0.02, pen=0)


def main() -> int:
    """Measure and print."""
    parser = bench_parser(__doc__)
    options = parser.parse_args()
    load_mnist("train")  # before the clock starts: reading the file is not part of the preparation
    started = time.perf_counter()
    mnist = prepare_mnist_inputs("train", "directions")
    mnist_seconds = time.perf_counter() - started
    styles, _ = prepare_style_inputs(RECIPES["more-hands"].styles, "directions")
    seconds = time.perf_counter() - started

    random = np.random.default_rng(0)
    network = load_shipped_network("more-hands").network
    milliseconds = []
    for number in range(DRAWINGS):
        (strokes,) = vary(STYLES[number % len(STYLES)].strokes, VARIATION, 1, random)
        started = time.perf_counter()
        read(draw_image(strokes), network)
        milliseconds.append(1000 * (time.perf_counter() - started))
    result = {
        "images": len(mnist) + len(styles),
        "seconds": round(seconds, 2),
        "reading_median_ms": round(statistics.median(milliseconds), 3),
        "reading_p95_ms": round(float(np.percentile(milliseconds, 95)), 3),
    }
    if options.json:
        print(json.dumps(result))
        return 0
    print(f"{len(mnist):,} images of MNIST → edge directions  {mnist_seconds:6.2f} s   (wanted ≤ {WANTED_SECONDS:g})")
    print(f"and {len(styles):,} of the ways of writing, drawn too {seconds:6.2f} s")
    print(
        f"drawing → probabilities, median              {result['reading_median_ms']:7.3f} ms  "
        f"(wanted ≤ {WANTED_MILLISECONDS:g}; 95 %: {result['reading_p95_ms']:.3f})"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""How often the verdict is "not sure", for digits and for drawings that are no digits.

    python bench/not_digits.py [FILE.jsonl[.gz] …] [--json]

No digits are letters and shapes (tools/shapes.py), varied as the ways of writing are. Digits are MNIST's test set
and the drawings of the FILEs. The network is the one that the page uses by default. Wanted: "not sure" for at least
90 % of the letters and shapes, and for at most 4 % of people's digits and of MNIST's; 99.4 % of the sure ones right.
"""

import json
import sys

import numpy as np

from bench.options import bench_parser, drawings_in
from onelayer.data.mnist import load_mnist
from onelayer.files.network_file import load_shipped_network
from onelayer.reading.drawing import draw_images
from onelayer.reading.reading import read
from tools.shapes import SHAPES, draw_shapes

VARIATIONS = 30  # of each letter and shape
NETWORK = load_shipped_network("more-hands").network


def read_all(images: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Read images (n, 28, 28): the predicted digits (n,), and whether the verdict is sure (n,)."""
    readings = [read(image, NETWORK) for image in images]
    digits = np.array([reading.digit for reading in readings])
    return digits, np.array([reading.sure for reading in readings])


def main() -> int:
    """Measure and print."""
    parser = bench_parser(__doc__)
    parser.add_argument("files", nargs="*", type=drawings_in, metavar="FILE", help="drawings")
    options = parser.parse_args()
    drawings = [drawing for file in options.files for drawing in file]
    sure_shapes = read_all(draw_shapes(VARIATIONS))[1].reshape(len(SHAPES), VARIATIONS)
    test = load_mnist("test")
    digits, sure = read_all(test.images)
    right = (digits == test.labels)[sure]
    result = {"letters_unsure": 1 - sure_shapes.mean(), "digits_unsure": None, "mnist_unsure": 1 - sure.mean()}
    if drawings:
        drawn, drawn_sure = read_all(draw_images([drawing.strokes for drawing in drawings]))
        result["digits_unsure"] = 1 - drawn_sure.mean()
        right = (drawn == np.array([drawing.label for drawing in drawings]))[drawn_sure]
    result["right_when_sure"] = right.mean()
    rounded = {name: None if value is None else round(float(value), 4) for name, value in result.items()}
    if options.json:
        print(json.dumps(rounded))
        return 0
    for name, value in rounded.items():
        print(f"{name.replace('_', ' '):16}{'–' if value is None else f'{100 * value:6.2f} %':>9}")
    surest = sorted(zip(sure_shapes.mean(axis=1), (shape.name for shape in SHAPES), strict=True), reverse=True)[:8]
    print("taken for digits most: " + ", ".join(f"{name} {100 * fraction:.0f} %" for fraction, name in surest))
    return 0


if __name__ == "__main__":
    sys.exit(main())

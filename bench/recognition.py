"""The accuracy of the networks that ship: on MNIST, on files of drawings, on folders of pictures.

    python bench/recognition.py [FILE.jsonl[.gz] | FOLDER …] [--json]

A FILE has drawings, one a line (see onelayer/data/drawings_file.py). A FOLDER has pictures named LABEL_anything.png (or
.jpg, …), which are read as an uploaded photo is. The article's network is measured twice for comparison: `article` is
its accuracy on centred images, `plain` that on a canvas simply shrunk to 28 × 28, as in most demos. A picture without a
digit that can be found counts as misread. `per_digit` is the accuracy of more-hands on each digit. Wanted for
more-hands: at least 99.4 % of MNIST and 98.5 % of people's drawings.
"""

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageDraw, ImageOps, UnidentifiedImageError

from bench.options import bench_parser
from onelayer.data.drawings_file import DrawingsFileError, parse_drawings
from onelayer.data.mnist import load_mnist
from onelayer.files.network_file import load_shipped_network
from onelayer.reading.drawing import SIDE, Drawing, draw_images
from onelayer.reading.inputs import prepare_inputs
from onelayer.reading.network import Network, softmax
from onelayer.reading.photo import PhotoError, find_photo_digit
from onelayer.training.calibration import calibration_error

CANVAS = 280  # pixels of the side of a demo's canvas
CANVAS_PEN = 20  # pixels; the usual width
UNREAD = -1
NETWORKS = ("more-hands", "upright", "article")


class Examples(NamedTuple):
    """Labelled images.

    Attributes:
        images: uint8 (n, 28, 28), as the project makes them.
        plain: uint8 (n, 28, 28), as most demos make them.
        labels: (n,), 0 to 9.
        found: bool (n,), whether a digit was found in the picture.
    """

    images: np.ndarray
    plain: np.ndarray
    labels: np.ndarray
    found: np.ndarray


def load_examples(path: Path) -> Examples:
    """Load the drawings of a file, or the pictures of a folder."""
    return load_pictures(path) if path.is_dir() else load_drawings(path)


def load_drawings(path: Path) -> Examples:
    """Load the drawings of a file as images."""
    read = parse_drawings(path.read_bytes())
    for problem in read.problems:
        print(f"{path.name}: {problem}", file=sys.stderr)
    if not read.drawings:
        raise DrawingsFileError("it holds no drawings.")
    images = draw_images([drawing.strokes for drawing in read.drawings])
    plain = np.stack([shrink_canvas(drawing) for drawing in read.drawings])
    labels = np.array([drawing.label for drawing in read.drawings])
    return Examples(images, plain, labels, np.ones(len(labels), bool))


def shrink_canvas(drawing: Drawing) -> np.ndarray:
    """Do what most demos do with a drawing: shrink the canvas to 28 × 28, without any other change."""
    canvas = Image.new("L", (CANVAS, CANVAS))
    pen = ImageDraw.Draw(canvas)
    for stroke in drawing.strokes:
        points = [(float(x) * CANVAS, float(y) * CANVAS) for x, y in stroke]
        pen.line(points, fill=255, width=CANVAS_PEN, joint="curve")
        for x, y in (points[0], points[-1]):
            pen.ellipse(
                (x - CANVAS_PEN / 2, y - CANVAS_PEN / 2, x + CANVAS_PEN / 2, y + CANVAS_PEN / 2),
                fill=255,
            )
    return np.asarray(canvas.resize((SIDE, SIDE), Image.Resampling.BOX))


def load_pictures(folder: Path) -> Examples:
    """Load the pictures of a folder whose names begin with a digit and an underscore."""
    paths = [path for path in sorted(folder.iterdir()) if path.name[:1].isdigit() and path.name[1:2] == "_"]
    if not paths:
        raise DrawingsFileError("it holds no pictures named LABEL_anything.png.")
    images, plain, found = [], [], []
    for path in paths:
        try:
            with Image.open(path) as picture:
                plain.append(shrink_picture(picture))
                images.append(find_photo_digit(picture).image)
                found.append(True)
        except (PhotoError, UnidentifiedImageError, OSError) as error:
            print(f"{path.name}: {error}", file=sys.stderr)
            plain = plain[: len(images)]
            plain.append(np.zeros((SIDE, SIDE), np.uint8))
            images.append(np.zeros((SIDE, SIDE), np.uint8))
            found.append(False)
    labels = np.array([int(path.name[0]) for path in paths])
    return Examples(np.stack(images), np.stack(plain), labels, np.array(found))


def shrink_picture(picture: Image.Image) -> np.ndarray:
    """Do what most demos do with a picture: make it grey, light on dark, and shrink it to 28 × 28."""
    grey = picture.convert("RGBA")
    paper = Image.new("RGBA", grey.size, "white")
    grey = Image.alpha_composite(paper, grey).convert("L")
    pixels = np.asarray(grey)
    border = np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]])
    upright = ImageOps.invert(grey) if border.mean() > 127 else grey
    return np.asarray(upright.resize((SIDE, SIDE), Image.Resampling.BOX))


def digits_of(network: Network, images: np.ndarray, found: np.ndarray) -> np.ndarray:
    """Read images: the predicted digits (n,), UNREAD where no digit was found in the picture."""
    digits = network.logits(prepare_inputs(images, network.input_form)).argmax(axis=1)
    return np.where(found, digits, UNREAD)


def accuracy(digits: np.ndarray, labels: np.ndarray) -> float:
    """Return the fraction of digits that are right, 0 to 1."""
    return round(float((digits == labels).mean()), 4)


def confusions(labels: np.ndarray, digits: np.ndarray, most: int = 6) -> str:
    """List the most frequent mistakes: `9→3 12` says that 12 nines were read as 3."""
    is_wrong = (digits != labels) & (digits != UNREAD)
    counts = Counter(zip(labels[is_wrong].tolist(), digits[is_wrong].tolist(), strict=True))
    words = [f"{label}→{digit} {count}" for (label, digit), count in counts.most_common(most)]
    unread = int((digits == UNREAD).sum())
    return ", ".join([*words, *([f"no digit found {unread}"] if unread else [])]) or "none"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = bench_parser(__doc__)
    parser.add_argument("paths", nargs="*", type=Path, metavar="FILE", help="drawings, or a folder of pictures")
    options = parser.parse_args(arguments)
    networks = {name: load_shipped_network(name).network for name in NETWORKS}
    test = load_mnist("test")
    everything = np.ones(len(test), bool)
    read = {name: digits_of(network, test.images, everything) for name, network in networks.items()}
    mnist = {name: accuracy(digits, test.labels) for name, digits in read.items()}
    files: dict[str, dict[str, object]] = {}
    details = [("MNIST test", test.labels, read["more-hands"])]
    for path in options.paths:
        try:
            examples = load_examples(path)
        except (OSError, DrawingsFileError) as error:
            parser.error(f"{path} cannot be measured: {error}")
        digits = {name: digits_of(network, examples.images, examples.found) for name, network in networks.items()}
        digits["plain"] = digits_of(networks["article"], examples.plain, examples.found)
        files[path.name] = {
            **{name: accuracy(predicted, examples.labels) for name, predicted in digits.items()},
            "per_digit": per_digit(digits["more-hands"], examples.labels),
        }
        details.append((path.name, examples.labels, digits["more-hands"]))
    if options.json:
        print(json.dumps({"mnist": mnist, "files": files}))
        return 0
    print_table(mnist, files)
    for name, labels, predicted in details:
        right = [f"{digit} {100 * each:.1f}%" for digit, each in enumerate(per_digit(predicted, labels)) if each]
        print(f"\n{name}, more-hands, digit by digit: " + ", ".join(right))
        print(f"its mistakes: {confusions(labels, predicted)}")
    print("\nexpected calibration error on the MNIST test set:")
    for name, network in networks.items():
        probabilities = softmax(network.logits(prepare_inputs(test.images, network.input_form)))
        print(f"  {name:10}{100 * calibration_error(probabilities, test.labels):6.2f}%")
    return 0


def print_table(mnist: dict[str, float], files: dict[str, dict[str, object]]) -> None:
    """Print a line for the test set and for each file, with a column for each network."""
    columns = [*NETWORKS, "plain"]
    print(f"{'read right':44}" + "".join(f"{name:>11}" for name in columns))
    print(f"{'MNIST test':44}" + "".join(f"{100 * mnist[name]:>10.2f}%" for name in NETWORKS) + f"{'–':>11}")
    for file, accuracies in files.items():
        print(f"{file:44}" + "".join(f"{100 * float(str(accuracies[name])):>10.2f}%" for name in columns))


def per_digit(digits: np.ndarray, labels: np.ndarray) -> list[float | None]:
    """Return the accuracy on each digit, 0 to 1; None for a digit without examples."""
    rows = [labels == digit for digit in range(10)]
    return [accuracy(digits[row], labels[row]) if row.any() else None for row in rows]


if __name__ == "__main__":
    sys.exit(main())

"""Make assets/prototypes.safetensors: the usual appearance of the ten digits, to recognize drawings that are no digit.

    python tools/make_prototypes.py

The file has each digit's mean in edge directions, and the principal components. They are computed from MNIST's
training images without the last 10,000, and from variations of the ways of writing. The last 10,000 images and other
variations then decide each digit's limit.
"""

import sys
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

from onelayer.data.mnist import load_mnist
from onelayer.data.prepared_inputs import prepare_mnist_inputs
from onelayer.data.styles import draw_styles
from onelayer.reading.inputs import prepare_inputs
from onelayer.reading.network import DIGITS
from onelayer.reading.verdict import PROTOTYPE_FORM, PROTOTYPES_FILE, Prototypes
from onelayer.replacing import replacing

PATTERNS = 16  # chosen from 8 to 24: with fewer patterns more letters look like digits, more make no difference
LITTLE = 0.1  # a pattern's square length is variance ÷ (variance + LITTLE): patterns of little variance count less
STYLES = 200  # variations of each way of writing
HELD_OUT = 10_000  # images
HELD_OUT_STYLES = 20  # variations of each way of writing
HELD_OUT_SEED = 7
FAMILIAR = 0.965  # the fraction of held out images of a digit that look like it


def main() -> int:
    """Compute means, patterns and limits, and save them."""
    mnist, labels = prepare_mnist_inputs("train", PROTOTYPE_FORM), load_mnist("train").labels
    style_images, style_labels = draw_styles(STYLES)
    inputs = np.concatenate([mnist[:-HELD_OUT], prepare_inputs(style_images, PROTOTYPE_FORM)])
    known = np.concatenate([labels[:-HELD_OUT], style_labels])
    fitted = [fit(inputs[known == digit]) for digit in range(DIGITS)]
    means, patterns = (np.stack(arrays) for arrays in zip(*fitted, strict=True))
    prototypes = Prototypes(means, patterns, np.zeros(DIGITS, np.float32))
    other_images, other_labels = draw_styles(HELD_OUT_STYLES, HELD_OUT_SEED)
    held_out = np.concatenate([mnist[-HELD_OUT:], prepare_inputs(other_images, PROTOTYPE_FORM)])
    held_out_labels = np.concatenate([labels[-HELD_OUT:], other_labels])
    limits = [
        np.quantile(prototypes.distance(held_out[held_out_labels == digit], digit), FAMILIAR) for digit in range(DIGITS)
    ]
    save_prototypes(PROTOTYPES_FILE, Prototypes(means, patterns, np.array(limits, np.float32)))
    print(f"Saved {PROTOTYPES_FILE.name}: limits " + ", ".join(f"{digit} {at:.3f}" for digit, at in enumerate(limits)))
    return 0


def save_prototypes(path: Path, prototypes: Prototypes) -> None:
    """Write prototypes to a file for `load_prototypes`, in half precision, which is enough for comparing."""
    arrays = {"means": prototypes.means, "patterns": prototypes.patterns, "limits": prototypes.limits}
    with replacing(path) as unfinished:
        save_file({name: np.ascontiguousarray(array, np.float16) for name, array in arrays.items()}, unfinished)


def fit(inputs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Compute the mean (784,) and the patterns (PATTERNS, 784) of a digit's inputs (n, 784)."""
    mean = inputs.mean(axis=0)
    variances, components = np.linalg.eigh(np.cov((inputs - mean).T))
    largest = slice(-1, -PATTERNS - 1, -1)
    weights = np.sqrt(variances[largest] / (variances[largest] + LITTLE))
    return mean, (components[:, largest] * weights).T.astype(np.float32)


if __name__ == "__main__":
    sys.exit(main())

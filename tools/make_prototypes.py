"""Make assets/prototypes.safetensors: what the ten digits look like, to tell a digit from a scribble.

    python tools/make_prototypes.py

Spherical k-means (I. Dhillon and D. Modha 2001) on each digit's upright inputs: MNIST's training images but the last
5 %, and variations of the ways of writing. The last 5 % then set the limit: 2 % of them resemble their own digit less.
"""

import sys

import numpy as np

from onelayer.data.mnist import load_mnist
from onelayer.data.prepared_inputs import prepare_mnist_inputs, prepare_style_inputs
from onelayer.reading.verdict import PROTOTYPES_FILE, Prototypes, save_prototypes

PER_DIGIT = 8
ROUNDS = 20
STYLES = 20  # variations of each way of writing
HELD_OUT = 3000  # images
REJECTED = 0.02  # fraction of the images held out that fall below the limit


def unit(inputs: np.ndarray) -> np.ndarray:
    """Inputs (n, 784), each brought to length 1."""
    return inputs / np.maximum(np.linalg.norm(inputs, axis=1, keepdims=True), 1e-6)


def cluster(inputs: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """The centres (PER_DIGIT, 784) of unit inputs (n, 784)."""
    centres = inputs[random.choice(len(inputs), PER_DIGIT, replace=False)]
    for _ in range(ROUNDS):
        nearest = (inputs @ centres.T).argmax(axis=1)
        sums = [inputs[nearest == number].sum(axis=0) for number in range(PER_DIGIT)]
        centres = unit(np.stack([total if total.any() else old for total, old in zip(sums, centres, strict=True)]))
    return centres


def main() -> int:
    """Cluster, find the limit, save."""
    random = np.random.default_rng(0)
    mnist, labels = prepare_mnist_inputs("train", "upright"), load_mnist("train").labels
    style_inputs, style_labels = prepare_style_inputs(STYLES, "upright")
    inputs = unit(np.concatenate([mnist[:-HELD_OUT], style_inputs]))
    known = np.concatenate([labels[:-HELD_OUT], style_labels])
    centres = np.stack([cluster(inputs[known == digit], random) for digit in range(10)])
    held_out = unit(mnist[-HELD_OUT:])
    resemblance = np.array(
        [(centres[digit] @ image).max() for image, digit in zip(held_out, labels[-HELD_OUT:], strict=True)]
    )
    least = float(np.quantile(resemblance, REJECTED))
    save_prototypes(PROTOTYPES_FILE, Prototypes(centres.astype(np.float32), round(least, 4)))
    print(f"Saved {PROTOTYPES_FILE.name}: {centres.shape[1]} prototypes of each digit, least resemblance {least:.4f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

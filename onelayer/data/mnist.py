"""The MNIST dataset: 60,000 training and 10,000 test images of handwritten digits."""

import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np

from onelayer.assets import ASSETS, AssetError

MNIST_FILE = ASSETS / "mnist.npz"

Split = Literal["train", "test"]
SIZES: dict[Split, int] = {"train": 60_000, "test": 10_000}


@dataclass(frozen=True, eq=False)
class Dataset:
    """Labelled images.

    Attributes:
        images: uint8 (n, 28, 28), white ink on black.
        labels: uint8 (n,), 0 to 9.
    """

    images: np.ndarray
    labels: np.ndarray

    def __len__(self) -> int:
        return len(self.labels)


@cache
def load_mnist(split: Split, path: Path = MNIST_FILE) -> Dataset:
    """Load MNIST's 60,000 training or 10,000 test images, once per process; the arrays are read-only.

    Raises:
        AssetError: the file is missing or is not MNIST.
    """
    try:
        with path.open("rb") as content, np.load(content, allow_pickle=False) as file:
            dataset = Dataset(file[f"x_{split}"], file[f"y_{split}"])
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise AssetError(
            f"{path} is {'broken' if path.exists() else 'missing'} ({error}). "
            "Restore it with `git checkout assets/mnist.npz`, or make it from the four original "
            "IDX files with `python tools/pack_mnist.py IDX_FOLDER`."
        ) from error
    expected = (SIZES[split], 28, 28)
    if dataset.images.shape != expected or dataset.labels.shape != expected[:1]:
        raise AssetError(
            f"{path} is not MNIST: x_{split} has the shape {dataset.images.shape}, expected {expected}. "
            "Make it again with `python tools/pack_mnist.py IDX_FOLDER`."
        )
    for array in (dataset.images, dataset.labels):
        array.setflags(write=False)
    return dataset

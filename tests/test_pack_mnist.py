import hashlib
import struct
from pathlib import Path

import numpy as np
import pytest

from onelayer.data.mnist import MNIST_FILE
from tools import pack_mnist


def idx(array: np.ndarray) -> bytes:
    return bytes([0, 0, 8, array.ndim]) + struct.pack(f">{array.ndim}i", *array.shape) + array.tobytes()


def test_the_shipped_file_holds_the_originals() -> None:
    with np.load(MNIST_FILE) as file:
        for key, (_, expected) in pack_mnist.ORIGINALS.items():
            assert hashlib.sha256(idx(file[key])).hexdigest() == expected


def test_an_idx_file_is_read() -> None:
    array = np.arange(24, dtype=np.uint8).reshape(2, 3, 4)
    assert (pack_mnist.read_idx(idx(array)) == array).all()


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="train-images-idx3-ubyte: cannot be read"):
        pack_mnist.main([str(tmp_path)])


def test_a_changed_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "train-images-idx3-ubyte").write_bytes(idx(np.zeros((2, 28, 28), np.uint8)))
    with pytest.raises(SystemExit, match="not the original"):
        pack_mnist.main([str(tmp_path), "--out", str(tmp_path / "mnist.npz")])
    assert not (tmp_path / "mnist.npz").exists()


@pytest.mark.slow
def test_the_originals_are_packed(tmp_path: Path) -> None:
    with np.load(MNIST_FILE) as file:
        for key, (name, _) in pack_mnist.ORIGINALS.items():
            (tmp_path / name).write_bytes(idx(file[key]))
        out = tmp_path / "packed.npz"
        assert pack_mnist.main([str(tmp_path), "--out", str(out)]) == 0
        with np.load(out) as packed:
            assert all((packed[key] == file[key]).all() for key in pack_mnist.ORIGINALS)

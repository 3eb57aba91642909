from pathlib import Path

import numpy as np
import pytest

from onelayer.assets import AssetError
from onelayer.data.mnist import load_mnist


def test_all_of_mnist_is_there() -> None:
    training, test = load_mnist("train"), load_mnist("test")
    assert training.images.shape == (60_000, 28, 28)
    assert test.images.shape == (10_000, 28, 28)
    assert training.images.dtype == test.labels.dtype == np.uint8
    assert training.labels[:10].tolist() == [5, 0, 4, 1, 9, 2, 1, 3, 1, 4]
    assert np.bincount(test.labels).tolist() == [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]


def test_the_images_cannot_be_changed_by_accident() -> None:
    with pytest.raises(ValueError, match="read-only"):
        load_mnist("test").images[0, 0, 0] = 1


def test_a_missing_file_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(AssetError, match=r"missing.*pack_mnist\.py IDX_FOLDER"):
        load_mnist("test", tmp_path / "mnist.npz")


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04 cut off"])
def test_a_broken_file_says_so(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "mnist.npz"
    path.write_bytes(content)
    with pytest.raises(AssetError, match="broken"):
        load_mnist("test", path)


def test_another_dataset_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mnist.npz"
    np.savez(path, x_test=np.zeros((5, 28, 28), np.uint8), y_test=np.zeros(5, np.uint8))
    with pytest.raises(AssetError, match=r"is not MNIST.*\(5, 28, 28\)"):
        load_mnist("test", path)

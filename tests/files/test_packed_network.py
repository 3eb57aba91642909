import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import save

from onelayer.files.network_file import StorageError, TrainedNetwork, network_to_bytes, parse_network, read_content
from onelayer.files.packed_network import pack_network
from onelayer.reading.network import Network
from onelayer.reading.rounding import BITS, round_network
from onelayer.training.recipes import RECIPES

UPRIGHT = RECIPES["upright"]
SPARSE = replace(UPRIGHT, bits=3, sparsity=0.5)


def rounded(network: Network, bits: int, sparsity: float) -> TrainedNetwork:
    network = Network(network.kernel, network.bias, "upright")
    return TrainedNetwork(
        round_network(network, bits, sparsity), replace(UPRIGHT, bits=bits, sparsity=sparsity), {"test_accuracy": 0.97}
    )


@pytest.mark.parametrize("sparsity", [0.0, 0.5, 0.99, 0.00001])
@pytest.mark.parametrize("bits", BITS)
def test_a_rounded_network_comes_back_to_the_last_number(random_network: Network, bits: int, sparsity: float) -> None:
    trained = rounded(random_network, bits, sparsity)
    back = parse_network(network_to_bytes(trained))
    assert (back.network.numbers == trained.network.numbers).all()
    assert (back.recipe, back.accuracies) == (trained.recipe, trained.accuracies)


@pytest.mark.parametrize(
    ("bits", "sparsity", "expected"),
    [
        (1, 0.0, 980 + 20 + 20),
        (2, 0.0, 1960 + 40),
        (3, 0.0, 2940 + 40),
        (4, 0.0, 3920 + 40),
        (8, 0.0, 7840 + 40),
        (32, 0.0, 31_360 + 40),
        (1, 0.5, 490 + 980 + 40),
        (32, 0.75, 7840 + 980 + 40),
    ],
)
def test_a_file_is_as_small_as_its_bits(random_network: Network, bits: int, sparsity: float, expected: int) -> None:
    trained = rounded(random_network, bits, sparsity)
    assert sum(tensor.nbytes for tensor in pack_network(trained.network, trained.recipe).values()) == expected
    assert expected < len(network_to_bytes(trained)) < expected + 1024


def test_a_network_that_is_not_rounded_yet_is_rounded_in_its_file(random_network: Network) -> None:
    network = Network(random_network.kernel, random_network.bias, "upright")
    trained = TrainedNetwork(network, SPARSE, {})
    back = parse_network(network_to_bytes(trained)).network
    assert (back.numbers == round_network(network, 3, 0.5).numbers).all()


def in_half(value: float) -> Callable[[np.ndarray], np.ndarray]:
    return lambda tensor: np.full_like(tensor, value)


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        ("levels", lambda levels: levels[:-1], r"levels \(1469,\).*expected \(1470,\)"),
        ("levels", lambda levels: np.append(levels, levels), r"levels \(2940,\)"),
        ("levels", lambda levels: levels.astype(np.float32), "float32"),
        ("levels", lambda levels: levels | 255, "up to 3, and one here is larger"),
        ("scale", lambda scale: scale[:9], r"scale \(9,\)"),
        ("scale", lambda scale: scale.astype(np.float32), "scale .* of float32"),
        ("scale", in_half(np.nan), "scales that are no finite numbers"),
        ("scale", in_half(np.inf), "scales that are no finite numbers"),
        ("bias", in_half(np.nan), "finite"),
        ("mask", lambda mask: mask[:979], r"mask \(979,\)"),
        ("mask", lambda mask: mask | 255, "keeps 7,840 weights; expected 3,920"),
        ("mask", lambda mask: mask & 0, "keeps 0 weights"),
    ],
)
def test_a_packed_file_is_looked_through(
    random_network: Network, name: str, change: Callable[[np.ndarray], np.ndarray], message: str
) -> None:
    tensors, metadata = read_content(network_to_bytes(rounded(random_network, 3, 0.5)))
    content = save({**tensors, name: change(tensors[name])}, metadata)
    with pytest.raises(StorageError, match=message):
        parse_network(content)


@pytest.mark.parametrize(
    ("recipe", "message"),
    [
        ({"bits": 5}, "bits must be one of"),
        ({"bits": 2}, "expected"),
        ({"sparsity": 0.0}, "holds .*mask.*; expected levels and scale and bias"),
        ({"sparsity": 0.75}, "expected"),
        ({"bits": 32}, "expected kernel and bias and mask"),
        ({"bits": 32, "sparsity": 0.0}, "expected kernel and bias"),
    ],
)
def test_the_recipe_says_which_tensors_there_are(random_network: Network, recipe: dict[str, Any], message: str) -> None:
    tensors, metadata = read_content(network_to_bytes(rounded(random_network, 3, 0.5)))
    metadata["recipe"] = json.dumps({**SPARSE.to_dict(), **recipe})
    with pytest.raises(StorageError, match=message):
        parse_network(save(tensors, metadata))


CONTENT = network_to_bytes(
    rounded(
        Network(np.linspace(-1, 1, 7840, dtype=np.float32).reshape(784, 10), np.ones(10, np.float32), "raw"), 3, 0.5
    )
)


@given(place=st.integers(0, len(CONTENT) - 1), changed=st.binary(min_size=1, max_size=8))
def test_bytes_changed_anywhere_give_a_network_or_a_sentence(place: int, changed: bytes) -> None:
    try:
        trained = parse_network(CONTENT[:place] + changed + CONTENT[place + len(changed) :])
    except StorageError:
        return
    assert np.isfinite(trained.network.numbers).all()


@given(part=st.integers(0, len(CONTENT) - 1))
def test_a_file_that_is_cut_off_is_refused(part: int) -> None:
    with pytest.raises(StorageError):
        parse_network(CONTENT[:part])

"""Networks in and out of files: safetensors (no code runs when one is loaded), and Keras' own to take elsewhere."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from safetensors import SafetensorError, safe_open
from safetensors.numpy import load as load_tensors
from safetensors.numpy import save as save_tensors

from onelayer.assets import ASSETS, AssetError
from onelayer.files import replacing
from onelayer.network import Network
from onelayer.recipe import Recipe
from onelayer.training import build_keras_model


class StorageError(ValueError):
    """A file that holds no network of ours; the message says which file, and what is wrong with it."""


@dataclass(frozen=True, eq=False)
class StoredNetwork:
    """A network with the recipe that trained it and what was measured.

    figures: shares from 0 to 1 by name: training_accuracy, validation_accuracy, test_accuracy.
    """

    network: Network
    recipe: Recipe
    figures: dict[str, float]


def save_network(path: Path, stored: StoredNetwork) -> None:
    """Write a safetensors file: kernel (784, 10) and bias (10,); recipe and figures as JSON in its header.

    Raises:
        OSError: the file cannot be written; the old one, if any, is whole.
    """
    with replacing(path) as unfinished:
        unfinished.write_bytes(network_to_bytes(stored))


def network_to_bytes(stored: StoredNetwork) -> bytes:
    """The content of the file that `save_network` writes."""
    network = stored.network
    tensors = {"kernel": np.ascontiguousarray(network.kernel), "bias": np.ascontiguousarray(network.bias)}
    metadata = {"recipe": json.dumps(stored.recipe.to_dict()), "figures": json.dumps(stored.figures)}
    return save_tensors(tensors, metadata)


def load_network(path: Path) -> StoredNetwork:
    """The network in a file that `save_network` wrote. The file may be a stranger's.

    Raises:
        StorageError: it is missing, broken, or something else.
    """
    with _errors_of(path), safe_open(path, framework="numpy") as file:
        return _stored(path, {name: file.get_tensor(name) for name in list(file.keys())}, file.metadata() or {})


def network_from_bytes(content: bytes) -> StoredNetwork:
    """The network in the content of such a file, which may be a stranger's.

    Raises:
        StorageError: as `load_network`.
    """
    where = "That content"
    with _errors_of(where):
        header = json.loads(content[8 : 8 + int.from_bytes(content[:8], "little")])
        return _stored(where, load_tensors(content), header["__metadata__"])


@contextmanager
def _errors_of(where: object) -> Iterator[None]:
    """Whatever goes wrong while a network is read becomes a StorageError that names where it was."""
    try:
        yield
    except StorageError:
        raise
    except KeyError as error:
        raise StorageError(f"{where} says nothing of its {error.args[0]}: it is not a network of One Layer.") from error
    except (OSError, SafetensorError, ValueError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise StorageError(f"{where} is not a network that can be read ({error}).") from error


def _stored(where: object, tensors: Mapping[str, np.ndarray], metadata: Mapping[str, str]) -> StoredNetwork:
    """Checks what a file holds; KeyError, ValueError, TypeError or AttributeError where the header is no good."""
    if sorted(tensors) != ["bias", "kernel"]:
        raise StorageError(f"{where} holds {', '.join(tensors) or 'nothing'}; expected kernel and bias.")
    kernel, bias = tensors["kernel"], tensors["bias"]
    if kernel.dtype != np.float32 or bias.dtype != np.float32:
        raise StorageError(f"{where} holds {kernel.dtype} and {bias.dtype} numbers; expected float32.")
    recipe = Recipe.from_dict(json.loads(metadata["recipe"]))
    figures = json.loads(metadata["figures"])
    if not all(type(figure) in (int, float) and 0 <= figure <= 1 for figure in figures.values()):
        raise StorageError(f"{where} has figures that are not shares from 0 to 1.")
    return StoredNetwork(Network(kernel, bias, recipe.inputs), recipe, figures)


@cache
def load_shipped_network(name: str) -> StoredNetwork:
    """The network that ships under this name: upright or article. Read once per process, without TensorFlow.

    Raises:
        AssetError: its file is missing or broken.
    """
    path = ASSETS / f"{name}.safetensors"
    try:
        return load_network(path)
    except StorageError as error:
        raise AssetError(f"{error} Restore it with `git checkout assets`, or train it with `make train`.") from error


def save_keras(path: Path, network: Network) -> None:
    """Write the network as a Keras model, Input(28, 28) → Flatten → Dense(10, softmax), in Keras' .keras format.

    The model multiplies the network's own form of inputs: give it those, laid out as (n, 28, 28).

    Raises:
        OSError: the file cannot be written; the old one, if any, is whole.
    """
    model = build_keras_model()
    model.layers[-1].set_weights([network.kernel, network.bias])
    with replacing(path) as unfinished:
        model.save(unfinished)

"""Trained networks and their safetensors files. Loading such a file runs no code from it."""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import overload

import numpy as np
from safetensors import SafetensorError, safe_open
from safetensors.numpy import load as load_tensors
from safetensors.numpy import save as save_tensors

from onelayer.assets import ASSETS, AssetError
from onelayer.files.packed_network import PackingError, pack_network, unpack_network
from onelayer.reading.content import Readable
from onelayer.reading.network import Network
from onelayer.reading.reading import Reading, read
from onelayer.replacing import replacing
from onelayer.training.recipe import Recipe
from onelayer.training.recipes import NAMES

FILE_NAME = "one-layer.safetensors"
SHIPPED = {key: NAMES[key] for key in ("more-hands", "kilobyte", "upright", "article")}
"""The networks that ship, the best first: their names by the keys of the recipes that trained them."""


class StorageError(ValueError):
    """A file or content is not one of One Layer's; the message says which, and what is wrong with it."""


@dataclass(frozen=True, eq=False)
class TrainedNetwork:
    """A network, the recipe that trained it, and its accuracies: it reads, and is kept in a file.

    Attributes:
        network: kernel, float32 (784, 10), bias, float32 (10,), and input form.
        recipe: the recipe that trained it.
        accuracies: 0 to 1, by name: training_accuracy, validation_accuracy, test_accuracy; unknown ones are left out.
    """

    network: Network
    recipe: Recipe
    accuracies: Mapping[str, float]

    @overload
    def read(self, what: Readable) -> Reading: ...  # type: ignore[overload-overlap]
    @overload
    def read(self, what: Sequence[Readable]) -> list[Reading]: ...
    def read(self, what: Readable | Sequence[Readable]) -> Reading | list[Reading]:
        """Read one digit, or each of several, as `onelayer.read` does.

        >>> import onelayer
        >>> onelayer.load("upright").read([[(0.5, 0.15), (0.5, 0.85)]]).digit
        1
        """
        return read(what, self.network)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the network to a safetensors file, from which `onelayer.load` loads it.

        >>> import onelayer
        >>> onelayer.load("article").save("mine.safetensors")
        >>> onelayer.load("mine.safetensors").accuracies["test_accuracy"]
        0.8875

        Raises:
            OSError: the file cannot be written; an existing file stays unchanged.
        """
        save_network(Path(path), self)


def save_network(path: Path, trained: TrainedNetwork) -> None:
    """Write a safetensors file with the network's numbers, packed as its recipe says, and recipe and accuracies as JSON
    in its header.

    Raises:
        OSError: the file cannot be written; an existing file stays unchanged.
    """
    with replacing(path) as unfinished:
        unfinished.write_bytes(network_to_bytes(trained))


def network_to_bytes(trained: TrainedNetwork) -> bytes:
    """Make the content of the file that `save_network` writes."""
    return save_tensors(*network_parts(trained))


def load_network(path: Path) -> TrainedNetwork:
    """Load a network from a file of `save_network`. Everything in the file is checked: it may come from anyone.

    Raises:
        StorageError: the file is missing, broken, or of another kind.
    """
    with errors_of(path), safe_open(path, framework="numpy") as file:
        return check_network(path, {name: file.get_tensor(name) for name in list(file.keys())}, file.metadata() or {})


def parse_network(content: bytes) -> TrainedNetwork:
    """Read a network from the content of such a file. Everything is checked: it may come from anyone.

    Raises:
        StorageError: the content is broken, or of another kind.
    """
    with errors_of("It"):
        return check_network("It", *read_content(content))


def network_parts(trained: TrainedNetwork) -> tuple[dict[str, np.ndarray], dict[str, str]]:
    """Return the tensors and the metadata of a network's file."""
    tensors = pack_network(trained.network, trained.recipe)
    return tensors, {"recipe": json.dumps(trained.recipe.to_dict()), "accuracies": json.dumps(trained.accuracies)}


def read_content(content: bytes) -> tuple[dict[str, np.ndarray], dict[str, str]]:
    """Read the tensors and the metadata in the content of any safetensors file. Call it inside `errors_of`."""
    header = json.loads(content[8 : 8 + int.from_bytes(content[:8], "little")])
    return load_tensors(content), header["__metadata__"]


@contextmanager
def errors_of(where: object) -> Iterator[None]:
    """Turn any error of reading a network inside the block into a StorageError that names `where`, the file."""
    try:
        yield
    except StorageError:
        raise
    except KeyError as error:
        raise StorageError(f"{where} says nothing of its {error.args[0]}: it is not a network of One Layer.") from error
    except (OSError, SafetensorError, ValueError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise StorageError(f"{where} is not a network that can be read ({error}).") from error


def check_network(where: object, tensors: Mapping[str, np.ndarray], metadata: Mapping[str, str]) -> TrainedNetwork:
    """Make a network from a file's tensors and metadata, and check them. Call it inside `errors_of`."""
    recipe = Recipe.from_dict(json.loads(metadata["recipe"]))
    accuracies = json.loads(metadata["accuracies"])
    if not all(type(accuracy) in (int, float) and 0 <= accuracy <= 1 for accuracy in accuracies.values()):
        raise StorageError(f"{where} has accuracies that are not numbers from 0 to 1.")
    try:
        network = unpack_network(tensors, recipe)
    except PackingError as error:
        raise StorageError(f"{where} {error}.") from error
    return TrainedNetwork(network, recipe, accuracies)


@cache
def load_shipped_network(name: str) -> TrainedNetwork:
    """Load a network that ships, one of SHIPPED. Read once per process, without TensorFlow.

    Raises:
        AssetError: the file is missing or broken.
    """
    path = ASSETS / f"{name}.safetensors"
    try:
        return load_network(path)
    except StorageError as error:
        raise AssetError(f"{error} Restore it with `git checkout assets`, or train it with `make train`.") from error

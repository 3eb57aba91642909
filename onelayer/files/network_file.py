"""Trained networks and their safetensors files. Loading such a file runs no code from it."""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import overload

import numpy as np
from safetensors import SafetensorError
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

        It has the numbers, packed as the recipe says, and recipe and accuracies as JSON in its header.

        >>> import onelayer
        >>> onelayer.load("article").save("mine.safetensors")
        >>> onelayer.load("mine.safetensors").accuracies["test_accuracy"]
        0.8875

        Raises:
            OSError: the file cannot be written; an existing file stays unchanged.
        """
        with replacing(Path(path)) as unfinished:
            unfinished.write_bytes(network_to_bytes(self))


def network_to_bytes(trained: TrainedNetwork) -> bytes:
    """Make the content of the file that `TrainedNetwork.save` writes."""
    metadata = {"recipe": json.dumps(trained.recipe.to_dict()), "accuracies": json.dumps(trained.accuracies)}
    return save_tensors(pack_network(trained.network, trained.recipe), metadata)


def load_network(path: Path) -> TrainedNetwork:
    """Load a network from a file of `TrainedNetwork.save`. Everything in the file is checked: it may come from anyone.

    Raises:
        StorageError: the file is missing, broken, or of another kind.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise StorageError(f"{path} cannot be read ({error.strerror}).") from error
    return parse_network(content, path)


def parse_network(content: bytes, name: object = "It") -> TrainedNetwork:
    """Read a network from the content of such a file. Everything is checked: it may come from anyone.

    Args:
        content: the file's bytes.
        name: the file's name, with which an error's sentence begins.

    Raises:
        StorageError: the content is broken, or of another kind.
    """
    try:
        tensors, metadata = read_content(content)
        recipe, accuracies = Recipe.from_dict(json.loads(metadata["recipe"])), json.loads(metadata["accuracies"])
        if not all(type(accuracy) in (int, float) and 0 <= accuracy <= 1 for accuracy in accuracies.values()):
            raise PackingError("has accuracies that are not numbers from 0 to 1")
        return TrainedNetwork(unpack_network(tensors, recipe), recipe, accuracies)
    except PackingError as error:
        raise StorageError(f"{name} {error}.") from error
    except KeyError as error:
        raise StorageError(f"{name} says nothing of its {error.args[0]}: it is not a network of One Layer.") from error
    except (SafetensorError, ValueError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise StorageError(f"{name} is not a network that can be read ({error}).") from error


def read_content(content: bytes) -> tuple[dict[str, np.ndarray], dict[str, str]]:
    """Read the tensors and the metadata in the content of any safetensors file. Broken content raises many errors."""
    tensors = load_tensors(content)
    header = json.loads(content[8 : 8 + int.from_bytes(content[:8], "little")])
    return tensors, header.get("__metadata__", {})


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

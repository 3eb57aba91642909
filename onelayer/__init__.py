"""One Layer: a network of one dense layer reads hand-drawn digits and shows how it does so.

>>> import onelayer
>>> onelayer.read("seven.jpg").digit
7

`read` reads a digit, `read_number` a number, `read_numbers` all numbers of a picture. `train` and `teach` make
networks, `load` loads one. What is in `__all__` is public; everything else may change.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    # Type checkers find the names of `__all__` here.
    from onelayer.library import *  # noqa: F403

# ruff: noqa: F405
__all__ = [
    "AssetError",
    "Drawing",
    "DrawingError",
    "DrawingsFileError",
    "Metrics",
    "MissingExtraError",
    "NumberReading",
    "PhotoError",
    "Reading",
    "Recipe",
    "RecipeError",
    "StorageError",
    "TrainedNetwork",
    "TrainingDiverged",
    "TrainingProgress",
    "Verdict",
    "load",
    "read",
    "read_number",
    "read_numbers",
    "teach",
    "train",
]


def __getattr__(name: str) -> Any:
    """Load the library with its first name that is used: a training process imports this module before NumPy."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("onelayer.library"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

"""Large arrays that several processes use, each in a file that all of them map: the memory holds them once."""

import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import numpy as np
from filelock import FileLock

from onelayer.data.freed_memory import return_freed_memory

MOST_BYTES = 2_500_000_000  # of all files together; those not used for longest go first

_folder: Path | None = None


def share_arrays_in(folder: Path) -> None:
    """From now on this process finds arrays in a folder, and leaves there those that it makes."""
    global _folder
    _folder = folder


def shared_array(name: str, make: Callable[[], np.ndarray]) -> np.ndarray:
    """The array of a name; made by the first process that asks for it, while others wait. Without a folder it is made.

    Args:
        name: what the array depends on, all of it.
        make: makes it.

    Returns:
        An array that shows as writable, for TensorFlow shares memory with no other; what is written stays in this
        process.
    """
    if _folder is None:
        return make()
    path = _folder / f"{sha256(name.encode()).hexdigest()[:32]}.npy"
    with FileLock(path.with_suffix(".lock")):  # the system frees it where a process dies
        if not path.exists():
            array = make()
            _make_room(_folder, array.nbytes)
            unfinished = path.with_suffix(".unfinished")
            with unfinished.open("wb") as file:
                np.save(file, array)
            unfinished.replace(path)
            del array
            return_freed_memory()
        os.utime(path)
        mapped: np.ndarray = np.load(path, mmap_mode="c")
        return mapped


def _make_room(folder: Path, size: int) -> None:
    """Delete what was not used for longest. Who has it mapped keeps it."""
    files = sorted(folder.glob("*.npy"), key=lambda path: path.stat().st_mtime)
    while files and sum(path.stat().st_size for path in files) + size > MOST_BYTES:
        files.pop(0).unlink(missing_ok=True)

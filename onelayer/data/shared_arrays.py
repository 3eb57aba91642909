"""Large arrays for several processes. All of them map the same files, so that each array is in memory once."""

import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import numpy as np

from onelayer.data.freed_memory import return_freed_memory

FOLDER_SETTING = "ONE_LAYER_PREPARED_INPUTS"
MOST_BYTES = 2_500_000_000  # of all files together; the least recently used are deleted first


_folder: Path | None = None


def kept_folder() -> Path | None:
    """Return the folder that the environment variable FOLDER_SETTING names, made if it is missing; None if not set.

    Raises:
        ValueError: the setting names no folder, and none that can be made.
    """
    setting = os.environ.get(FOLDER_SETTING)
    if not setting:
        return None
    folder = Path(setting)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ValueError(f"{FOLDER_SETTING} must name a folder, or one that can be made, not {setting!r}.") from error
    return folder


def share_arrays_in(folder: Path) -> None:
    """Let this process look for arrays in a folder, and write new ones there, from now on."""
    global _folder
    _folder = folder


def shared_array(name: str, make: Callable[[], np.ndarray]) -> np.ndarray:
    """Return the array of a name. The first process that asks for it makes it; the others wait for the file.

    Without a shared folder, of `share_arrays_in` or of the setting, the array is made each time.

    Args:
        name: names everything that the array depends on.
        make: a function that makes the array.

    Returns:
        The array, mapped from its file. It is writable, because TensorFlow shares memory only with writable arrays;
        changes stay in this process and are not written to the file.
    """
    folder = _folder or kept_folder()
    if folder is None:
        return make()
    from filelock import FileLock  # only the app has it, whose processes share

    path = folder / f"{sha256(name.encode()).hexdigest()[:32]}.npy"
    with FileLock(path.with_suffix(".lock")):  # the system releases the lock if the process dies
        if not path.exists():
            array = make()
            _make_room(folder, array.nbytes)
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
    """Delete the least recently used files, until `size` more bytes fit. Processes that have mapped a file keep it."""
    files = sorted(folder.glob("*.npy"), key=lambda path: path.stat().st_mtime)
    while files and sum(path.stat().st_size for path in files) + size > MOST_BYTES:
        files.pop(0).unlink(missing_ok=True)

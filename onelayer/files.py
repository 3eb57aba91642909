"""Writing files so that a kill in the middle leaves the old file whole."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A new file to write, beside `path` and with its ending; it takes its place when the block ends without an error.

    A kill leaves `path` as it was, and at worst the hidden unfinished file beside it. A symbolic link stays one.

    Raises:
        OSError: the folder is missing or cannot be written.
    """
    path = path.resolve()
    unfinished = _new_file_beside(path)
    try:
        yield unfinished
        with unfinished.open("rb+") as file:
            os.fsync(file.fileno())
        unfinished.chmod(0o644)
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)


def check_replaceable(path: Path) -> None:
    """Find out before long work, and not after it, whether its result can be written to `path`.

    Raises:
        OSError: there is no such folder, or it is no place to write; the message says what to do.
    """
    if not path.parent.is_dir():
        raise OSError(f"{path} cannot be written: there is no folder {path.parent}. Make it first.")
    if path.is_dir():
        raise OSError(f"{path} cannot be written: it is a folder. Name a file.")
    if path.exists() and not path.is_file():
        raise OSError(f"{path} cannot be written: it is a device, not a file. Name a file.")
    try:
        _new_file_beside(path.resolve()).unlink()
    except OSError as error:
        raise OSError(f"{path} cannot be written: {error.strerror}.") from error


def _new_file_beside(path: Path) -> Path:
    """An empty hidden file in the same folder, and so on the same disk, with the same ending."""
    handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=f".unfinished{path.suffix}", dir=path.parent)
    os.close(handle)
    return Path(name)

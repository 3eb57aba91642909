"""Writing files so that the old file stays whole if the program is killed meanwhile."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a new file to write, beside `path` and with its ending; it replaces `path` if the block ends without error.

    If the program is killed, `path` is unchanged; the hidden unfinished file may stay beside it. A symbolic link stays
    a link.

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
    """Check that a file can be written to `path`. Call it before long work, not only after it.

    Raises:
        OSError: the folder does not exist, or `path` cannot be written; the message says what to do.
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
    """Make an empty hidden file in the same folder, and so on the same disk, with the same ending."""
    handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=f".unfinished{path.suffix}", dir=path.parent)
    os.close(handle)
    return Path(name)

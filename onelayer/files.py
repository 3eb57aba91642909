"""Writing files so that a kill in the middle leaves the old file whole."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A new file to write, beside `path` and with its ending; it takes its place when the block ends without an error.

    Raises:
        OSError: the folder is missing or cannot be written.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=f".unfinished{path.suffix}", dir=path.parent)
    os.close(handle)
    unfinished = Path(name)
    try:
        yield unfinished
        with unfinished.open("rb+") as file:
            os.fsync(file.fileno())
        unfinished.chmod(0o644)
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)

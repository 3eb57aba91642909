"""What becomes of memory that large arrays leave behind.

The C library gives it back to the system at once, and the next array of that size has each of its pages given anew,
filled with zeros: a third of the time of a training run, whose every shard is such an array. Where there is no GNU C
library nothing is changed.
"""

import ctypes
from functools import cache
from typing import Any

# Of mallopt(3): how much is left on top before it is given back, how much is asked for at once, and how many arrays
# have a mapping of their own.
TRIM_THRESHOLD, TOP_PAD, MMAP_MAX = -1, -2, -4
MOST_KEPT = 2**31 - 1  # bytes
ASKED_AT_ONCE = 64 * 1024 * 1024  # bytes: more than a shard


def keep_freed_memory() -> None:
    """From now on this process keeps what it frees, for the next array."""
    library = _c_library()
    if hasattr(library, "mallopt"):
        library.mallopt(MMAP_MAX, 0)
        library.mallopt(TRIM_THRESHOLD, MOST_KEPT)
        library.mallopt(TOP_PAD, ASKED_AT_ONCE)


def return_freed_memory() -> None:
    """Give back now what is not used: after something that took much more than what follows will."""
    library = _c_library()
    if hasattr(library, "malloc_trim"):
        library.malloc_trim(0)


@cache
def _c_library() -> Any:
    try:
        return ctypes.CDLL(None)
    except (OSError, TypeError):  # Windows
        return None

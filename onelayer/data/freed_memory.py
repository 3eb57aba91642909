"""Keep the memory of large arrays that were freed, for the next arrays.

By default the C library returns such memory to the system at once, and the system fills each page of the next array
with zeros again. In a training run every shard is a large array, and this took a third of its time. Without the GNU C
library these functions do nothing.
"""

import ctypes
from functools import cache
from typing import Any

# Parameters of mallopt(3): how much free memory is kept, how much is requested at once, and how many arrays may have a
# memory mapping of their own.
TRIM_THRESHOLD, TOP_PAD, MMAP_MAX = -1, -2, -4
MOST_KEPT = 2**31 - 1  # bytes
ASKED_AT_ONCE = 64 * 1024 * 1024  # bytes: more than a shard


def keep_freed_memory() -> None:
    """Let this process keep the memory that it frees, from now on."""
    library = _c_library()
    if hasattr(library, "mallopt"):
        library.mallopt(MMAP_MAX, 0)
        library.mallopt(TRIM_THRESHOLD, MOST_KEPT)
        library.mallopt(TOP_PAD, ASKED_AT_ONCE)


def return_freed_memory() -> None:
    """Return unused memory to the system now. Call it after a step that needed much more than the next ones will."""
    library = _c_library()
    if hasattr(library, "malloc_trim"):
        library.malloc_trim(0)


@cache
def _c_library() -> Any:
    try:
        return ctypes.CDLL(None)
    except (OSError, TypeError):  # Windows
        return None

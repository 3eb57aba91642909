"""The memory that a visitor's data takes, for the limit on all visitors together."""

import sys
from typing import Any

from onelayer.training.run import Run
from onelayer.training.teaching import Lesson
from onelayer.ui.session import Session

AROUND_ARRAYS = 32  # the objects around arrays take at most 1/32 of the arrays' bytes


def bytes_of(value: Any) -> int:
    """Return the bytes of a gr.State's value; for a Session, a Run or a Lesson, with everything in it."""
    if isinstance(value, Session | Run):
        arrays = value.size
    elif isinstance(value, Lesson):
        arrays = value.start.kernel.nbytes + value.taught.kernel.nbytes
    else:
        return sys.getsizeof(value)
    return arrays + arrays // AROUND_ARRAYS + sys.getsizeof(value)

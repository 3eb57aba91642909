"""What a visitor's things take in memory, for the bound on what all visitors have together."""

import sys
from typing import Any

from onelayer.training.run import Run
from onelayer.training.teaching import Lesson
from onelayer.ui.session import Session

AROUND_ARRAYS = 32  # the objects around arrays take at most so many times less than they


def bytes_of(value: Any) -> int:
    """Bytes of the value of a gr.State; of a Session, a Run or a Lesson, all that it holds."""
    if isinstance(value, Session | Run):
        arrays = value.size
    elif isinstance(value, Lesson):
        arrays = value.start.kernel.nbytes + value.taught.kernel.nbytes
    else:
        return sys.getsizeof(value)
    return arrays + arrays // AROUND_ARRAYS + sys.getsizeof(value)

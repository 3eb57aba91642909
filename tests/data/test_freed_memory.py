import os
import subprocess
import sys

import pytest

MEASURE = """
import resource
import numpy as np
from onelayer.data.freed_memory import keep_freed_memory, return_freed_memory

def faults():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(5):
        np.ones(40_000_000, np.uint8)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before

plain = faults()
keep_freed_memory()
np.ones(40_000_000, np.uint8)
kept = faults()
return_freed_memory()
print(plain, kept, faults())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the GNU C library's ways")
def test_what_is_freed_is_kept_until_it_is_returned() -> None:
    """Counted in pages that the system had to give, of 5 arrays of some 10,000 pages: small ones, as huge ones are
    given or not as there are any."""
    environment = {**os.environ, "NUMPY_MADVISE_HUGEPAGE": "0"}
    done = subprocess.run([sys.executable, "-c", MEASURE], env=environment, capture_output=True, text=True, check=True)
    plain, kept, returned = map(int, done.stdout.split())
    assert kept < plain / 4
    assert returned > 2 * kept

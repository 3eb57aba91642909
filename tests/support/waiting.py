"""Waits for what another thread does."""

import time
from collections.abc import Callable

SECONDS = 60  # after which it is taken for what never comes


def wait_until(is_so: Callable[[], bool]) -> None:
    """Look again and again."""
    started = time.monotonic()
    while not is_so():
        assert time.monotonic() - started < SECONDS
        time.sleep(0.01)

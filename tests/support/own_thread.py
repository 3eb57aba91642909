"""Runs what needs an event loop of its own: in a worker that has opened a browser, one runs already."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Result = TypeVar("Result")


def in_own_thread(work: Callable[[], Result]) -> Result:
    """Do work in a new thread, and return or raise what it does."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(work).result()

"""Ctrl-C stops a training run, so that what was learned can be saved."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType


@dataclass
class Stop:
    """Whether to stop.

    Attributes:
        learning: training has begun, so there is something to save.
        asked: Ctrl-C was pressed after training had begun.
    """

    learning: bool = False
    asked: bool = False


@contextmanager
def ctrl_c_asks_to_stop() -> Iterator[Stop]:
    """Let Ctrl-C stop the training, so that the network can be saved.

    A second Ctrl-C, or one before training has begun, ends the command at once.
    """
    stop = Stop()

    def on_ctrl_c(number: int, frame: FrameType | None) -> None:
        if stop.asked or not stop.learning:
            raise KeyboardInterrupt
        stop.asked = True

    previous = signal.signal(signal.SIGINT, on_ctrl_c)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, previous)

"""Keras' progress bar, for the reports of a run on a command line."""

import sys
from typing import Any

from onelayer.training.progress import Progress

METRICS = ["accuracy", "loss", "val_accuracy", "val_loss"]  # as Keras names them, in its order


def build_progress_bar(batches: int) -> Any:
    """Make Keras' progress bar for an epoch. Without a terminal it prints one line when the epoch is done."""
    from keras.utils import Progbar

    return Progbar(batches, verbose=1 if sys.stdout.isatty() else 2, stateful_metrics=METRICS)


def show(progress: Progress, bar: Any) -> None:
    """Show a report on an epoch's bar."""
    values = [*progress.training[::-1]]
    if progress.validation:
        values += [*progress.validation[::-1]]
    ended = progress.finished or progress.batch == progress.batches
    bar.update(progress.batch, list(zip(METRICS, values, strict=False)), finalize=ended)

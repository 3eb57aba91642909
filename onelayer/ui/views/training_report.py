"""A training run in progress: its log, its state, its curves."""

from dataclasses import dataclass, field
from html import escape
from typing import Literal

import numpy as np

from onelayer.training.progress import Progress
from onelayer.training.recipe import Recipe
from onelayer.training.run import Recorder, Run
from onelayer.ui.components.curves import CurveValues
from onelayer.ui.words import format_count, format_loss

Metric = Literal["loss", "accuracy"]
COLUMNS: dict[str, int] = {"loss": 1, "accuracy": 2}
"""The column of each metric in a Run's curves; column 0 has the epochs."""


@dataclass
class TrainingReport:
    """Collects the reports of one run."""

    recorder: Recorder
    epochs: dict[int, str] = field(default_factory=dict)

    def add(self, progress: Progress) -> None:
        """Add a report."""
        self.recorder.add(progress)
        self.epochs[progress.epoch] = format_log_line(progress)

    def curves(self, metric: Metric) -> CurveValues:
        """Return the curves of one metric over the epochs, for training and validation."""
        recorder = self.recorder
        return curve_values(recorder.recipe, recorder.training_points, recorder.validation_points, metric)

    @property
    def log(self) -> str:
        """A line for each epoch, in the form of Keras' log."""
        return "\n".join(self.epochs.values())


def curve_values(recipe: Recipe, training: np.ndarray, validation: np.ndarray, metric: Metric) -> CurveValues:
    """Take one metric from a Run's curves (n, 3)."""
    columns = [0, COLUMNS[metric]]
    return CurveValues(recipe.epochs, {"training": training[:, columns], "validation": validation[:, columns]})


def format_log_line(progress: Progress) -> str:
    """Write the state of an epoch, in the form of Keras' log."""
    words = [
        f"Epoch {progress.epoch}/{progress.recipe.epochs}",
        f"{progress.batch}/{progress.batches}",
        f"accuracy: {progress.training.accuracy:.4f}",
        f"loss: {progress.training.loss:.4f}",
    ]
    if progress.validation:
        words += [
            f"val_accuracy: {progress.validation.accuracy:.4f}",
            f"val_loss: {progress.validation.loss:.4f}",
        ]
    return " · ".join(words)


def render_state(sentence: str, fraction: float = 0.0) -> str:
    """Write HTML: a sentence over a bar that is filled to a fraction, 0 to 1."""
    width = f"{100 * fraction:.1f}%"
    return (
        f'<div class="run-state"><div class="run-sentence" role="status">{escape(sentence)}</div>'
        f'<div class="run-track" aria-hidden="true"><div class="run-bar" style="width:{width}"></div></div></div>'
    )


def format_job_progress(progress: Progress, seconds: float) -> str:
    """Write HTML: epoch and batch, and the time left at the speed so far.

    Args:
        progress: the latest report.
        seconds: the time since the run began, with pauses.
    """
    seconds_left = seconds * (progress.reports - progress.report) / progress.report
    return render_state(
        f"Epoch {progress.epoch} of {progress.recipe.epochs} · batch {progress.batch} of {progress.batches} · "
        f"{seconds_left:.1f} s left",
        progress.batches_done / progress.batches_in_all,
    )


def format_job_end(progress: Progress, run: Run) -> str:
    """Write HTML that says how a run ended, after its last report."""
    yours = f" and {format_count(run.drawings, 'drawing')} of yours" if run.drawings else ""
    diverged = f" {format_divergence(run)}" if run.diverged else ""
    if progress.stopped:
        return render_state(
            f"Stopped in epoch {progress.epoch} after batch {progress.batch} of {progress.batches}. "
            f"What was learned is kept.{diverged}",
            progress.batches_done / progress.batches_in_all,
        )
    epochs = format_count(progress.recipe.epochs, "epoch")
    images = f"{progress.recipe.training_examples:,} images{yours}"
    return render_state(f"Trained {epochs} of {images} in {progress.seconds:.2f} s.{diverged}", 1.0)


def format_divergence(run: Run) -> str:
    """Say how far a run diverged, and what to do."""
    last = (run.validated or run.metrics).loss
    return (
        f"It diverged: its loss ended at {format_loss(last)}, above the {format_loss(run.first_loss)} it began with. "
        "Try a lower rate."
    )

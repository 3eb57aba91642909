"""A training run in words and figures: its log, its state, its curves and its table of results."""

from dataclasses import dataclass, field
from html import escape
from typing import Literal

from onelayer.evaluation import REFERENCES, Accuracies, Figures
from onelayer.recipe import Recipe
from onelayer.storage import load_shipped_network
from onelayer.training import Progress
from onelayer.ui.components.curves import CurveValues


@dataclass
class TrainingReport:
    """Collects the reports of one run."""

    recipe: Recipe
    points: dict[str, list[tuple[float, Figures]]] = field(default_factory=lambda: {"training": [], "validation": []})
    epochs: dict[int, str] = field(default_factory=dict)

    def add(self, progress: Progress) -> None:
        """Take in one more report."""
        at = progress.batches_done / progress.batches
        self.points["training"].append((at, progress.recent))
        if progress.validation:
            self.points["validation"].append((at, progress.validation))
        self.epochs[progress.epoch] = log_line(progress)

    def curves(self, figure: Literal["loss", "accuracy"]) -> CurveValues:
        """One figure by epoch, for training and validation."""
        return CurveValues(
            self.recipe.epochs,
            {part: [(at, getattr(figures, figure)) for at, figures in points] for part, points in self.points.items()},
        )

    @property
    def log(self) -> str:
        """A line an epoch, in the shape of Keras'."""
        return "\n".join(self.epochs.values())


def log_line(progress: Progress) -> str:
    """Where an epoch stands, in the shape of Keras'."""
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


def state_html(sentence: str, part: float = 0.0) -> str:
    """One sentence over a bar of which `part`, 0 to 1, is full."""
    width = f"{100 * part:.1f}%"
    return (
        f'<div class="run-state"><div class="run-sentence" role="status">{escape(sentence)}</div>'
        f'<div class="run-track" aria-hidden="true"><div class="run-bar" style="width:{width}"></div></div></div>'
    )


def progress_state(progress: Progress, seconds: float) -> str:
    """Epoch and batch, with the time left at the speed so far; `seconds` since the run began, pauses included."""
    seconds_left = seconds * (progress.reports - progress.report) / progress.report
    return state_html(
        f"Epoch {progress.epoch} of {progress.recipe.epochs} · batch {progress.batch} of {progress.batches} · "
        f"{seconds_left:.1f} s left",
        progress.batches_done / progress.batches_in_all,
    )


def finished_state(progress: Progress) -> str:
    """How the run ended."""
    images = progress.recipe.training_examples
    if progress.stopped:
        return state_html(
            f"Stopped in epoch {progress.epoch} after batch {progress.batch} of {progress.batches}. "
            "What was learned is kept.",
            progress.batches_done / progress.batches_in_all,
        )
    epochs = "1 epoch" if progress.recipe.epochs == 1 else f"{progress.recipe.epochs} epochs"
    return state_html(f"Trained {epochs} of {images:,} images in {progress.seconds:.2f} s.", 1.0)


def results_html(progress: Progress | None, test: Figures | None) -> str:
    """The run's accuracies beside those of the networks that ship and of others."""
    rows: list[Accuracies] = []
    if progress and test:
        own = progress.validation.accuracy if progress.validation else None
        rows.append(("Yours, just now", progress.training.accuracy, own, test.accuracy))
    for title, name in (("Upright, as it ships", "upright"), ("The article’s recipe, as it ships", "article")):
        figures = load_shipped_network(name).figures
        training, validation, tested = (figures.get(f"{part}_accuracy") for part in ("training", "validation", "test"))
        rows.append((title, training, validation, tested))
    rows += REFERENCES
    body = "".join(
        f"<tr{' class=mine' if name.startswith('Yours') else ''}><th scope=row>{escape(name)}</th>"
        + "".join(f"<td>{'–' if value is None else f'{100 * value:.2f} %'}</td>" for value in values)
        + "</tr>"
        for name, *values in rows
    )
    return (
        '<table class="results"><caption>Accuracy</caption><thead><tr><th scope=col>Network</th>'
        "<th scope=col>Training</th><th scope=col>Validation</th><th scope=col>Test</th></tr></thead>"
        f"<tbody>{body}</tbody></table>"
    )

"""What the Retrain tab says at the end of a run."""

from dataclasses import replace

import numpy as np
import pytest

from onelayer.training.evaluation import Metrics
from onelayer.training.progress import Progress
from onelayer.training.recipe import DIRECTIONS, UPRIGHT, Recipe
from onelayer.training.run import Run
from onelayer.ui.views.training_report import format_job_end
from tests.ui.test_session import make_run

LAST = Progress(Recipe(), 5, 750, 750, 9, 9, Metrics(0.4, 0.88), Metrics(0.4, 0.89), None, make_run().network, 0.24)
VALIDATED = np.array([[1, 9.0, 0.9035]], np.float32)


def run_with(recipe: Recipe, test: float, validation: np.ndarray = VALIDATED, **changes: object) -> Run:
    """A run of a recipe that reads a fraction of the test digits."""
    curve = np.full((9, 3), 9.5, np.float32)
    run = replace(make_run(), recipe=recipe, training=curve, validation=validation, test=Metrics(9.0, test))
    return replace(run, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("recipe", [Recipe(), UPRIGHT, DIRECTIONS, Recipe(epochs=1)])
def test_the_end_of_a_run_says_how_much_it_reads(recipe: Recipe) -> None:
    ended = format_job_end(replace(LAST, recipe=recipe, epoch=recipe.epochs), run_with(recipe, 0.8875))
    assert f"Trained {recipe.epochs} epoch" in ended
    assert (
        f"of {recipe.training_examples:,} images in 0.24 s. It reads 88.75 % of the 10,000 test digits and 90.35 % of "
        "its validation images; the article printed 91.09 % on its own.</div>"
    ) in ended


def test_without_validation_images_none_are_spoken_of() -> None:
    recipe = Recipe(validation_split=0)
    nothing = np.zeros((0, 3), np.float32)
    ended = format_job_end(replace(LAST, recipe=recipe), run_with(recipe, 0.9, nothing, metrics=Metrics(0.4, 0.9)))
    assert "It reads 90.00 % of the 10,000 test digits; the article printed 91.09 % on its validation images." in ended


def test_a_run_that_was_stopped_says_it_as_well_and_how_far_it_came() -> None:
    ended = format_job_end(replace(LAST, epoch=2, batch=375, stopped=True), run_with(Recipe(), 0.85, stopped=True))
    assert (
        "Stopped in epoch 2 after batch 375 of 750. What was learned is kept. It reads 85.00 % of the 10,000 test"
        in ended
    )
    assert "width:30.0%" in ended


def test_the_visitors_drawings_are_counted() -> None:
    assert "48,000 images and 30 drawings of yours in" in format_job_end(LAST, run_with(Recipe(), 0.9, drawings=30))

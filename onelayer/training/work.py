"""Bounds the work of a run, so that nobody waits for long."""

import math

from onelayer.training.recipe import LIMITS, Recipe

# Measured with one thread of a 2-core machine.
SECONDS_PER_IMAGE = {True: 1.6e-6, False: 4.2e-6}  # True: a raw image, which is kept as bytes
SECONDS_PER_BATCH = 25e-6
SECONDS_PER_CAPTCHA = 6e-3  # to make one, and the inputs of its windows
MOST_SECONDS = 120.0


class TooMuchWork(ValueError):
    """A run would take too long; the message says what makes it shorter."""


def work_seconds(recipe: Recipe) -> float:
    """Estimate a run's seconds on the machine of the constants above, its inputs prepared already."""
    epoch = recipe.training_examples * SECONDS_PER_IMAGE[recipe.input_form == "raw"]
    return recipe.captchas * SECONDS_PER_CAPTCHA + recipe.all_epochs * (epoch + recipe.batches * SECONDS_PER_BATCH)


def check_work(recipe: Recipe) -> None:
    """Check that a run's work is within the bound.

    Raises:
        TooMuchWork: it is not.
    """
    seconds = work_seconds(recipe)
    if seconds > MOST_SECONDS:
        raise TooMuchWork(
            f"It would take about {round(seconds / 60)} minutes, and {MOST_SECONDS / 60:.0f} minutes are the most: "
            f"others wait. {advise_shorter(recipe, seconds)}"
        )


def advise_shorter(recipe: Recipe, seconds: float) -> str:
    """Write a sentence that says how to shorten a run that would take so many seconds."""
    ways = []
    epochs = math.floor(recipe.epochs * MOST_SECONDS / seconds)
    if 1 <= epochs < recipe.epochs:
        ways.append(f"{epochs} {'epoch' if epochs == 1 else 'epochs'}")
    if recipe.batch_size < LIMITS["batch_size"].high:
        ways.append("larger batches")
    if recipe.variations or recipe.styles:
        ways.append("fewer varied copies and ways of writing")
    return f"{' or '.join(ways or ['fewer examples']).capitalize()} would make it shorter."

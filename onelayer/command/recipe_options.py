"""The options of a recipe: which one, and what to change in it."""

import argparse
from contextlib import suppress

from onelayer.library import make_recipe
from onelayer.reading.inputs import INPUT_NAMES
from onelayer.reading.rounding import BITS
from onelayer.training.recipe import LIMITS, OPTIMIZERS, Recipe, format_number
from onelayer.training.recipes import ARTICLE, RECIPES, RUNGS

CHANGES = {
    **{rung.key: rung.change for rung in RUNGS},
    "captchas": "another task: the digits of captchas",
}
LIST = "\n".join(["recipes:", *(f"  {key:12}{change}" for key, change in CHANGES.items())])
"""The recipes with what each changes in the one before, as text for the help of a command."""


FORMS = ", ".join(f"{form} ({name})" for form, name in INPUT_NAMES.items())
SETTINGS = {
    "epochs": "passes over the training images",
    "batch_size": "images in a step",
    "learning_rate": "size of a step",
    "optimizer": f"one of {', '.join(OPTIMIZERS)}",
    "input_form": f"what the layer multiplies, one of {FORMS}",
    "examples": "how many of the 60,000 images to use, from the first",
    "validation_split": "fraction of them, the last ones, to validate on",
    "styles": "variations of each way of writing that are added",
    "variations": "varied copies of MNIST's training images that are added",
    "captchas": "train on the digits of so many captchas instead of MNIST's images",
    "decay": "let the learning rate fall to 0, in a straight line over the run",
    "calibrate": "at the end, divide the logits by the temperature that suits the validating images best, so that what "
    "it is 90 %% sure of is right 9 times in 10",
    "bits": f"of a weight, one of {', '.join(map(str, BITS))}; fewer than 32 are rounded",
    "sparsity": "fraction of the weights that become 0",
    "rounding_epochs": "further passes, with rounded weights, if there are fewer bits or zeros",
    "seed": "of the first weights and of the order of the images",
}
"""The settings of a recipe that are options, with what the help says of each."""


def add_recipe(parser: argparse.ArgumentParser) -> None:
    """Add the options. Each setting that is given overrides the recipe's value."""
    parser.add_argument("--recipe", choices=RECIPES, default="article", help="start from this one; see below (article)")
    for name, what in SETTINGS.items():
        add_setting(parser, name, what)
    parser.add_argument(
        "--start",
        metavar="NETWORK",
        help="go on from the weights of this network, a name or a file, of the recipe's input form (default: random)",
    )


def add_setting(parser: argparse.ArgumentParser, name: str, what: str) -> None:
    """Add an option for a value of a recipe; its help shows the limits and the article's value."""
    limits = f", {format_number(LIMITS[name].low)} to {format_number(LIMITS[name].high)}" if name in LIMITS else ""
    value = getattr(ARTICLE, name)
    told = f"{what}{limits} (the article's: {value})"
    if isinstance(value, bool):
        parser.add_argument(f"--{name}", action=argparse.BooleanOptionalAction, help=told)
        return

    def value_of(text: str) -> object:
        """Read a number. Other text stays text: the recipe refuses it with a message that names the limits."""
        for number in () if isinstance(value, str) else (int, float):
            with suppress(ValueError):
                return number(text)
        return text

    metavar = {str: "NAME", int: "N", float: "X"}[type(value)]
    parser.add_argument(f"--{name.replace('_', '-')}", dest=name, type=value_of, metavar=metavar, help=told)


def recipe_of(options: argparse.Namespace) -> Recipe:
    """Make the recipe from the one that was named and the settings that override its values.

    Raises:
        RecipeError: a value is outside its limits.
    """
    return make_recipe(options.recipe, given_settings(options))


def given_settings(options: argparse.Namespace) -> dict[str, object]:
    """Return the settings of the recipe that were given, by name."""
    return {name: value for name in SETTINGS if (value := getattr(options, name)) is not None}

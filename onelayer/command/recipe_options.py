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


def add_recipe(parser: argparse.ArgumentParser) -> None:
    """Add the options. Each setting that is given overrides the recipe's value."""
    parser.add_argument("--recipe", choices=RECIPES, default="article", help="start from this one; see below (article)")
    forms = ", ".join(f"{form} ({name})" for form, name in INPUT_NAMES.items())
    add_setting(parser, "epochs", "passes over the training images")
    add_setting(parser, "batch_size", "images in a step")
    add_setting(parser, "learning_rate", "size of a step")
    add_setting(parser, "optimizer", f"one of {', '.join(OPTIMIZERS)}")
    add_setting(parser, "input_form", f"what the layer multiplies, one of {forms}")
    add_setting(parser, "examples", "how many of the 60,000 images to use, from the first")
    add_setting(parser, "validation_split", "fraction of them, the last ones, to validate on")
    add_setting(parser, "styles", "variations of each way of writing that are added")
    add_setting(parser, "variations", "varied copies of MNIST's training images that are added")
    add_setting(parser, "captchas", "train on the digits of so many captchas instead of MNIST's images")
    add_switch(parser, "decay", "let the learning rate fall to 0, in a straight line over the run")
    add_switch(
        parser,
        "calibrate",
        "at the end, divide the logits by the temperature that suits the validating images best, so that what it is "
        "90 %% sure of is right 9 times in 10",
    )
    add_setting(parser, "bits", f"of a weight, one of {', '.join(map(str, BITS))}; fewer than 32 are rounded")
    add_setting(parser, "sparsity", "fraction of the weights that become 0")
    add_setting(parser, "rounding_epochs", "further passes, with rounded weights, if there are fewer bits or zeros")
    add_setting(parser, "seed", "of the first weights and of the order of the images")
    parser.add_argument(
        "--start",
        metavar="NETWORK",
        help="go on from the weights of this network, a name or a file, of the recipe's input form (default: random)",
    )


def add_switch(parser: argparse.ArgumentParser, name: str, what: str) -> None:
    """Add an option for a value of a recipe that is true or false; its help shows the article's."""
    parser.add_argument(f"--{name}", action=argparse.BooleanOptionalAction, help=f"{what} ({article_value(name)})")


def article_value(name: str) -> str:
    """Write one value of the article's recipe."""
    return f"the article's: {getattr(ARTICLE, name)}"


def add_setting(parser: argparse.ArgumentParser, name: str, what: str) -> None:
    """Add an option for a value of a recipe; its help shows the limits and the article's value."""
    limits = f", {format_number(LIMITS[name].low)} to {format_number(LIMITS[name].high)}" if name in LIMITS else ""
    kind = type(getattr(ARTICLE, name))
    metavar = {str: "NAME", int: "N", float: "X"}[kind]

    def value_of(text: str) -> object:
        """Read a number. Other text stays text: the recipe refuses it with a message that names the limits."""
        for number in () if kind is str else (int, float):
            with suppress(ValueError):
                return number(text)
        return text

    parser.add_argument(
        f"--{name.replace('_', '-')}",
        dest=name,
        type=value_of,
        metavar=metavar,
        help=f"{what}{limits} ({article_value(name)})",
    )


def recipe_of(options: argparse.Namespace) -> Recipe:
    """Make the recipe from the one that was named and the settings that override its values.

    Raises:
        RecipeError: a value is outside its limits.
    """
    given = {name: value for name in ARTICLE.to_dict() if (value := getattr(options, name)) is not None}
    return make_recipe(options.recipe, given)


def named_settings(options: argparse.Namespace) -> list[str]:
    """The names of the recipe's options that were given."""
    given = [name for name in (*ARTICLE.to_dict(), "start") if getattr(options, name) is not None]
    return given if options.recipe == "article" else ["recipe", *given]

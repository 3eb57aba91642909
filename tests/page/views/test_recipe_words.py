"""What the page is told of recipes."""

from onelayer.page.views.recipe_words import FIELDS, ORDER, known_recipes
from onelayer.training.recipe import LIMITS


def test_every_setting_is_named() -> None:
    assert sorted(ORDER) == sorted(FIELDS)


def test_the_page_knows_which_numbers_are_whole() -> None:
    whole = {name for name, (_, _, is_whole) in known_recipes()["limits"].items() if is_whole}
    assert whole == set(LIMITS) - {"learning_rate", "validation_split", "sparsity"}

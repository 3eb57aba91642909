from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onelayer.reading.rounding import BITS
from onelayer.training.recipe import LIMITS, Recipe, RecipeError, format_number
from onelayer.training.recipes import ARTICLE, RECIPES


def test_the_articles_recipe() -> None:
    assert ARTICLE.training_examples == 48_000
    assert ARTICLE.batches == 750
    assert (ARTICLE.epochs, ARTICLE.learning_rate, ARTICLE.optimizer, ARTICLE.input_form) == (5, 0.01, "sgd", "raw")


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("epochs", 0, "epochs must be a whole number from 1 to 50, not 0."),
        ("epochs", -1, "1 to 50"),
        ("epochs", 51, "1 to 50"),
        ("epochs", 2.5, "whole number"),
        ("batch_size", 7, "batch size must be a whole number from 8 to 1,024, not 7"),
        ("batch_size", 1025, "8 to 1,024"),
        ("learning_rate", 0, "0.000001 to 10"),
        ("learning_rate", float("nan"), "not nan"),
        ("learning_rate", None, "not empty"),
        ("learning_rate", 0.000_000_1, "not 0.0000001"),
        ("learning_rate", 1e-300, "not 1e-300"),
        ("examples", 60_001, "1,000 to 60,000"),
        ("validation_split", 0.51, "0 to 0.5"),
        ("captchas", 4001, "0 to 4,000"),
        ("seed", -1, "0 to 2,147,483,647"),
        ("optimizer", "adamw", "one of sgd, momentum, adam, rmsprop, not 'adamw'"),
        ("input_form", "blurred", "one of raw, scaled, upright, directions"),
        ("bits", 5, "bits must be one of 32, 8, 4, 3, 2, 1, not 5"),
        ("bits", True, "not True"),
        ("bits", [], "not []"),
        ("sparsity", 1.0, "0 to 0.99"),
        ("sparsity", -0.1, "0 to 0.99"),
        ("rounding_epochs", 0, "1 to 50"),
        ("rounding_epochs", 2.5, "whole number"),
        ("epochs", True, "not True"),
        ("epochs", "5", "not '5'"),
        ("epochs", 10**400, "1 to 50, not 1000"),
        ("seed", float("inf"), "not inf"),
        ("optimizer", [], "not []"),
    ],
)
def test_what_is_out_of_range_is_refused_with_its_limits(name: str, value: Any, message: str) -> None:
    with pytest.raises(RecipeError) as caught:
        Recipe.from_dict({name: value})
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.00001, "0.00001"),
        (1e-9, "0.000000001"),
        (0.7 / 10, "0.07"),
        (10.0, "10"),
        (0, "0"),
        (-0.5, "-0.5"),
        (2**31 - 1, "2,147,483,647"),
    ],
)
def test_numbers_are_written_in_plain_decimals(value: float, text: str) -> None:
    assert format_number(value) == text


def test_all_problems_are_named_at_once() -> None:
    with pytest.raises(RecipeError, match=r"epochs.*batch size"):
        Recipe(epochs=0, batch_size=0)


@pytest.mark.parametrize("name", LIMITS)
def test_both_limits_are_taken(name: str) -> None:
    for limit in LIMITS[name]:
        assert getattr(Recipe.from_dict({name: limit}), name) == limit


@pytest.mark.parametrize(
    ("values", "rounds", "epochs"),
    [
        ({}, False, 5),
        ({"rounding_epochs": 9}, False, 5),
        ({"bits": 1, "rounding_epochs": 9}, True, 14),
        ({"bits": 1.0, "epochs": 0}, True, 6),
        ({"sparsity": 0.5, "epochs": 0}, True, 6),
    ],
)
def test_the_epochs_with_rounded_weights_count_where_a_recipe_rounds(
    values: dict[str, Any], rounds: bool, epochs: int
) -> None:
    recipe = Recipe.from_dict(values)
    assert (recipe.rounds, recipe.all_epochs) == (rounds, epochs)
    assert type(recipe.bits) is int


def test_whole_floats_become_integers() -> None:
    assert repr(Recipe(epochs=5.0, batch_size=64.0)) == repr(Recipe())  # type: ignore[arg-type]


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=RECIPES)
def test_a_recipe_survives_the_way_through_a_dictionary(recipe: Recipe) -> None:
    assert Recipe.from_dict(recipe.to_dict()) == recipe


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(RecipeError, match="no 'depth'"):
        Recipe.from_dict({"depth": 2})


wild = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(10**308, 10**400),
    st.floats(),
    st.sampled_from(["", "sgd", "upright", "5"]),
    st.just([]),
)


@given(st.dictionaries(st.sampled_from(list(ARTICLE.to_dict())), wild))
def test_wild_values_give_a_sound_recipe_or_a_recipe_error(values: dict[str, Any]) -> None:
    try:
        recipe = Recipe.from_dict(values)
    except RecipeError:
        return
    assert all(low <= getattr(recipe, name) <= high for name, (low, high) in LIMITS.items())
    assert recipe.batches >= 1
    assert recipe.all_epochs >= 1
    assert recipe.bits in BITS


@pytest.mark.parametrize(
    "values", [{"Q" * 5000: 1}, {"optimizer": "Q" * 5000}, {"decay": "Q" * 5000}, {"epochs": "Q" * 5000}]
)
def test_a_refusal_does_not_repeat_all_of_a_long_text(values: dict[str, object]) -> None:
    with pytest.raises(RecipeError, match="Q") as refused:
        Recipe.from_dict(values)
    assert len(str(refused.value)) < 200

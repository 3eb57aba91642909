"""What recipes are called."""

from dataclasses import replace
from typing import Any

import pytest

from onelayer.page.views.recipe_words import ORDER, describe_changes, name_changed
from onelayer.training.recipe import ARTICLE, PRESETS, Recipe


@pytest.mark.parametrize(("preset", "name"), [("article", "Article"), ("upright", "Upright")])
def test_a_recipe_that_ships_has_its_name(preset: str, name: str) -> None:
    assert name_changed(PRESETS[preset].to_dict(), preset) == name


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"epochs": 3, "input_form": "upright"}, "Article, changed: inputs upright, 3 epochs"),
        ({"epochs": 1}, "Article, changed: 1 epoch"),
        ({"learning_rate": 0.00001}, "Article, changed: learning rate 0.00001"),
        ({"optimizer": "adam", "batch_size": 1024}, "Article, changed: Adam, batch size 1,024"),
        ({"decay": True, "calibrate": True, "seed": 7}, "Article, changed: decay on, calibrate on, seed 7"),
        ({"examples": 1000, "validation_split": 0.1}, "Article, changed: 1,000 images, validation split 0.1"),
        (
            {"styles": 80, "variations": 1, "epochs": 2, "seed": 7, "decay": True},
            "Article, changed: decay on, 2 epochs, 1 varied copy and 2 more",
        ),
    ],
)
def test_what_was_changed_is_said_up_to_three_and_how_many_more(changes: dict[str, Any], name: str) -> None:
    recipe = replace(ARTICLE, **changes)
    assert name_changed(recipe.to_dict(), "article") == name


@pytest.mark.parametrize("value", [None, "", 10**400, float("nan")])
def test_a_value_that_is_no_setting_is_named_all_the_same(value: Any) -> None:
    for name in ORDER:
        assert len(describe_changes({**ARTICLE.to_dict(), name: value}, "article")) == 1


def test_every_setting_is_named() -> None:
    assert sorted(ORDER) == sorted(Recipe().to_dict())

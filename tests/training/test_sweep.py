"""What a sweep trains."""

import pytest

from onelayer.training.recipe import ARTICLE, LIMITS, UPRIGHT, Recipe
from onelayer.training.sweep import BATCH_SIZES, FACTORS, plan_sweep


@pytest.mark.parametrize("recipe", [ARTICLE, UPRIGHT, Recipe(examples=5000, validation_split=0.0)])
def test_a_plan_has_a_row_for_each_rate_and_a_column_for_each_size(recipe: Recipe) -> None:
    plan = plan_sweep(recipe)
    assert [line[0].learning_rate for line in plan] == pytest.approx([f * recipe.learning_rate for f in FACTORS])
    for line in plan:
        assert [cell.batch_size for cell in line] == list(BATCH_SIZES)
        for cell in line:
            assert (cell.epochs, cell.styles, cell.calibrate) == (1, 0, False)
            assert (cell.input_form, cell.optimizer, cell.seed) == (recipe.input_form, recipe.optimizer, recipe.seed)
            assert cell.training_examples % max(BATCH_SIZES) == 0
            assert cell.examples <= recipe.examples


def test_too_few_images_for_the_largest_batch_are_taken_as_they_are() -> None:
    assert plan_sweep(Recipe(examples=1000))[0][0].examples == 1000


@pytest.mark.parametrize("rate", LIMITS["learning_rate"])
def test_rates_stay_inside_the_limits(rate: float) -> None:
    rates = [line[0].learning_rate for line in plan_sweep(Recipe(learning_rate=rate))]
    low, high = LIMITS["learning_rate"]
    assert rates == sorted(set(rates))
    assert low <= rates[0] <= rates[-1] <= high

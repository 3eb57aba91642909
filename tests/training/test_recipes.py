"""The list of recipes; that the rungs are as good as is said, tests/test_train_model.py finds out."""

from dataclasses import fields
from itertools import pairwise

import pytest

from onelayer.training.published import MILESTONES, PUBLISHED
from onelayer.training.recipes import ARTICLE, NAMES, RECIPES, RUNGS
from onelayer.training.work import MOST_SECONDS, work_seconds

PACING = {"learning_rate", "epochs", "batch_size"}
"""What a rung may choose anew, so that its recipe is at its best."""
MEASURED = {rung.key: rung.measured for rung in RUNGS}


def test_the_list_has_each_rung_and_the_captchas_once() -> None:
    assert list(RECIPES) == list(NAMES) == [*(rung.key for rung in RUNGS), "captchas"]
    assert len(set(RECIPES.values())) == len(RECIPES)
    assert len(set(NAMES.values())) == len(NAMES)


def test_the_climb_begins_with_the_article_and_goes_up() -> None:
    assert RUNGS[0].recipe == ARTICLE
    mnist = [MEASURED[key].test for key in ("article", "scaled", "optimizer", "upright", "directions")]
    assert all(before < after for before, after in pairwise(mnist))
    assert MEASURED["more-hands"].test >= 0.993
    assert MEASURED["more-hands"].people > MEASURED["kilobyte"].people > MEASURED["directions"].people


@pytest.mark.parametrize(
    ("step", "changed"),
    list(
        enumerate(
            [
                {"input_form"},
                {"optimizer", "decay"},
                {"input_form"},
                {"input_form"},
                {"styles", "variations", "validation_split", "calibrate"},  # more to learn from; and it is what reads
                {"bits", "rounding_epochs"},
            ],
            1,
        )
    ),
)
def test_each_rung_changes_one_thing(step: int, changed: set[str]) -> None:
    before, after = RUNGS[step - 1].recipe, RUNGS[step].recipe
    differs = {field.name for field in fields(after) if getattr(before, field.name) != getattr(after, field.name)}
    assert differs - PACING == changed


def test_no_rung_is_refused_for_its_length() -> None:
    for rung in RUNGS:
        assert work_seconds(rung.recipe) < MOST_SECONDS / 4


def test_the_milestones_are_passed_in_order_and_agree_with_the_table_of_runs() -> None:
    errors = [milestone.error for milestone in MILESTONES]
    assert errors == sorted(errors, reverse=True)
    assert 1 - MEASURED["kilobyte"].test < errors[-1]
    published = [1 - each.test for each in PUBLISHED if each.test is not None]
    assert errors[: len(published)] == pytest.approx(published)
    assert [milestone.name for milestone in MILESTONES if milestone.on_distortions] == ["LeNet-5"]

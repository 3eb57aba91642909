"""The settings of a recipe, as components of the page."""

import json
from itertools import pairwise
from typing import Any

import gradio as gr
from gradio.components import Component

from onelayer.page.components.browser_component import PageComponent
from onelayer.page.listeners import PRIVATE
from onelayer.page.modules import import_of
from onelayer.page.views.footer import ARTICLE_TITLE
from onelayer.page.views.recipe_words import FIELDS, known_recipes
from onelayer.reading.inputs import INPUT_NAMES
from onelayer.reading.rounding import BITS
from onelayer.training.recipe import LIMITS, OPTIMIZERS
from onelayer.training.recipes import ARTICLE, NAMES, RECIPES, RUNGS

NUMBER_LIMITS = {name.replace("_", "-"): limits for name, limits in known_recipes()["limits"].items()}
"""What the number fields of a recipe allow, as the component `number_fields` takes it."""


Settings = dict[str, Component]
"""Components by the names of the settings."""


def recipe_components(settings: Settings) -> list[Component]:
    """Return the component of each value of a recipe, in the order of FIELDS."""
    return [settings[name] for name in FIELDS]


def build_first_settings() -> Settings:
    """Build the choice of recipes, and the settings that are changed most often, with the article's values."""
    recipe = gr.Dropdown(
        [(title, name) for name, title in NAMES.items()],
        value="article",
        label="Start from a recipe",
        filterable=False,
        elem_id="recipe",
    )
    changes = {rung.key: f"As {before.name}, but with {rung.change}." for before, rung in pairwise(RUNGS)}
    PageComponent("recipe_about", article=ARTICLE_TITLE, changes=changes, known=known_recipes(), elem_id="recipe-about")
    return {
        "recipe": recipe,
        **_build_numbers(),
        "input_form": gr.Radio(
            [(title, name) for name, title in INPUT_NAMES.items()],
            value=ARTICLE.input_form,
            label="Inputs",
            elem_id="inputs",
        ),
    }


def _build_numbers() -> Settings:
    """Build the three numbers that decide how a run goes, in one row."""
    with gr.Row(elem_classes="numbers"):
        # Their limits are NUMBER_LIMITS: with a `minimum` the arrow keys would count from it, 0.000001, 0.001001, …
        return {
            "epochs": gr.Number(label="Epochs", precision=0, min_width=90, **_article("epochs")),
            "batch_size": gr.Number(label="Batch size", precision=0, step=8, min_width=90, **_article("batch_size")),
            "learning_rate": gr.Number(label="Learning rate", step=0.001, min_width=90, **_article("learning_rate")),
        }


def build_other_settings() -> Settings:
    """Build the other settings, with the article's values."""
    optimizers = [(title, name) for name, title in OPTIMIZERS.items()]
    return {
        "decay": gr.Checkbox(
            label="Decay", info="The learning rate falls to 0, in a straight line", **_article("decay")
        ),
        "calibrate": gr.Checkbox(
            label="Calibrate", info="So that “90 % sure” is right 9 times in 10", **_article("calibrate")
        ),
        "optimizer": gr.Dropdown(optimizers, label="Optimizer", **_article("optimizer")),
        "seed": gr.Number(label="Seed", precision=0, **_article("seed")),
        "examples": _slider("examples", "Images", 1000),
        "validation_split": _slider("validation_split", "Validation split", 0.01),
        "styles": _slider("styles", "Ways of writing: variations of each", 10),
        "variations": _slider("variations", "Varied copies of MNIST", 1),
        "captchas": _slider("captchas", "Captchas, instead of MNIST", 100),
        "bits": gr.Dropdown(list(BITS), label="Bits of a weight", info="32 are not rounded", **_article("bits")),
        "sparsity": _slider("sparsity", "Weights that are 0", 0.01),
        "rounding_epochs": gr.Number(
            label="Rounding epochs",
            info="Further ones, where weights are rounded or 0",
            precision=0,
            **_article("rounding_epochs"),
        ),
    }


def call_with_recipe(path: str, function: str, *others: Any) -> str:
    """Write the JavaScript of a listener: it calls a function of a module with the recipe in the settings.

    The function gets the recipe, the values of the listener's inputs after the settings' components, and `others`.
    """
    return (
        "(...values) => {"
        f" const recipe = Object.fromEntries({json.dumps(FIELDS)}.map((name, at) => [name, values[at]]));"
        f" const others = [...values.slice({len(FIELDS)}), ...{json.dumps(others)}];"
        f" {import_of(path)}.then((module) => module.{function}(recipe, ...others)); return []; }}"
    )


def wire_recipe_settings(settings: Settings) -> None:
    """Let a recipe that is chosen set all values; without the server."""
    recipes = {key: recipe.to_dict() for key, recipe in RECIPES.items()}
    module = import_of("page/store/settings.js")
    use = f"(key) => {{ {module}.then((module) => module.showSettings({json.dumps(recipes)}[key])); return []; }}"
    settings["recipe"].input(None, settings["recipe"], None, js=use, **PRIVATE)


def _slider(name: str, label: str, step: float) -> gr.Slider:
    low, high = LIMITS[name]
    return gr.Slider(low, high, step=step, label=label, **_article(name))


def _article(name: str) -> dict[str, Any]:
    """Return the article's value of a setting, and the id of the setting's component."""
    return {"value": getattr(ARTICLE, name), "elem_id": name.replace("_", "-")}

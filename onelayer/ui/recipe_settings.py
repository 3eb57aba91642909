"""The settings of a recipe, as parts of the page."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import gradio as gr
from gradio.components import Component

from onelayer.inputs import FORMS
from onelayer.recipe import ARTICLE, LIMITS, OPTIMIZERS, PRESETS, Recipe
from onelayer.ui.listeners import AT_ONCE

FIELDS = tuple(field.name for field in fields(Recipe))

ABOUT = {
    "article": "The article’s recipe. Its text says learning rate 0.001, but its losses are those of 0.01.",
    "upright": "Upright inputs and Adam: the same layer, the same 7,850 parameters.",
}


@dataclass(frozen=True, eq=False)
class RecipeSettings:
    """components: one for each value of a recipe, in its order."""

    components: list[Component]
    learning_rate: gr.Number
    batch_size: gr.Slider

    @staticmethod
    def recipe_of(values: Sequence[Any]) -> Recipe:
        """The recipe of the components' values.

        Raises:
            RecipeError: a value is outside its limits.
        """
        return Recipe.from_dict(dict(zip(FIELDS, values, strict=True)))


def build_recipe_settings() -> RecipeSettings:
    """The parts, with the article's values, and a choice of presets that sets them all."""
    # Components
    preset = gr.Radio(
        [("Article", "article"), ("Upright", "upright")],
        value="article",
        label="Start from a recipe",
        elem_id="preset",
    )
    about = gr.Markdown(ABOUT["article"], elem_classes="quiet")
    epochs = _slider("epochs", "Epochs", 1)
    batch_size = _slider("batch_size", "Batch size", 8)
    with gr.Accordion("More", open=False, elem_id="more-settings"):
        learning_rate = gr.Number(
            ARTICLE.learning_rate,
            label="Learning rate",
            info=f"{LIMITS['learning_rate'].low:g} to {LIMITS['learning_rate'].high:g}",
            elem_id="learning-rate",
        )
        optimizer = gr.Dropdown(
            [(title, name) for name, title in OPTIMIZERS.items()],
            value=ARTICLE.optimizer,
            label="Optimizer",
            elem_id="optimizer",
        )
        inputs = gr.Radio(list(FORMS), value=ARTICLE.inputs, label="Inputs", elem_id="inputs")
        examples = _slider("examples", "Images", 1000)
        validation_split = _slider("validation_split", "Validation split", 0.01)
        styles = _slider("styles", "Ways of writing: variations of each", 10)
        calibrate = gr.Checkbox(
            ARTICLE.calibrate,
            label="Calibrate",
            info="So that “90 % sure” is right 9 times in 10",
            elem_id="calibrate",
        )
        seed = gr.Number(
            ARTICLE.seed, label="Seed", precision=0, info="The same seed, the same network", elem_id="seed"
        )
    by_name: dict[str, Component] = {
        "epochs": epochs,
        "batch_size": batch_size,
        "learning_rate": learning_rate,
        "optimizer": optimizer,
        "inputs": inputs,
        "examples": examples,
        "validation_split": validation_split,
        "styles": styles,
        "calibrate": calibrate,
        "seed": seed,
    }
    components = [by_name[name] for name in FIELDS]

    # Handlers
    def use_preset(name: str | None) -> list[Any]:
        if name not in PRESETS:
            raise gr.Error(f"No recipe was chosen: expected {' or '.join(PRESETS)}.", print_exception=False)
        recipe = PRESETS[name].to_dict()
        return [ABOUT[name], *(recipe[field] for field in FIELDS)]

    # Wiring
    preset.input(use_preset, preset, [about, *components], **AT_ONCE)
    return RecipeSettings(components, learning_rate, batch_size)


def _slider(name: str, label: str, step: float) -> gr.Slider:
    low, high = LIMITS[name]
    return gr.Slider(low, high, value=getattr(ARTICLE, name), step=step, label=label, elem_id=name.replace("_", "-"))

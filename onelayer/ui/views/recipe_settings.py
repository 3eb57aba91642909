"""The settings of a recipe, as components of the page."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import gradio as gr
from gradio.components import Component

from onelayer.reading.inputs import INPUT_FORMS
from onelayer.training.recipe import ARTICLE, LIMITS, OPTIMIZERS, PRESETS, Recipe
from onelayer.ui.listeners import AT_ONCE, bind
from onelayer.ui.views.session_publisher import Updates

FIELDS = tuple(field.name for field in fields(Recipe))

ABOUT = {
    "article": "The article’s recipe. Its text says learning rate 0.001, but its losses are those of 0.01.",
    "upright": "Upright inputs and Adam: the same layer, the same 7,850 parameters.",
    "directions": "Direction inputs: the same layer, told where edges run. Its first run prepares varied copies.",
}


@dataclass(frozen=True, eq=False)
class RecipeSettings:
    """Its components.

    Attributes:
        preset: which recipe to start from.
        about: what that recipe is.
        by_name: the component of each value of a recipe.
    """

    preset: gr.Radio
    about: gr.Markdown
    by_name: dict[str, Component]

    @property
    def components(self) -> list[Component]:
        """One for each value of a recipe, in its order; `parse_recipe` reads their values."""
        return [self.by_name[name] for name in FIELDS]


def parse_recipe(values: Sequence[Any]) -> Recipe:
    """The recipe of the settings' values.

    Raises:
        RecipeError: a value is outside its limits.
    """
    return Recipe.from_dict(dict(zip(FIELDS, values, strict=True)))


def build_recipe_settings() -> RecipeSettings:
    """The settings, with the article's values, and a choice of presets that sets them all."""
    preset = gr.Radio(
        [("Article", "article"), ("Upright", "upright"), ("Directions", "directions")],
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
        decay = gr.Checkbox(
            ARTICLE.decay, label="Decay", info="The learning rate falls to 0, in a straight line", elem_id="decay"
        )
        optimizer = gr.Dropdown(
            [(title, name) for name, title in OPTIMIZERS.items()],
            value=ARTICLE.optimizer,
            label="Optimizer",
            elem_id="optimizer",
        )
        input_form = gr.Radio(list(INPUT_FORMS), value=ARTICLE.input_form, label="Inputs", elem_id="inputs")
        examples = _slider("examples", "Images", 1000)
        validation_split = _slider("validation_split", "Validation split", 0.01)
        styles = _slider("styles", "Ways of writing: variations of each", 10)
        variations = _slider("variations", "Varied copies of MNIST", 1)
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
        "decay": decay,
        "optimizer": optimizer,
        "input_form": input_form,
        "examples": examples,
        "validation_split": validation_split,
        "styles": styles,
        "variations": variations,
        "calibrate": calibrate,
        "seed": seed,
    }
    return RecipeSettings(preset, about, by_name)


def use_preset(settings: RecipeSettings, name: str) -> Updates:
    """The values of a recipe that ships.

    Raises:
        gradio.Error: there is none of that name.
    """
    if name not in PRESETS:
        raise gr.Error(f"No recipe was chosen: expected {' or '.join(PRESETS)}.", print_exception=False)
    recipe = PRESETS[name].to_dict()
    return {settings.about: ABOUT[name], **{settings.by_name[field]: recipe[field] for field in FIELDS}}


def wire_recipe_settings(settings: RecipeSettings) -> None:
    """Let a preset set all values."""
    outputs = [settings.about, *settings.components]
    settings.preset.input(bind(use_preset, settings), settings.preset, outputs, **AT_ONCE)


def _slider(name: str, label: str, step: float) -> gr.Slider:
    low, high = LIMITS[name]
    return gr.Slider(low, high, value=getattr(ARTICLE, name), step=step, label=label, elem_id=name.replace("_", "-"))

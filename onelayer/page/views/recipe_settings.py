"""The settings of a recipe, as components of the page."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import gradio as gr
from gradio.components import Component

from onelayer.page.glossary import link_word
from onelayer.page.listeners import AT_ONCE, bind
from onelayer.page.views.footer import ARTICLE_TITLE
from onelayer.page.views.recipe_words import NAMES, describe_changes, name_changed
from onelayer.page.views.updates import Updates
from onelayer.reading.inputs import INPUT_FORMS
from onelayer.training.recipe import ARTICLE, LIMITS, OPTIMIZERS, PRESETS, Recipe

FIELDS = tuple(field.name for field in fields(Recipe))
NUMBER_LIMITS = {
    field.name.replace("_", "-"): (*LIMITS[field.name], field.type is int)
    for field in fields(Recipe)
    if field.name in LIMITS
}
"""What the number fields of a recipe allow, as the component `number_fields` takes it."""

ABOUT = {
    "article": f"The recipe of {link_word('article')} “{ARTICLE_TITLE}”. Its text says learning rate 0.001, but its "
    "losses are those of 0.01.",
    "upright": f"{link_word('upright', 'Upright inputs')} and Adam: the same layer, the same 7,850 parameters.",
    "directions": f"{link_word('directions', 'Direction inputs')}: the same layer, told where edges run. Its first run "
    "prepares varied copies.",
}


@dataclass(frozen=True, eq=False)
class RecipeSettings:
    """The components of the settings.

    Attributes:
        preset: the recipe to start from.
        about: describes that recipe, or the changes to it.
        back: resets the settings to that recipe.
        by_name: the component of each value of a recipe.
    """

    preset: gr.Radio
    about: gr.Markdown
    back: gr.Button
    by_name: dict[str, Component]

    @property
    def components(self) -> list[Component]:
        """The component of each value of a recipe, in the order of FIELDS; `parse_recipe` reads their values."""
        return [self.by_name[name] for name in FIELDS]


def parse_recipe(values: Sequence[Any]) -> Recipe:
    """Make a recipe from the settings' values.

    Raises:
        RecipeError: a value is outside its limits.
    """
    return Recipe.from_dict(dict(zip(FIELDS, values, strict=True)))


def build_first_settings() -> RecipeSettings:
    """Build the choice of presets, and the settings that are changed most often, with the article's values."""
    preset = gr.Radio(
        [(title, name) for name, title in NAMES.items()],
        value="article",
        label="Start from a recipe",
        elem_id="preset",
    )
    with gr.Column(elem_id="recipe", min_width=0):
        about = gr.Markdown(ABOUT["article"], elem_id="recipe-about", elem_classes="quiet")
        back = gr.Button(size="sm", visible=False, elem_id="recipe-back")
    by_name: dict[str, Component] = {
        **_build_numbers(),
        "input_form": gr.Radio(list(INPUT_FORMS), value=ARTICLE.input_form, label="Inputs", elem_id="inputs"),
    }
    return RecipeSettings(preset, about, back, by_name)


def _build_numbers() -> dict[str, Component]:
    """Build the three numbers that decide how a run goes, in one row."""
    with gr.Row(elem_classes="numbers"):
        # Their limits are NUMBER_LIMITS: with a `minimum` the arrow keys would count from it, 0.000001, 0.001001, …
        return {
            "epochs": gr.Number(ARTICLE.epochs, label="Epochs", precision=0, min_width=90, elem_id="epochs"),
            "batch_size": gr.Number(
                ARTICLE.batch_size, label="Batch size", precision=0, step=8, min_width=90, elem_id="batch-size"
            ),
            "learning_rate": gr.Number(
                ARTICLE.learning_rate, label="Learning rate", step=0.001, min_width=90, elem_id="learning-rate"
            ),
        }


def add_other_settings(first: RecipeSettings) -> RecipeSettings:
    """Build the other settings at the place of the call, and add them to the first."""
    others: dict[str, Component] = {
        "decay": gr.Checkbox(
            ARTICLE.decay, label="Decay", info="The learning rate falls to 0, in a straight line", elem_id="decay"
        ),
        "calibrate": gr.Checkbox(
            ARTICLE.calibrate, label="Calibrate", info="So that “90 % sure” is right 9 times in 10", elem_id="calibrate"
        ),
        "optimizer": gr.Dropdown(
            [(title, name) for name, title in OPTIMIZERS.items()],
            value=ARTICLE.optimizer,
            label="Optimizer",
            elem_id="optimizer",
        ),
        "seed": gr.Number(ARTICLE.seed, label="Seed", precision=0, elem_id="seed"),
        "examples": _slider("examples", "Images", 1000),
        "validation_split": _slider("validation_split", "Validation split", 0.01),
        "styles": _slider("styles", "Ways of writing: variations of each", 10),
        "variations": _slider("variations", "Varied copies of MNIST", 1),
    }
    return replace(first, by_name={**first.by_name, **others})


def put_recipe(settings: RecipeSettings, recipe: Recipe) -> Updates:
    """Put a recipe into the settings, and choose the most similar preset."""
    values = recipe.to_dict()
    return {
        settings.preset: nearest_preset(recipe),
        **{settings.by_name[name]: value for name, value in values.items()},
    }


def nearest_preset(recipe: Recipe) -> str:
    """Find the preset that is most similar to a recipe, if possible one with the same inputs."""
    values = recipe.to_dict()

    def difference(preset: str) -> tuple[bool, int]:
        others = PRESETS[preset].to_dict()
        return others["input_form"] != recipe.input_form, sum(values[name] != others[name] for name in values)

    return min(PRESETS, key=difference)


def use_preset(settings: RecipeSettings, name: str) -> Updates:
    """Set the settings to a preset.

    Raises:
        gradio.Error: there is no such preset; raised only for forged events.
    """
    if name not in PRESETS:
        raise gr.Error(f"No recipe was chosen: expected {' or '.join(PRESETS)}.", print_exception=False)
    recipe = PRESETS[name].to_dict()
    return {
        **show_recipe(settings, name, *(recipe[field] for field in FIELDS)),
        **{settings.by_name[field]: recipe[field] for field in FIELDS},
    }


def show_recipe(settings: RecipeSettings, preset: str, *values: Any) -> Updates:
    """Describe the recipe in the settings; if it differs from the preset, show the button that resets it."""
    named = dict(zip(FIELDS, values, strict=True))
    if preset not in PRESETS or not describe_changes(named, preset):
        return {settings.about: ABOUT.get(preset, ""), settings.back: gr.Button(visible=False)}
    back = gr.Button(f"Back to {NAMES[preset]}", visible=True)
    return {settings.about: f"**{name_changed(named, preset)}**", settings.back: back}


def wire_recipe_settings(settings: RecipeSettings) -> None:
    """Let a preset set all values, and describe every change."""
    shown = [settings.about, settings.back]
    preset, components = settings.preset, settings.components
    gr.on([preset.input, settings.back.click], bind(use_preset, settings), preset, [*shown, *components], **AT_ONCE)
    changes = [component.change for component in components]  # a preset or a sweep changes many at once
    inputs = [preset, *components]
    gr.on(changes, bind(show_recipe, settings), inputs, shown, trigger_mode="always_last", **AT_ONCE)


def _slider(name: str, label: str, step: float) -> gr.Slider:
    low, high = LIMITS[name]
    return gr.Slider(low, high, value=getattr(ARTICLE, name), step=step, label=label, elem_id=name.replace("_", "-"))

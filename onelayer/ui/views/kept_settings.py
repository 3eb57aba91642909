"""The settings that the browser keeps: those of the Retrain tab, and the name for drawings files."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.components import Component

from onelayer.data.drawings_file import LONGEST_WRITER
from onelayer.training.recipe import ARTICLE, PRESETS, Recipe, RecipeError
from onelayer.ui.listeners import PRIVATE
from onelayer.ui.modules import PACKAGE, address_of
from onelayer.ui.views.recipe_settings import FIELDS, RecipeSettings
from onelayer.ui.views.session_publisher import Updates

DEFAULTS: dict[str, Any] = {
    "preset": "article",
    **ARTICLE.to_dict(),
    "slow": False,
    "with_drawings": False,
    "writer": "",
}
"""The default of each setting. The browser does not keep settings that are all defaults."""

STORAGE = PACKAGE / Path("ui/components/storage.js")


@dataclass(frozen=True, eq=False)
class KeptSettings:
    """The components of these settings.

    Attributes:
        settings: the recipe.
        slow: whether to train in slow motion.
        with_drawings: whether the visitor's drawings are among the examples.
        writer: the visitor's name in drawings files.
    """

    settings: RecipeSettings
    slow: gr.Checkbox
    with_drawings: gr.Checkbox
    writer: gr.Textbox

    @property
    def by_name(self) -> dict[str, Component]:
        """The component of each setting, by name, in the order of DEFAULTS."""
        parts: dict[str, Component] = {
            "preset": self.settings.preset,
            **self.settings.by_name,
            "slow": self.slow,
            "with_drawings": self.with_drawings,
            "writer": self.writer,
        }
        return {name: parts[name] for name in DEFAULTS}

    def show(self, values: Mapping[str, Any]) -> Updates:
        """Set the components to values by name."""
        return {component: values[name] for name, component in self.by_name.items()}


def parse_kept_settings(values: object) -> dict[str, Any] | None:
    """Read the settings that a browser had kept, by name; None if they are not valid. They may contain anything.

    An empty field gets its default.
    """
    if not isinstance(values, Mapping) or set(values) != set(DEFAULTS):
        return None
    values = {name: DEFAULTS[name] if value is None else value for name, value in values.items()}
    if not isinstance(values["preset"], str) or values["preset"] not in PRESETS:
        return None
    if not all(isinstance(values[name], bool) for name in ("slow", "with_drawings")):
        return None
    if not isinstance(values["writer"], str) or len(values["writer"]) > LONGEST_WRITER:
        return None
    try:
        recipe = Recipe.from_dict({name: values[name] for name in FIELDS})
    except (RecipeError, TypeError):
        return None
    return {**values, **recipe.to_dict()}


def wire_kept_settings(kept: KeptSettings) -> None:
    """Let the browser keep each change, without the server."""
    components = list(kept.by_name.values())
    keep = (
        f"(...values) => {{ const names = {json.dumps(list(kept.by_name))};"
        " const settings = Object.fromEntries(names.map((name, at) => [name, values[at]]));"
        f" import(new URL('{address_of(STORAGE)}', document.baseURI))"
        ".then((module) => module.storage.keepSettings(settings)); return []; }"
    )
    for component in components:
        component.change(None, components, None, js=keep, **PRIVATE)

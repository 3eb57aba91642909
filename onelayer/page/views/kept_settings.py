"""The settings that the browser keeps: those of the Retrain tab, and the name for drawings files."""

import json
from dataclasses import dataclass
from typing import Any

import gradio as gr
from gradio.components import Component

from onelayer.page.listeners import PRIVATE
from onelayer.page.modules import import_of
from onelayer.page.views.recipe_settings import RecipeSettings
from onelayer.training.recipe import ARTICLE

DEFAULTS: dict[str, Any] = {
    "preset": "article",
    **ARTICLE.to_dict(),
    "slow": False,
    "with_drawings": False,
    "writer": "",
}
"""The default of each setting. The browser does not keep settings that are all defaults."""


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


def wire_kept_settings(kept: KeptSettings, status: Component) -> None:
    """Let the browser keep each change, and set what the page wants when `status` asks for it; without the server."""
    components = list(kept.by_name.values())
    defaults = json.dumps(DEFAULTS)
    module = import_of("page/store/settings.js")
    keep = f"(...values) => {{ {module}.then((module) => module.hearSettings(values, {defaults})); return []; }}"
    for component in components:
        component.change(None, components, None, js=keep, **PRIVATE)
    show = f"async () => (await {module}).valuesToShow({defaults})"
    status.select(None, None, components, js=show, **PRIVATE)

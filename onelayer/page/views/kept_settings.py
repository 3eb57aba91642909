"""The settings that the browser keeps: those of the Retrain tab, and the name for drawings files."""

import json
from typing import Any

import gradio as gr
from gradio.components import Component

from onelayer.page.listeners import PRIVATE
from onelayer.page.modules import import_of
from onelayer.page.views.recipe_settings import Settings
from onelayer.training.recipes import ARTICLE

DEFAULTS: dict[str, Any] = {
    "recipe": "article",
    **ARTICLE.to_dict(),
    "slow": False,
    "with_drawings": False,
    "writer": "",
}
"""The default of each setting. The browser does not keep settings that are all defaults."""


def wire_kept_settings(settings: Settings, status: Component) -> None:
    """Let the browser keep what the visitor sets, and set what the page wants when `status` asks; without the server.

    Args:
        settings: the component of each of DEFAULTS.
        status: a component of the page.
    """
    components = [settings[name] for name in DEFAULTS]
    defaults = json.dumps(DEFAULTS)
    module = import_of("page/store/settings.js")
    for name, component in zip(DEFAULTS, components, strict=True):
        keep = (
            f"(value) => {{ {module}.then((module) => module.hearSetting('{name}', value, {defaults})); return []; }}"
        )
        # A Textbox tells of input at key presses alone: of nothing that is pasted, deleted, or typed on a phone.
        hear = component.change if isinstance(component, gr.Textbox) else component.input
        hear(None, component, None, js=keep, **PRIVATE)
    show = f"async () => (await {module}).valuesToShow({defaults})"
    status.select(None, None, components, js=show, **PRIVATE)

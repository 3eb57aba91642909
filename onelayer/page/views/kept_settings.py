"""The settings that the browser keeps: those of the Retrain tab, and the name for drawings files."""

import json
from typing import Any

from gradio.components import Component

from onelayer.page.listeners import PRIVATE
from onelayer.page.modules import import_of
from onelayer.page.views.recipe_settings import Settings
from onelayer.training.recipe import ARTICLE

DEFAULTS: dict[str, Any] = {
    "preset": "article",
    **ARTICLE.to_dict(),
    "slow": False,
    "with_drawings": False,
    "writer": "",
}
"""The default of each setting. The browser does not keep settings that are all defaults."""


def wire_kept_settings(settings: Settings, status: Component) -> None:
    """Let the browser keep each change, and set what the page wants when `status` asks for it; without the server.

    Args:
        settings: the component of each of DEFAULTS.
        status: a component of the page.
    """
    components = [settings[name] for name in DEFAULTS]
    defaults = json.dumps(DEFAULTS)
    module = import_of("page/store/settings.js")
    keep = f"(...values) => {{ {module}.then((module) => module.hearSettings(values, {defaults})); return []; }}"
    for component in components:
        component.change(None, components, None, js=keep, **PRIVATE)
    show = f"async () => (await {module}).valuesToShow({defaults})"
    status.select(None, None, components, js=show, **PRIVATE)

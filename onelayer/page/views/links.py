"""The recipe in a link: the one that a copied link contains, and the one that a followed link brings."""

import json

from onelayer.page.components.copy_link.copy_link import CopyLink
from onelayer.page.components.link_notice.link_notice import LinkAnswer, LinkNotice, LinkRecipe
from onelayer.page.listeners import AT_ONCE, bind
from onelayer.page.views.recipe_settings import FIELDS, RecipeSettings, put_recipe
from onelayer.page.views.updates import Updates

GIVE_RECIPE = f"""(...values) => JSON.stringify({{
  recipe: Object.fromEntries({json.dumps(FIELDS)}.map((name, i) => [name, values[i]])),
  asked: Date.now(),
}})"""
"""A listener in the page: converts the settings' values to the value of a CopyLink."""


def take_recipe(settings: RecipeSettings, notice: LinkNotice, link: LinkRecipe) -> Updates:
    """Put a link's recipe into the settings."""
    if link.recipe is None:
        return {notice: LinkAnswer(link.asked, link.problem)}
    return {notice: LinkAnswer(link.asked), **put_recipe(settings, link.recipe)}


def wire_links(settings: RecipeSettings, copy: CopyLink, notice: LinkNotice) -> None:
    """Let a copied link contain the settings' recipe, and a followed link set the settings."""
    copy.select(None, settings.components, copy, js=GIVE_RECIPE, **AT_ONCE)
    notice.input(
        bind(take_recipe, settings, notice), notice, [notice, settings.preset, *settings.components], **AT_ONCE
    )

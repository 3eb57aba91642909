"""The notice that says what the visitor's link contains, or what is wrong with it."""

import json
from dataclasses import dataclass
from typing import Any

import gradio as gr

from onelayer.page.components.browser_component import BrowserComponent
from onelayer.training.recipe import Recipe, RecipeError


@dataclass(frozen=True)
class LinkAnswer:
    """The answer to a link's recipe.

    Attributes:
        asked: the number of the page's request.
        problem: a sentence that says what is wrong with the recipe; empty if the settings now have the recipe.
    """

    asked: int
    problem: str = ""


@dataclass(frozen=True)
class LinkRecipe:
    """The recipe of a link.

    Attributes:
        asked: the number of the page's request.
        recipe: the recipe; None if it cannot be trained.
        problem: a sentence that says why it cannot be trained; empty if it can.
    """

    asked: int
    recipe: Recipe | None
    problem: str = ""


class LinkNotice(BrowserComponent):
    """The page reads the link itself: it puts the drawing on the pad and chooses the network.

    If the link has a recipe, the page sends `input`; a handler gets a LinkRecipe and gives a LinkAnswer. Then a button
    opens the Retrain tab and trains the recipe.
    """

    def preprocess(self, payload: Any) -> LinkRecipe:
        try:
            fields = json.loads(payload)
            asked, values = int(fields["asked"]), dict(fields["recipe"])
        except (TypeError, ValueError, KeyError, RecursionError, OverflowError):
            raise gr.Error("That is no link's recipe.", print_exception=False) from None
        try:
            return LinkRecipe(asked, Recipe.from_dict(values))
        except RecipeError as error:
            return LinkRecipe(asked, None, str(error))

"""What the link that a visitor came with brings, or what is wrong with it."""

import json
from dataclasses import asdict, dataclass
from typing import Any

import gradio as gr

from onelayer.training.recipe import Recipe, RecipeError
from onelayer.ui.components.browser_component import BrowserComponent


@dataclass(frozen=True)
class LinkAnswer:
    """What came of a link's recipe.

    Attributes:
        asked: the number that the page has given the question.
        problem: what is wrong with the recipe, in words; empty where the settings have it now.
    """

    asked: int
    problem: str = ""


@dataclass(frozen=True)
class LinkRecipe:
    """The recipe that a link brought.

    Attributes:
        asked: the number that the page has given the question.
        recipe: None where it cannot be trained.
        problem: why not, in words.
    """

    asked: int
    recipe: Recipe | None
    problem: str = ""


class LinkNotice(BrowserComponent):
    """The page reads the link itself: the drawing comes onto the pad, and the network is chosen. With a recipe it sends
    `input`; a handler gets a LinkRecipe and gives a LinkAnswer. The button then opens the Retrain tab and trains."""

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

    def encode(self, value: LinkAnswer) -> Any:
        return asdict(value)

"""“Copy link”: an address that brings what is on the pad, who reads it, and a recipe."""

from collections.abc import Mapping
from typing import Any

from onelayer.ui.components.browser_component import BrowserComponent


class CopyLink(BrowserComponent):
    """In the page alone: all of it is in the address's fragment, which is never sent to a server.

    tab: the one that the link opens; of `climb` the guesses go along.
    asks_recipe: `select` is sent when the button is pressed, and a listener in the page gives the recipe as the value,
    `{"recipe": {name: value, …}, "asked": a number that is another each time}`; without it, it is that of the network
    that reads.
    """

    def __init__(self, *, tab: str, asks_recipe: bool = False, **options: Any) -> None:
        super().__init__(tab=tab, asks_recipe=asks_recipe, **options)

    def encode(self, value: Mapping[str, Any]) -> Any:
        return value

"""“Copy link”: an address that contains the drawing on the pad, the chosen network, and a recipe."""

from typing import Any

from onelayer.ui.components.browser_component import BrowserComponent


class CopyLink(BrowserComponent):
    """Works in the page alone. Everything is in the address's fragment, which is never sent to a server.

    Args:
        tab: the tab that the link opens; with `climb` the link also contains the guesses.
        asks_recipe: when the button is pressed, `select` is sent, and a listener in the page gives the recipe as the
            value, `{"recipe": {name: value, …}, "asked": number}`, with another number each time. If False, the link
            contains the recipe of the chosen network.
    """

    def __init__(self, *, tab: str, asks_recipe: bool = False, **options: Any) -> None:
        super().__init__(tab=tab, asks_recipe=asks_recipe, **options)

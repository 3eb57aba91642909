"""“Copy link”: an address that brings what is on the pad, who reads it, and a recipe."""

from collections.abc import Mapping
from typing import Any

from onelayer.ui.components.browser_component import BrowserComponent


class CopyLink(BrowserComponent):
    """In the page alone: all of it is in the address's fragment, which is never sent to a server.

    The link opens the tab that is open. From the Climb tab it brings the guesses; from the Retrain tab the recipe of the
    settings: `select` is sent, and a listener in the page gives the recipe as the value, `{"recipe": {name: value, …},
    "asked": a new number each time}`; from the other tabs the recipe of the network that reads, if a visitor trained it.
    """

    def encode(self, value: Mapping[str, Any]) -> Any:
        return value

"""The guided round: which digit to write next, and how far it is."""

from typing import Any

from onelayer.ui.components.browser_component import BrowserComponent


class GuidedRound(BrowserComponent):
    """In the page alone: it follows the visitor's drawings."""

    def encode(self, value: Any) -> Any:
        return value

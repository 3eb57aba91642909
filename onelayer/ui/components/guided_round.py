"""The guided round: the digit to write next, and the progress of the round."""

from typing import Any

from onelayer.ui.components.browser_component import BrowserComponent


class GuidedRound(BrowserComponent):
    """Works in the page alone; follows the visitor's drawings."""

    def encode(self, value: Any) -> Any:
        return value

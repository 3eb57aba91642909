"""The two digits that the page explains: why this one, and why not that one."""

from typing import Any

from onelayer.ui.components.browser_component import BrowserComponent


class DigitPair(BrowserComponent):
    """In the page alone: what is chosen is explained until the next drawing."""

    def encode(self, value: Any) -> Any:
        return value

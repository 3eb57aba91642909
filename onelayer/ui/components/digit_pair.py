"""The choice of the two digits that the page explains: why the one, and why not the other."""

from typing import Any

from onelayer.ui.components.browser_component import BrowserComponent


class DigitPair(BrowserComponent):
    """Works in the page alone. A choice lasts until the next drawing."""

    def encode(self, value: Any) -> Any:
        return value

"""The name of the network in use, in a line at the head of the page, on every tab."""

from typing import Any

from onelayer.ui.components.browser_component import BrowserComponent


class ReadingNow(BrowserComponent):
    """Follows the choice of the network in the page; has no value. It does not interrupt a screen reader."""

    def encode(self, value: Any) -> Any:
        return value

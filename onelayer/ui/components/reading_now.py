"""Which network reads, in a line for the head of the page: the same on every tab."""

from typing import Any

from onelayer.ui.components.browser_component import BrowserComponent


class ReadingNow(BrowserComponent):
    """It follows what the page reads with, and takes no value. A screen reader finds it, and is not interrupted."""

    def encode(self, value: Any) -> Any:
        return value

"""Who reads now, and a button that lets the network before it read again."""

from typing import Any

from onelayer.ui.components.browser_component import BrowserComponent


class ReadAgain(BrowserComponent):
    """It follows what the page reads with, and takes no value: a run that has ended reads, and here is the way back."""

    def encode(self, value: Any) -> Any:
        return value

"""“Present”: pad, answer and reasons fill the screen, large enough to read from the last row of a room."""

from typing import Any

from onelayer.ui.components.browser_component import BrowserComponent


class PresentButton(BrowserComponent):
    """Works in the page alone. The button or the Escape key ends the large view; its address is `#present`."""

    def encode(self, value: Any) -> Any:
        return value

"""“Present”: the open tab fills the screen, to be read from the last row."""

from typing import Any

from onelayer.ui.components.browser_component import BrowserComponent


class PresentButton(BrowserComponent):
    """In the page alone: the button or the Escape key ends it; the address names it, `#present` for the Draw tab."""

    def encode(self, value: Any) -> Any:
        return value

"""“Compare with”: another network that reads the same drawing, beside the one that is chosen."""

from typing import Any

from onelayer.ui.components.browser_component import BrowserComponent


class CompareChoice(BrowserComponent):
    """In the page alone: any network that can be chosen to read; nobody at first."""

    def encode(self, value: Any) -> Any:
        return value

"""“Compare with”: choose a second network, whose reading of the same drawing is shown beside the first."""

from typing import Any

from onelayer.ui.components.browser_component import BrowserComponent


class CompareChoice(BrowserComponent):
    """Works in the page alone. Offers all networks except the one in use; at first none is chosen."""

    def encode(self, value: Any) -> Any:
        return value

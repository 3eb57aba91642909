"""The formula with the numbers of the page's reading: ten rows, step by step from sums to probabilities."""

from typing import Any

from onelayer.ui.components.browser_component import BrowserComponent


class SoftmaxSteps(BrowserComponent):
    """It has no value."""

    def encode(self, value: Any) -> Any:
        raise NotImplementedError("The formula is made in the page.")

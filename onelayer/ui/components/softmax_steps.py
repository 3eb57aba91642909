"""The formula with the numbers of the page's reading: ten rows, from the sums to the probabilities, step by step."""

from typing import Any

from onelayer.ui.components.browser_component import BrowserComponent


class SoftmaxSteps(BrowserComponent):
    """Has no value."""

    def encode(self, value: Any) -> Any:
        raise NotImplementedError("The formula is made in the page.")

"""The reasons for an answer, side by side, made in the page from its own readings.

Each has one or two pictures, the sum of the evidence, a sentence, and the line of mathematics behind it.
"""

from typing import Any

from onelayer.ui.components.browser_component import BrowserComponent


class Reasons(BrowserComponent):
    """Has no value."""

    def encode(self, value: Any) -> Any:
        raise NotImplementedError("The reasons are made in the page.")

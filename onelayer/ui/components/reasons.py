"""The reasons for an answer, side by side: each a picture or two, what adds up beside them, a sentence, and the line of
mathematics behind it. The page makes them of its own readings."""

from typing import Any

from onelayer.ui.components.browser_component import BrowserComponent


class Reasons(BrowserComponent):
    """It has no value."""

    def encode(self, value: Any) -> Any:
        raise NotImplementedError("The reasons are made in the page.")

"""The answer: the digit in large type and its ten probability bars, always in the order 0 to 9."""

from typing import Any

from onelayer.network import Reading
from onelayer.ui.components.browser_component import BrowserComponent


class Answer(BrowserComponent):
    """A handler gives a Reading, or None for an empty pad. In the browser: `{"digit", "probabilities"}` or null."""

    def postprocess(self, value: Reading | None) -> Any:
        if value is None:
            return None
        return {"digit": value.digit, "probabilities": [round(float(p), 5) for p in value.probabilities]}

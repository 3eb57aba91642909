"""“It was a …”: ten digits to say what a drawing is."""

from typing import Any

from onelayer.ui.components.browser_component import BrowserComponent


class DigitChoice(BrowserComponent):
    """In the page alone: the digit that is chosen is the label of what is on the pad, which is then among the visitor's
    drawings. pad_id: the pad's elem_id."""

    def __init__(self, *, pad_id: str, **options: Any) -> None:
        super().__init__(pad_id=pad_id, **options)

    def encode(self, value: Any) -> Any:
        return value

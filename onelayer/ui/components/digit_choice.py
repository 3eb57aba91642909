"""“It was a …”: ten digits to say what a drawing is."""

from typing import Any

from onelayer.ui.components.browser_component import BrowserComponent


class DigitChoice(BrowserComponent):
    """`select` carries the `index` of the digit that was chosen. A handler gives the sentence that answers it; it goes
    when the pad changes, whose elem_id is pad_id."""

    def __init__(self, *, pad_id: str, **options: Any) -> None:
        super().__init__(pad_id=pad_id, **options)

    def encode(self, value: str) -> Any:
        return value

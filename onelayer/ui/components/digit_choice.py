"""“It was a …”: ten buttons to label a drawing."""

from typing import Any

from onelayer.ui.components.browser_component import BrowserComponent


class DigitChoice(BrowserComponent):
    """Works in the page alone. A press adds the drawing on the pad to the visitor's drawings, labelled with the digit.

    Args:
        pad_id: the elem_id of the pad.
    """

    def __init__(self, *, pad_id: str, **options: Any) -> None:
        super().__init__(pad_id=pad_id, **options)

    def encode(self, value: Any) -> Any:
        return value

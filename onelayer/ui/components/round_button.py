"""“Keep it, next digit”: keeps the drawing on the pad as the digit that the guided round asks for."""

from typing import Any

from onelayer.ui.components.browser_component import BrowserComponent


class RoundButton(BrowserComponent):
    """Works in the page alone. The button or the Enter key moves the drawing from the pad to the visitor's drawings.

    If the reader is sure that the drawing is another digit, the page asks first; the Enter key then means "Keep it".

    Args:
        pad_id: the elem_id of the pad.
    """

    def __init__(self, *, pad_id: str, **options: Any) -> None:
        super().__init__(pad_id=pad_id, **options)

    def encode(self, value: Any) -> Any:
        return value

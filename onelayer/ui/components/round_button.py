"""“Keep it, next digit”: what is on the pad is the digit that the guided round asks for."""

from typing import Any

from onelayer.ui.components.browser_component import BrowserComponent


class RoundButton(BrowserComponent):
    """In the page alone: the button, or the Enter key, takes the drawing from the pad and puts it among the visitor's
    drawings. pad_id: the pad's elem_id."""

    def __init__(self, *, pad_id: str, **options: Any) -> None:
        super().__init__(pad_id=pad_id, **options)

    def encode(self, value: Any) -> Any:
        return value

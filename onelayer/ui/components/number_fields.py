"""What number fields allow: a number beyond its limits is set to the nearest allowed one, and that is said."""

from collections.abc import Mapping
from typing import Any

from onelayer.ui.components.browser_component import BrowserComponent


class NumberFields(BrowserComponent):
    """Works for every number field of the page, wherever it stands and whenever it comes. It takes no value.

    Gradio tells the server of each digit while a number is typed, and the server answers a number beyond its limits
    with an error. Here a number is told when it is finished; one that is not allowed is the nearest allowed one by
    then, or the number before where none was typed, and a note below the field says so.

    A field's limits are its own (`min`, `max`; whole numbers where `step` is one; `data-may-be-empty` where nothing
    typed is an answer, too), unless they are named here.

    limits: for a component, by elem_id: the smallest number, the largest, and whether it must be a whole one.
    """

    def __init__(self, *, limits: Mapping[str, tuple[float, float, bool]], value: Any = None, **options: Any) -> None:
        super().__init__(value=value, limits=limits, **options)

    def encode(self, value: Any) -> Any:
        return value

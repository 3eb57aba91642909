"""Limits of number fields: a number beyond them is set to the nearest allowed one, and a note says so."""

from collections.abc import Mapping
from typing import Any

from onelayer.ui.components.browser_component import BrowserComponent


class NumberFields(BrowserComponent):
    """Works for every number field of the page, also for fields that are added later. It has no value.

    Gradio sends each digit to the server while a visitor types a number, and the server answers a number beyond its
    limits with an error. Here a number is sent only when it is finished. A number that is not allowed is first replaced
    by the nearest allowed one, text that is no number by the number before, and a note below the field says so.

    A field has its own limits: `min`, `max`, `step`, and `data-may-be-empty` if the field may be empty. `limits`
    replaces the first three.

    Args:
        limits: by a component's elem_id: the smallest number, the largest, and whether it must be a whole number.
    """

    def __init__(self, *, limits: Mapping[str, tuple[float, float, bool]], value: Any = None, **options: Any) -> None:
        super().__init__(value=value, limits=limits, **options)

    def encode(self, value: Any) -> Any:
        return value

"""The glossary: the explanation of a word opens beside the word."""

from collections.abc import Mapping
from typing import Any

from onelayer.ui.components.browser_component import BrowserComponent


class Glossary(BrowserComponent):
    """Opens for every link to #word-…, anywhere on the page. It has no value.

    Args:
        words: by key, each word and its explanation.
        marked: by a component's elem_id, the key of the word whose link is added to the component's label.
    """

    def __init__(
        self,
        value: Any = None,
        *,
        words: Mapping[str, tuple[str, str]] | None = None,
        marked: Mapping[str, str] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(value=value, words=words or {}, marked=marked or {}, **options)

    def encode(self, value: Any) -> Any:
        return value

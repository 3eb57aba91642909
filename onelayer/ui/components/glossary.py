"""The glossary: what a word means opens where the word stands."""

from collections.abc import Mapping
from typing import Any

from onelayer.ui.components.browser_component import BrowserComponent


class Glossary(BrowserComponent):
    """Opens for every link to #word-…, anywhere on the page. It takes no value.

    words: what each word is called and what it means, by key.
    marked: the key for each component, by elem_id, beside whose label a link is put.
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

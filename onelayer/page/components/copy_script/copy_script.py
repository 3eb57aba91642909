"""A button that puts a script on the visitor's clipboard."""

import itertools
from typing import Any

from onelayer.page.components.browser_component import BrowserComponent


class CopyScript(BrowserComponent):
    """`select` is sent when the button is pressed; a handler gives the script's text. Where the browser lets nothing be
    copied the text stands below the button."""

    _answers = itertools.count()

    def encode(self, value: str) -> Any:
        # Numbered, as a page does not hear a value that it has already: the same script can be asked for twice.
        return {"script": value, "answer": next(self._answers)}

"""The answer: the digit in large type and its ten probability bars, always in the order 0 to 9."""

from typing import Any, Literal

from onelayer.ui.components.browser_component import BrowserComponent


class Answer(BrowserComponent):
    """In the page alone: it shows what the page reads.

    source: who reads: the network that is chosen, or the snapshot that the replay shows.
    """

    def __init__(self, *, source: Literal["reader", "replay"] = "reader", **options: Any) -> None:
        super().__init__(source=source, **options)

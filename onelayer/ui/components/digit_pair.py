"""The two digits that the page explains: why this one, and why not that one."""

from dataclasses import asdict, dataclass
from typing import Any

from onelayer.ui.components.browser_component import BrowserComponent

CHOSEN_BY_READING = -1


@dataclass(frozen=True)
class Pair:
    """digit: the one to explain; other: the one to compare it with. CHOSEN_BY_READING: the answer, the runner-up."""

    digit: int = CHOSEN_BY_READING
    other: int = CHOSEN_BY_READING


class DigitPair(BrowserComponent):
    """A handler gives a Pair; what the visitor chooses stays in the page."""

    def encode(self, value: Pair) -> Any:
        return asdict(value)

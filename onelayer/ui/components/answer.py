"""The answer: the digit in large type and its ten probability bars, always in the order 0 to 9."""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from onelayer.ui.components.browser_component import BrowserComponent


@dataclass(frozen=True, eq=False)
class Reference:
    """What the server reads, for the page to compare its own reading with.

    Attributes:
        number: of the pad's change that was read.
        key: of the network.
        probabilities: (10,).
    """

    number: int
    key: str
    probabilities: np.ndarray


class Answer(BrowserComponent):
    """It shows what the page reads. A handler gives a Reference, or None; where the two differ, it says so.

    source: who reads: the network that is chosen, or the snapshot that the replay shows.
    """

    def __init__(self, *, source: Literal["reader", "replay"] = "reader", **options: Any) -> None:
        super().__init__(source=source, **options)

    def encode(self, value: Reference) -> Any:
        probabilities = [round(float(probability), 5) for probability in value.probabilities]
        return {"number": value.number, "key": value.key, "probabilities": probabilities}

"""The formula with the numbers of one reading: ten rows, step by step from sums to probabilities."""

from dataclasses import asdict, dataclass
from typing import Any

from onelayer.ui.components.browser_component import BrowserComponent


@dataclass(frozen=True)
class SoftmaxRow:
    """One digit's numbers, as printed, in the order of the steps."""

    sum: str
    bias: str
    logit: str
    shifted: str
    exponential: str
    probability: str


@dataclass(frozen=True)
class SoftmaxTable:
    """rows: of the digits 0 to 9; digit: the answer; sentences: one a step, with the answer's numbers."""

    rows: list[SoftmaxRow]
    digit: int
    sentences: list[str]


class SoftmaxSteps(BrowserComponent):
    """A handler gives a SoftmaxTable, or None for an empty pad."""

    def encode(self, value: SoftmaxTable) -> Any:
        return {
            "rows": [list(asdict(row).values()) for row in value.rows],
            "digit": value.digit,
            "sentences": value.sentences,
        }

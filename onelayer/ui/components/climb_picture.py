"""The picture of the climb: the error on the test set falls rung by rung, past what others reached."""

from dataclasses import asdict, dataclass
from typing import Any

from onelayer.training.climb import MEASURED, MILESTONES, RUNGS
from onelayer.ui.components.browser_component import BrowserComponent


@dataclass(frozen=True)
class Live:
    """The rung that is trained now.

    Attributes:
        rung: its key.
        error: on the validating images so far, 0 to 1; None before there is one.
    """

    rung: str
    error: float | None = None


class ClimbPicture(BrowserComponent):
    """A handler gives the Live rung, or None. What came of the others, and the guesses, the page has already."""

    def __init__(self, **options: Any) -> None:
        rungs = [{"key": rung.key, "name": rung.name, "error": 1 - MEASURED[rung.key].test} for rung in RUNGS]
        milestones = [milestone._asdict() for milestone in MILESTONES]
        super().__init__(rungs=rungs, milestones=milestones, **options)

    def encode(self, value: Live) -> Any:
        return asdict(value)

"""The picture of the climb: the accuracy on the test set, rung by rung, compared with published results."""

from dataclasses import dataclass
from typing import Any

from onelayer.training.climb import MEASURED, MILESTONES, RUNGS
from onelayer.ui.components.browser_component import BrowserComponent


@dataclass(frozen=True)
class Live:
    """The rung that is being trained.

    Attributes:
        rung: the key of the rung.
        error: the latest error on the validating images, 0 to 1; None before the first validation.
    """

    rung: str
    error: float | None = None


class ClimbPicture(BrowserComponent):
    """A handler gives the Live rung, or None. The page already has the other results and the guesses."""

    def __init__(self, **options: Any) -> None:
        rungs = [{"key": rung.key, "name": rung.name, "error": 1 - MEASURED[rung.key].test} for rung in RUNGS]
        milestones = [milestone._asdict() for milestone in MILESTONES]
        super().__init__(rungs=rungs, milestones=milestones, **options)

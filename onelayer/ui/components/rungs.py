"""The rungs of the climb: what each changes and why, and what came of it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import gradio as gr

from onelayer.training.climb import MEASURED, RUNGS, Rung
from onelayer.ui.components.browser_component import BrowserComponent, event_field


@dataclass(frozen=True)
class RungResult:
    """What came of a rung.

    Attributes:
        rung: its key.
        network: the key of the run that trained it.
        accuracy: on MNIST's 10,000 test images, 0 to 1.
        seconds: of training.
    """

    rung: str
    network: str
    accuracy: float
    seconds: float


class Rungs(BrowserComponent):
    """A handler gives the RungResults that there are. What a rung reads of the pad and of the visitor's drawings the
    page finds out itself, and it keeps what the visitor guesses. Each event carries the key of a `rung`: `submit` asks
    to train it, `select` for the digits that it fixed and broke, `apply` to open it in the Retrain tab."""

    def __init__(self, **options: Any) -> None:
        facts = [
            {
                **{name: getattr(rung, name) for name in ("key", "name", "change", "reason", "formula")},
                "test": f"{100 * MEASURED[rung.key].test:.2f}",
                "people": f"{100 * MEASURED[rung.key].people:.1f}",
            }
            for rung in RUNGS
        ]
        super().__init__(rungs=facts, **options)

    def encode(self, value: Sequence[RungResult]) -> Any:
        return [asdict(result) for result in value]


def parse_rung(event: gr.EventData) -> Rung:
    """The rung that an event names.

    Raises:
        gradio.Error: it names none; a page would.
    """
    key = event_field(event, "rung")
    rung = next((rung for rung in RUNGS if rung.key == key), None)
    if rung is None:
        names = ", ".join(each.key for each in RUNGS)
        raise gr.Error(f"No rung was named: expected one of {names}.", print_exception=False)
    return rung

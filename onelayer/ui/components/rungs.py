"""The rungs of the climb: what each one changes and why, and its result."""

from dataclasses import dataclass
from typing import Any

import gradio as gr

from onelayer.training.climb import MEASURED, RUNGS, Rung
from onelayer.ui.components.browser_component import BrowserComponent, event_field


@dataclass(frozen=True)
class RungResult:
    """The result of a rung.

    Attributes:
        rung: the key of the rung.
        network: the key of the run that trained it.
        accuracy: on MNIST's 10,000 test images, 0 to 1.
        seconds: the time of training.
    """

    rung: str
    network: str
    accuracy: float
    seconds: float


class Rungs(BrowserComponent):
    """A handler gives the RungResults so far.

    The page itself reads the pad and the visitor's drawings with each rung, and keeps the visitor's guesses. Each event
    has the key of a `rung`: `submit` asks to train it, `select` asks for the test digits that its change fixed and
    broke, `apply` asks to open it in the Retrain tab.
    """

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


def parse_rung(event: gr.EventData) -> Rung:
    """Return the rung that an event names.

    Raises:
        gradio.Error: the event names no rung; raised only for forged events.
    """
    key = event_field(event, "rung")
    rung = next((rung for rung in RUNGS if rung.key == key), None)
    if rung is None:
        names = ", ".join(each.key for each in RUNGS)
        raise gr.Error(f"No rung was named: expected one of {names}.", print_exception=False)
    return rung

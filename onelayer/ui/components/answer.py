"""The answer: the digit in large type and its ten probability bars, always in the order 0 to 9."""

import json
from typing import Any

from onelayer.reading.network import Reading
from onelayer.reading.verdict import Verdict
from onelayer.ui.components.browser_component import BrowserComponent
from onelayer.ui.components.sketchpad import number_of


class Answer(BrowserComponent):
    """A handler gives a Reading and the Verdict on it, or None for an empty pad.

    pad_id: the elem_id of the pad that it follows, if it does: it is greyed while it is not of what is on that pad.
    In the browser: `{"number", "digit", "probabilities", "sure", "sentence"}`; of an empty pad the number alone. It is
    that of the pad's change that is answered; what the server put there has none.
    """

    def __init__(self, *, pad_id: str | None = None, **options: Any) -> None:
        super().__init__(pad_id=pad_id, **options)

    def encode(self, value: tuple[Reading, Verdict]) -> Any:
        reading, verdict = value
        return {
            "digit": reading.predicted_digit,
            "probabilities": [round(float(p), 5) for p in reading.probabilities],
            "sure": verdict.sure,
            "sentence": sentence_of(reading, verdict),
        }

    def postprocess_for(self, payload: Any, value: tuple[Reading, Verdict] | None) -> str:
        """As `postprocess`, of the answer to this value of the pad, whose number it says."""
        number = number_of(payload)
        if number is None:
            return self.postprocess(value)
        return json.dumps({"number": number, **({} if value is None else self.encode(value))}, separators=(",", ":"))


def sentence_of(reading: Reading, verdict: Verdict) -> str:
    """How sure the answer is, in words."""
    if not verdict.familiar:
        return "Not sure: it looks like no digit I know"
    if not verdict.sure:
        return f"Not sure: {' or '.join(map(str, verdict.digits))}"
    return f"{100 * reading.probabilities[reading.predicted_digit]:.1f} % sure"

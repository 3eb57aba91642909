"""The answer: the digit in large type and its ten probability bars, always in the order 0 to 9."""

from typing import Any

from onelayer.reading.network import Reading
from onelayer.reading.verdict import Verdict
from onelayer.ui.components.browser_component import BrowserComponent


class Answer(BrowserComponent):
    """A handler gives a Reading and the Verdict on it, or None for an empty pad. In the browser:
    `{"digit", "probabilities", "sure", "sentence"}`."""

    def encode(self, value: tuple[Reading, Verdict]) -> Any:
        reading, verdict = value
        return {
            "digit": reading.predicted_digit,
            "probabilities": [round(float(p), 5) for p in reading.probabilities],
            "sure": verdict.sure,
            "sentence": sentence_of(reading, verdict),
        }


def sentence_of(reading: Reading, verdict: Verdict) -> str:
    """How sure the answer is, in words."""
    if not verdict.familiar:
        return "Not sure: it looks like no digit I know"
    if not verdict.sure:
        return f"Not sure: {' or '.join(map(str, verdict.digits))}"
    return f"{100 * reading.probabilities[reading.predicted_digit]:.1f} % sure"

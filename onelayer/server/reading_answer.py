"""A reading as JSON: the digit, how sure the network is, and why, for programs and assistants."""

from typing import Any

import numpy as np

from onelayer.reading.reading import Reading
from onelayer.reading.verdict import Verdict

NO_INK = "There is no ink, or no more than a dot."


def format_reading(found: Reading | None) -> dict[str, Any]:
    """Convert a reading to JSON; of None, where there is no ink, all but the verdict is null."""
    if found is None:
        return {"digit": None, "probabilities": None, "sure": None, "verdict": NO_INK, "reasons": None, "box": None}
    probabilities, verdict = found.probabilities, found.verdict
    order = np.argsort(-probabilities, kind="stable")
    return {
        "digit": found.digit,
        "probabilities": [float(p) for p in probabilities],
        "sure": found.sure,
        "verdict": verdict_in_words(verdict, float(probabilities[found.digit])),
        "reasons": {
            "runner_up": int(order[1]),
            "torn_between": list(verdict.digits) if len(verdict.digits) > 1 else None,
            "familiar": verdict.familiar,
            "two_digits": verdict.two,
        },
        "box": None if found.box is None else list(found.box),
    }


def verdict_in_words(verdict: Verdict, probability: float) -> str:
    """Say a verdict in a sentence. probability: of the predicted digit, 0 to 1."""
    if verdict.two:
        return "Not sure: two digits seem to be drawn; one at a time is read."
    if not verdict.familiar:
        return "Not sure: it looks like no digit that the network knows."
    if not verdict.sure:
        return f"Not sure: {' or '.join(map(str, verdict.digits))}."
    return f"It is a {verdict.digits[0]}; the network is {min(probability, 0.999):.1%} sure."

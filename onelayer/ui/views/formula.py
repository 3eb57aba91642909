"""The formula with the numbers of what is on the pad: sums, biases, logits, exponentials, probabilities."""

import numpy as np

from onelayer.reading.network import DIGITS, Network, Reading
from onelayer.ui.components.softmax_steps import SoftmaxRow, SoftmaxTable
from onelayer.ui.views.evidence import format_signed


def show_formula(reading: Reading, network: Network) -> SoftmaxTable:
    """The ten rows of a reading, and a sentence for each of the steps."""
    sums = reading.logits - network.bias
    shifted = reading.logits - reading.logits.max()
    exponentials = np.exp(shifted)
    total = float(exponentials.sum())
    digit = reading.predicted_digit
    rows = [
        SoftmaxRow(
            format_signed(float(sums[i])),
            format_signed(float(network.bias[i])),
            format_signed(float(reading.logits[i])),
            format_signed(float(shifted[i])) if shifted[i] else "0.00",
            small(float(exponentials[i])),
            f"{100 * reading.probabilities[i]:.2f} %",
        )
        for i in range(DIGITS)
    ]
    answer = rows[digit]
    inked = int(np.count_nonzero(reading.inputs))
    return SoftmaxTable(
        rows,
        digit,
        [
            f"inputs · kernel: each of the 784 inputs times its weight, added up. {inked} of them are not 0 here. "
            f"For {digit} that makes {answer.sum}.",
            f"+ bias: what a digit has before there is any ink. For {digit}: {answer.sum} {_plus(answer.bias)} = "
            f"{answer.logit}, its logit.",
            f"− the largest logit, {answer.logit}: it changes no probability, since it cancels in the division, and "
            "keeps exp from overflowing.",
            f"exp: all above 0; a logit larger by 1 counts {np.e:.2f} times as much. The ten add up to {total:.4f}.",
            f"÷ {total:.4f}: so that the ten add up to 1. For {digit}: {answer.exponential} ÷ {total:.4f} = "
            f"{answer.probability}.",
        ],
    )


def small(number: float) -> str:
    """A number from 0 to 1, to four decimals or two digits that count."""
    if number >= 0.0001:
        return f"{number:.4f}"
    return f"{number:.1e}".replace("e-0", "e−").replace("e-", "e−") if number else "0"


def _plus(number: str) -> str:
    """A signed number as it is added: + 0.08, − 0.08."""
    return f"{number[0]} {number[1:]}"

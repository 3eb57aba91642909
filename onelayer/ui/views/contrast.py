"""Why this digit and not that one: the evidence for the difference of the two."""

import numpy as np

from onelayer.reading.network import Network, Reading
from onelayer.reading.pixel_evidence import pixel_evidence
from onelayer.ui.components.reasons import Reason, Section
from onelayer.ui.views.evidence import evidence_layer, format_signed, sum_terms

CONTRAST = Section(
    name="contrast",
    heading="Why this one and not that?",
    formula="logit a − logit b = Σ input × (weight a − weight b) + bias a − bias b",
    waiting="The evidence for the answer rather than for the runner-up.",
)


def explain_contrast(reading: Reading, network: Network, digit: int, other: int) -> Reason:
    """What speaks for one digit rather than for another, and by how much."""
    difference = network.kernel[:, digit].astype(np.float64) - network.kernel[:, other]
    contrast = pixel_evidence(reading.image, difference, network.input_form)
    margin = float(reading.logits[digit] - reading.logits[other])
    leads = digit if margin >= 0 else other
    return Reason(
        heading=f"Why {digit} and not {other}?",
        sentence=f"Orange pixels prefer {digit}, blue ones {other}; {leads} leads by {format_signed(abs(margin))[1:]}.",
        pictures=[evidence_layer(contrast, reading, network, digit)],
        terms=sum_terms(
            contrast, float(network.bias[digit] - network.bias[other]), "biases", f"logit {digit} − logit {other}"
        ),
    )

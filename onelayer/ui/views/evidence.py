"""Evidence: each pixel's input × weight, for one digit, on the drawing itself."""

import numpy as np

from onelayer.reading.network import Network, Reading
from onelayer.reading.pixel_evidence import evidence_ink, pixel_evidence
from onelayer.ui.components.reasons import Layer, Reason, Section, Term
from onelayer.ui.views.regions import describe_evidence

EVIDENCE = Section(
    name="evidence",
    heading="Why this digit?",
    formula="logit = Σ input × weight + bias",
    waiting="Each pixel’s evidence will stand here: orange for, blue against.",
)


def explain_evidence(reading: Reading, network: Network, digit: int) -> Reason:
    """The evidence of a reading for a digit, and how it adds up to the digit's logit."""
    evidence = pixel_evidence(reading.image, network.kernel[:, digit], network.input_form)
    return Reason(
        heading=f"Why {digit}?",
        sentence=f"Orange pixels speak for {digit}, blue ones against it.{about_pixels(network)}",
        pictures=[evidence_layer(evidence, reading, network, digit)],
        terms=sum_terms(evidence, float(network.bias[digit]), "bias", f"logit of {digit}"),
    )


def evidence_layer(evidence: np.ndarray, reading: Reading, network: Network, digit: int) -> Layer:
    """Pixel evidence (784,) as a picture over its ink."""
    ink = evidence_ink(reading.image, network.input_form)
    largest = max(float(np.abs(evidence).max()), 1e-12)
    words = describe_evidence(evidence, digit)
    return Layer(evidence / largest, words[0].upper() + words[1:], under=ink)


def about_pixels(network: Network) -> str:
    """What a pixel's evidence is where inputs are no pixels; empty where they are."""
    if network.input_form != "directions":
        return ""
    return " Each input is an edge’s strength; its evidence is shared among the pixels that made the edge."


def sum_terms(evidence: np.ndarray, bias: float, bias_name: str, total_name: str) -> list[Term]:
    """The evidence for, the evidence against, the bias, and their sum."""
    most_for, most_against = float(evidence[evidence > 0].sum()), float(evidence[evidence < 0].sum())
    return [
        Term("orange, for", format_signed(most_for), "for"),
        Term("blue, against", format_signed(most_against), "against"),
        Term(bias_name, format_signed(bias)),
        Term(total_name, format_signed(most_for + most_against + bias), "total"),
    ]


def format_signed(amount: float) -> str:
    """A number with its sign and two decimals, or none where it is large."""
    text = f"{amount:+,.2f}" if abs(amount) < 1000 else f"{amount:+,.0f}"
    return text.replace("-", "−")

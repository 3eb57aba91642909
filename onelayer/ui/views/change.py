"""The smallest change of the inputs that makes two digits level."""

import numpy as np

from onelayer.reading.inputs import LARGEST, scale_inputs
from onelayer.reading.network import Network, Reading
from onelayer.reading.pixel_evidence import evidence_ink
from onelayer.reading.verdict import PROTOTYPE_FORM, load_prototypes
from onelayer.ui.components.reasons import Layer, Reason, Section, Term
from onelayer.ui.views.regions import strongest_regions

CHANGE = Section(
    name="change",
    heading="The smallest change",
    formula="change = −(logit a − logit b) ÷ Σ u·d² · u·d, with d = weights a − weights b, and u = 1 for pixels, "
    "or how strong an edge usually is",
    waiting="The least ink to add and to remove until the answer tips over.",
    pictures=2,
)

WEAKEST_EDGE = 0.3  # of the strongest; fainter ones are not drawn


def explain_change(reading: Reading, network: Network, digit: int, other: int) -> Reason:
    """The shortest step that makes two digits level, and the inputs after it."""
    form, edges = network.input_form, network.input_form == PROTOTYPE_FORM
    usual = load_prototypes().means.mean(axis=0) if edges else None
    change = network.smallest_change(reading.inputs, digit, other, usual)
    full, unit, thing = LARGEST[form], "" if edges else " px", "edges" if edges else "ink"
    after = np.clip(scale_inputs(reading.inputs + change, form), 0, 1)
    add, remove = strongest_regions(change)
    largest = max(float(np.abs(change).max()), 1e-12)
    moved = float(np.linalg.norm(change) / max(float(np.linalg.norm(reading.inputs)), 1e-12))
    # Of 784 directions only the strongest changes are drawn: all of them together look like noise.
    drawn = np.where(np.abs(change) < WEAKEST_EDGE * largest, 0, change) if edges else change
    words = f"{thing.capitalize()} to add, most of it: {add or 'none'}; to remove: {remove or 'none'}"
    under = evidence_ink(reading.image, form)
    return Reason(
        heading=f"The smallest change to {other}",
        sentence=f"Add the orange {thing}, take away the blue, and {digit} and {other} are level.",
        pictures=[
            Layer(drawn / largest, words, under=under, edges=edges),
            Layer(
                after,
                f"The inputs after the change, where {digit} and {other} are level",
                signed=False,
                edges=edges,
            ),
        ],
        terms=[
            Term("+ add", f"{change[change > 0].sum() / full:.2f}{unit}", "for"),
            Term("− remove", f"{-change[change < 0].sum() / full:.2f}{unit}", "against"),
            Term("of their length", f"{100 * moved:.0f} %", "total"),
        ],
    )

"""Compares runs: their curves in one plot, and the difference between what two networks look for."""

from dataclasses import dataclass

import gradio as gr
from gradio.components import Component

from onelayer.reading.network import DIGITS, Network
from onelayer.training.average_evidence import average_evidence
from onelayer.ui.components.curves import Curves, CurveValues
from onelayer.ui.components.pixel_pictures import Picture, PixelPictures
from onelayer.ui.session import SHIPPED, NamedRun, Session
from onelayer.ui.views.evidence_pictures import picture_scale
from onelayer.ui.views.session_publisher import Updates
from onelayer.ui.views.training_report import COLUMNS

MOST_COMPARED = 4
CHOOSE = "Tick two to compare them: their curves, and the difference of what they look for."


@dataclass(frozen=True, eq=False)
class CompareView:
    """The components of the view.

    Attributes:
        sentence: says what is compared.
        loss: the loss curves of the compared runs.
        accuracy: the accuracy curves of the compared runs.
        difference: the difference between what the first two networks look for, ten pictures.
    """

    sentence: gr.Markdown
    loss: Curves
    accuracy: Curves
    difference: PixelPictures

    @property
    def outputs(self) -> list[Component]:
        """The components that `compare` gives values to."""
        return [self.sentence, self.loss, self.accuracy, self.difference]


def build_compare_view() -> CompareView:
    """Build the view, with nothing chosen."""
    gr.Markdown("## Compare", elem_classes="small-heading")
    sentence = gr.Markdown(CHOOSE, elem_id="compare-sentence", elem_classes="quiet")
    with gr.Row(elem_classes="curves"):
        loss = Curves(
            title="Loss (validation)", scale="logarithmic", sparse=True, min_width=240, elem_id="compare-loss"
        )
        accuracy = Curves(
            title="Accuracy (validation)", scale="fraction", sparse=True, min_width=240, elem_id="compare-accuracy"
        )
    difference = PixelPictures(
        count=DIGITS,
        kind="evidence",
        columns=10,
        columns_narrow=5,
        captions=list("0123456789"),
        sparse=True,
        elem_id="compare-weights",
    )
    return CompareView(sentence, loss, accuracy, difference)


def compare(view: CompareView, session: Session, keys: list[str]) -> Updates:
    """Compare the networks with these keys, in this order. Keys of runs that are gone are left out."""
    keys = [key for key in keys if key in SHIPPED or session.run(key)]
    if len(keys) < 2:
        return {**dict.fromkeys(view.outputs), view.sentence: CHOOSE}
    first, second = (session.network(key) for key in keys[:2])
    names = [session.name_of(key) for key in keys]
    runs = [named for key in keys if (named := session.run(key))]
    text = (
        f"Curves of {', '.join(named.name for named in runs)}. " if runs else ""
    ) + f"Pictures: what **{names[1]}** looks for more (orange) or less (blue) than **{names[0]}**"
    text += "." if first.input_form == second.input_form else f", each on its own scale: {_forms(first, second)}."
    return {
        view.sentence: text,
        view.loss: _curves(runs, "loss"),
        view.accuracy: _curves(runs, "accuracy"),
        view.difference: _differences(first, second, names),
    }


def _forms(first: Network, second: Network) -> str:
    return f"their inputs differ ({first.input_form}, {second.input_form})"


def _curves(runs: list[NamedRun], metric: str) -> CurveValues | None:
    if not runs:
        return None
    curves = {
        named.name: (named.run.validation if len(named.run.validation) else named.run.training)[:, [0, COLUMNS[metric]]]
        for named in runs
    }
    return CurveValues(max(named.run.recipe.epochs for named in runs), curves)


def _differences(first: Network, second: Network, names: list[str]) -> list[Picture]:
    """Subtract the first network's average evidence from the second's, for each digit and pixel.

    If their input forms differ, the evidence of each network is first divided by its own scale.
    """
    evidence = [average_evidence(network) for network in (first, second)]
    if first.input_form != second.input_form:
        evidence = [each / picture_scale(each) for each in evidence]
    difference = evidence[1] - evidence[0]
    scale = picture_scale(difference)
    return [
        Picture(of_digit / scale, str(digit), f"Evidence for {digit}, {names[1]} minus {names[0]}")
        for digit, of_digit in enumerate(difference)
    ]

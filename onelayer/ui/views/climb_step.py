"""The effect of a step of the climb: the test digits that it fixed, and those that it broke."""

from dataclasses import dataclass

import gradio as gr
import numpy as np

from onelayer.data.mnist import load_mnist
from onelayer.reading.network import Network
from onelayer.training.climb import RUNGS, Rung
from onelayer.training.evaluation import mnist_test_logits
from onelayer.ui.components.pixel_pictures import PixelPictures
from onelayer.ui.listeners import AT_ONCE, bind
from onelayer.ui.session import NamedRun, Session
from onelayer.ui.views.mnist_digits import MOST_PICTURES, DigitOpener, build_mnist_digits, digit_pictures, open_clicked
from onelayer.ui.views.session_publisher import Updates

NOTHING_YET = (
    "Train a rung and the one before it. Then you see here which test digits the step fixed and which it broke."
)


@dataclass(frozen=True, eq=False)
class ClimbStepView:
    """The components of the view.

    Attributes:
        sentence: names the step.
        fixed_sentence: the number of fixed digits.
        fixed: digits that the rung reads correctly and the rung before does not.
        broken_sentence: the number of broken digits.
        broken: digits that the rung before reads correctly and the rung does not.
        network: a gr.State with the key of the rung's run.
    """

    sentence: gr.Markdown
    fixed_sentence: gr.Markdown
    fixed: PixelPictures
    broken_sentence: gr.Markdown
    broken: PixelPictures
    network: gr.State

    @property
    def outputs(self) -> list[gr.components.Component]:
        """All components of the view."""
        return [self.sentence, self.fixed_sentence, self.fixed, self.broken_sentence, self.broken, self.network]


def build_climb_step_view() -> ClimbStepView:
    """Build the view, without a step."""
    sentence = gr.Markdown(f"## Fixed and broken\n{NOTHING_YET}", elem_id="step-sentence", elem_classes="quiet")
    with gr.Row(elem_classes="columns"):
        with gr.Column(min_width=280):
            fixed_sentence = gr.Markdown("", elem_id="fixed-sentence", elem_classes="quiet")
            fixed = build_mnist_digits("fixed-digits", columns=5)
        with gr.Column(min_width=280):
            broken_sentence = gr.Markdown("", elem_id="broken-sentence", elem_classes="quiet")
            broken = build_mnist_digits("broken-digits", columns=5)
    return ClimbStepView(sentence, fixed_sentence, fixed, broken_sentence, broken, gr.State(""))


def find_rung_run(session: Session, rung: Rung) -> NamedRun | None:
    """Find the visitor's run of a rung: of exactly its recipe, trained to its end, in the Climb or the Retrain tab."""
    return session.run_of(rung.recipe)


def rung_before(rung: Rung) -> Rung | None:
    """Return the rung before a rung; None for the first."""
    at = RUNGS.index(rung)
    return RUNGS[at - 1] if at else None


def show_step(view: ClimbStepView, session: Session, rung: Rung) -> Updates:
    """Show the digits that a rung's step fixed and broke; if the rung before is not trained, those that it misreads."""
    named, before = find_rung_run(session, rung), rung_before(rung)
    if named is None:
        return clear_step(view)
    if before is None:
        return _show(view, named, f"**{rung.name}** is the first rung: these are the digits that it misreads.", None)
    earlier = find_rung_run(session, before)
    if earlier is None:
        words = f"Train rung {RUNGS.index(before) + 1}, **{before.name}**, too. Then you see here what the step fixed."
        return _show(view, named, words, None)
    words = (
        f"From **{before.name}** to **{rung.name}**: {rung.change}. Press a digit to see how **{rung.name}** reads it."
    )
    return _show(view, named, words, earlier.run.network)


def _show(view: ClimbStepView, named: NamedRun, words: str, before: Network | None) -> Updates:
    """Show the digits that two networks read differently; without `before`, those that the network misreads."""
    labels = load_mnist("test").labels
    logits = mnist_test_logits(named.run.network)
    is_right = logits.argmax(axis=1) == labels
    was_right = np.ones_like(is_right) if before is None else mnist_test_logits(before).argmax(axis=1) == labels
    fixed = np.flatnonzero(is_right & ~was_right)
    broken = np.flatnonzero(~is_right & was_right)
    verb = "misread" if before is None else "broken"
    return {
        view.sentence: f"## Fixed and broken\n{words}",
        view.fixed_sentence: "" if before is None else _count(len(fixed), "fixed"),
        view.fixed: digit_pictures([int(row) for row in fixed[:MOST_PICTURES]], logits) or None,
        view.broken_sentence: _count(len(broken), verb),
        view.broken: digit_pictures([int(row) for row in broken[:MOST_PICTURES]], logits) or None,
        view.network: named.key,
    }


def _count(count: int, verb: str) -> str:
    shown = f", {MOST_PICTURES} shown" if count > MOST_PICTURES else ""
    return f"**{count:,}** test {'digit' if count == 1 else 'digits'} {verb}{shown}."


def clear_step(view: ClimbStepView) -> Updates:
    """Empty the view."""
    return {
        view.sentence: f"## Fixed and broken\n{NOTHING_YET}",
        view.fixed_sentence: "",
        view.fixed: None,
        view.broken_sentence: "",
        view.broken: None,
        view.network: "",
    }


def wire_climb_step_view(view: ClimbStepView, session: gr.State, opener: DigitOpener) -> None:
    """Let a click put a digit on the pad and choose the rung's network."""
    for pictures in (view.fixed, view.broken):
        pictures.select(bind(open_clicked, opener), [view.network, session], list(opener.outputs), **AT_ONCE)

"""Replay: the snapshots of a run, one after another, and how each reads the drawing on the pad."""

from dataclasses import dataclass

import gradio as gr
import numpy as np

from onelayer.reading.network import DIGITS
from onelayer.training.average_evidence import average_evidence_of_all
from onelayer.training.run import Run
from onelayer.ui.components.browser_component import PageComponent
from onelayer.ui.components.curves import Curves
from onelayer.ui.components.pixel_pictures import PixelPictures
from onelayer.ui.components.replay import Replay, Replayed
from onelayer.ui.listeners import bind
from onelayer.ui.session import Session
from onelayer.ui.views.evidence_pictures import evidence_pictures, picture_scale
from onelayer.ui.views.network_choice import find_network
from onelayer.ui.views.sample_digits import first_of_each_digit, sample_pictures
from onelayer.ui.views.session_publisher import Updates
from onelayer.ui.views.shown_network import ShownNetwork
from onelayer.ui.views.training_report import curve_values


@dataclass(frozen=True, eq=False)
class ReplayedViews:
    """The components that show a run.

    Attributes:
        replay: its snapshots.
        loss: its loss curves.
        accuracy: its accuracy curves.
        weights: what its network looks for.
    """

    replay: Replay
    loss: Curves
    accuracy: Curves
    weights: PixelPictures


def build_replay_view() -> Replay:
    """Build a slider over the snapshots of the shown run, digits to replay, and ten bars for what is on the pad."""
    with gr.Row(elem_classes="columns", elem_id="replayed"):
        with gr.Column(min_width=240):
            replay = Replay(elem_id="replay")
            with gr.Column(elem_id="replay-samples"):
                gr.Markdown(
                    "Replay it on your drawing, or on one of these, which then is on the pad:", elem_classes="quiet"
                )
                PixelPictures(
                    count=DIGITS,
                    columns=5,
                    columns_narrow=5,
                    opens_on="pad",
                    value=sample_pictures(first_of_each_digit()),
                    elem_id="replay-digits",
                )
        with gr.Column(min_width=240, elem_id="replay-reading"):
            gr.Markdown("## What is on the pad, read by that network", elem_classes="small-heading")
            PageComponent("answer", source="replay", elem_id="replay-answer")
    return replay


def show_run(views: ReplayedViews, key: str, session: Session) -> Updates:
    """Show the run with a key; for a network that ships, only what it looks for."""
    named = session.run(key)
    if named is None:
        pictures = evidence_pictures(find_network(session, key))
        return {views.replay: Replayed(key), views.loss: None, views.accuracy: None, views.weights: pictures}
    run = named.run
    return {
        views.replay: Replayed(key, run, snapshot_pictures(run)),
        views.loss: curve_values(run.recipe, run.training, run.validation, "loss"),
        views.accuracy: curve_values(run.recipe, run.training, run.validation, "accuracy"),
        views.weights: evidence_pictures(run.network),
    }


def snapshot_pictures(run: Run) -> np.ndarray:
    """Compute what each snapshot of a run looks for, (n, 10, 784), about -1 to 1, each on its own scale."""
    evidence = average_evidence_of_all([snapshot.network for snapshot in run.snapshots])
    return np.stack([each / picture_scale(each) for each in evidence])


def wire_replay_view(
    replay: Replay, shown: ShownNetwork, loss: Curves, accuracy: Curves, weights: PixelPictures
) -> None:
    """Follow the shown run."""
    views = ReplayedViews(replay, loss, accuracy, weights)
    shown.on_change(bind(show_run, views), [shown.key, shown.session], [replay, loss, accuracy, weights])

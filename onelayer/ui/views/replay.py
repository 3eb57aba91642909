"""Replay: the snapshots of a run, one after the other, and what each makes of the drawing on the pad."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import gradio as gr

from onelayer.reading.network import Network
from onelayer.reading.verdict import judge
from onelayer.training.run import Run
from onelayer.ui.components.answer import Answer
from onelayer.ui.components.curves import Curves
from onelayer.ui.components.pixel_pictures import PixelPictures
from onelayer.ui.components.sketchpad import PadContent, Sketchpad
from onelayer.ui.listeners import AT_ONCE, IN_QUEUE, bind
from onelayer.ui.session import Session
from onelayer.ui.views.evidence_pictures import evidence_pictures
from onelayer.ui.views.network_choice import find_network
from onelayer.ui.views.session_publisher import Updates
from onelayer.ui.views.shown_network import ShownNetwork
from onelayer.ui.views.training_report import curve_values

PLAY_SECONDS = 8.0
LONGEST_PAUSE = 0.3
NO_RUN = "Train, and the run can be played again here, batch by batch."


@dataclass(frozen=True, eq=False)
class ReplayView:
    """Its components.

    Attributes:
        position: which snapshot is shown.
        moment: how far the run was then.
        play: shows one after the other.
        answer: what the snapshot reads on the pad.
    """

    position: gr.Slider
    moment: gr.Markdown
    play: gr.Button
    answer: Answer


@dataclass(frozen=True, eq=False)
class ReplayedViews:
    """What follows the replay: its own view, and the run's curves and weights beside it."""

    view: ReplayView
    loss: Curves
    accuracy: Curves
    weights: PixelPictures


def build_replay_view() -> ReplayView:
    """A slider over the snapshots of the run that is shown, and ten bars for the drawing on the pad."""
    with gr.Row(elem_classes="columns"):
        with gr.Column(min_width=240):
            gr.Markdown(
                "### Replay\nThe network as it was after each batch: what it looked for, and read on your pad.",
                elem_classes="small-heading",
            )
            position = gr.Slider(0, 1, value=1, step=1, label="Snapshot", interactive=False, elem_id="replay")
            moment = gr.Markdown(NO_RUN, elem_id="replay-moment", elem_classes="quiet")
            play = gr.Button("Play", size="sm", interactive=False, elem_id="play")
        with gr.Column(min_width=240):
            gr.Markdown("### Your drawing, read by that network", elem_classes="small-heading")
            answer = Answer(elem_id="replay-answer")
    return ReplayView(position, moment, play, answer)


def show_replay(views: ReplayedViews, key: str, session: Session, content: PadContent | None) -> Updates:
    """The run of a key at its end; of a network that ships, only its weights and its reading."""
    view, named = views.view, session.run(key)
    if named is None:
        network = find_network(session, key)
        return {
            view.position: gr.Slider(maximum=1, value=1, interactive=False),
            view.play: gr.Button(interactive=False),
            view.moment: NO_RUN,
            view.answer: read_content(network, content, session),
            views.loss: None,
            views.accuracy: None,
            views.weights: evidence_pictures(network),
        }
    last = len(named.run.snapshots) - 1
    return {
        view.position: gr.Slider(maximum=max(1, last), value=last, interactive=last > 0),
        view.play: gr.Button(interactive=last > 0),
        **show_snapshot(views, named.run, last, content, session),
    }


def show_snapshot(views: ReplayedViews, run: Run, number: int, content: PadContent | None, session: Session) -> Updates:
    """A snapshot of a run: its place in the curves, its evidence pictures, and its reading of what is on the pad."""
    snapshot = run.snapshots[min(max(number, 0), len(run.snapshots) - 1)]
    batches = run.recipe.epochs * run.batches
    epochs = snapshot.batches_done / run.batches
    moment = f"After batch {snapshot.batches_done:,} of {batches:,}: {epochs:.2f} of {run.recipe.epochs} epochs."
    return {
        views.view.moment: moment,
        views.view.answer: read_content(snapshot.network, content, session),
        views.loss: curve_values(run.recipe, run.training, run.validation, "loss", epochs),
        views.accuracy: curve_values(run.recipe, run.training, run.validation, "accuracy", epochs),
        views.weights: evidence_pictures(snapshot.network),
    }


def read_content(network: Network, content: PadContent | None, session: Session) -> Any:
    """The value of the bars: what a network reads on the pad."""
    if content is None:
        return None
    reading = network.read(content.image)
    return reading, judge(reading, network, session.collection.prototypes)


async def move_replay(
    views: ReplayedViews, number: float, key: str, session: Session, content: PadContent | None
) -> Updates:
    """The snapshot of a number."""
    named = session.run(key)
    return show_snapshot(views, named.run, int(number), content, session) if named else {views.weights: gr.skip()}


async def play_replay(
    views: ReplayedViews, key: str, session: Session, content: PadContent | None
) -> AsyncIterator[Updates]:
    """One snapshot after the other."""
    named = session.run(key)
    count = len(named.run.snapshots) if named else 0
    for number in range(count):
        assert named
        yield {views.view.position: number, **show_snapshot(views, named.run, number, content, session)}
        await asyncio.sleep(min(LONGEST_PAUSE, PLAY_SECONDS / count))


def wire_replay_view(
    view: ReplayView, shown: ShownNetwork, pad: Sketchpad, loss: Curves, accuracy: Curves, weights: PixelPictures
) -> None:
    """Follow the run that is shown, and move the cursor of its curves and its weight pictures."""
    views = ReplayedViews(view, loss, accuracy, weights)
    moving = [view.moment, loss, accuracy, weights, view.answer]
    inputs = [shown.key, shown.session, pad]
    shown.on_change(bind(show_replay, views), inputs, [view.position, view.play, *moving])
    playing = view.play.click(bind(play_replay, views), inputs, [view.position, *moving], **IN_QUEUE)
    view.position.input(
        bind(move_replay, views),
        [view.position, *inputs],
        moving,
        trigger_mode="always_last",
        cancels=[playing],
        **AT_ONCE,
    )

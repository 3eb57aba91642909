"""Replay: the snapshots of a run, one after the other, and what each makes of the drawing on the pad."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import Any

import gradio as gr
import numpy as np

from onelayer.network import Network
from onelayer.run import Run
from onelayer.ui.components.answer import Answer
from onelayer.ui.components.curves import Curves
from onelayer.ui.components.pixel_pictures import PixelPictures
from onelayer.ui.components.sketchpad import PadContent, Sketchpad
from onelayer.ui.listeners import AT_ONCE, PRIVATE
from onelayer.ui.session import Session
from onelayer.ui.training_report import curve_values
from onelayer.ui.views.shown_network import ShownNetwork
from onelayer.ui.views.weights import weight_pictures
from onelayer.verdict import judge

PLAY_SECONDS = 8.0
LONGEST_PAUSE = 0.3
NO_RUN = "Train, and the run can be played again here, batch by batch."


def build_replay_view(
    shown: ShownNetwork, pad: Sketchpad, loss: Curves, accuracy: Curves, weights: PixelPictures
) -> None:
    """The view: a slider over the snapshots of the run that is shown. It moves a cursor in the curves, the weight
    pictures and ten bars for the drawing on the pad."""
    # Components
    with gr.Row(elem_classes="columns"):
        with gr.Column(min_width=240):
            gr.Markdown(
                "### Replay\nThe network as it was after each batch: what it did to the weights, and to your drawing.",
                elem_classes="small-heading",
            )
            position = gr.Slider(0, 1, value=1, step=1, label="Snapshot", interactive=False, elem_id="replay")
            moment = gr.Markdown(NO_RUN, elem_id="replay-moment", elem_classes="quiet")
            play = gr.Button("Play", size="sm", interactive=False, elem_id="play")
        with gr.Column(min_width=240):
            gr.Markdown("### Your drawing, read by that network", elem_classes="small-heading")
            answer = Answer(elem_id="replay-answer")

    # Handlers
    def show(key: str, owned: Session, content: PadContent | None) -> tuple[Any, ...]:
        named = owned.run(key)
        if named is None:
            network = owned.network(key)
            return (
                gr.Slider(maximum=1, value=1, interactive=False),
                gr.Button(interactive=False),
                NO_RUN,
                None,
                None,
                weight_pictures(network.kernel),
                read_by(network, content, owned.hand.prototypes),
            )
        last = len(named.run.snapshots) - 1
        return (
            gr.Slider(maximum=max(1, last), value=last, interactive=last > 0),
            gr.Button(interactive=last > 0),
            *moment_of(named.run, last, content, owned.hand.prototypes),
        )

    async def move(at: float, key: str, owned: Session, content: PadContent | None) -> tuple[Any, ...]:
        named = owned.run(key)
        return moment_of(named.run, int(at), content, owned.hand.prototypes) if named else (gr.skip(),) * 5

    async def play_all(key: str, owned: Session, content: PadContent | None) -> AsyncIterator[tuple[Any, ...]]:
        named = owned.run(key)
        count = len(named.run.snapshots) if named else 0
        for at in range(count):
            assert named
            yield at, *moment_of(named.run, at, content, owned.hand.prototypes)
            await asyncio.sleep(min(LONGEST_PAUSE, PLAY_SECONDS / count))

    # Wiring
    moving = [moment, loss, accuracy, weights, answer]
    asked = [shown.key, shown.session, pad]
    shown.on_change(show, asked, [position, play, *moving])
    playing = play.click(
        play_all,
        asked,
        [position, *moving],
        concurrency_limit=None,
        show_progress="hidden",
        **PRIVATE,
    )
    position.input(move, [position, *asked], moving, trigger_mode="always_last", cancels=[playing], **AT_ONCE)


def moment_of(run: Run, at: int, content: PadContent | None, own: Mapping[int, np.ndarray]) -> tuple[Any, ...]:
    """A snapshot in words, its place in the curves, its weights, and its reading of what is on the pad."""
    snapshot = run.snapshots[min(max(at, 0), len(run.snapshots) - 1)]
    batches = run.recipe.epochs * run.batches
    epochs = snapshot.batches_done / run.batches
    return (
        f"After batch {snapshot.batches_done:,} of {batches:,}: {epochs:.2f} of {run.recipe.epochs} epochs.",
        curve_values(run.recipe, run.training, run.validation, "loss", epochs),
        curve_values(run.recipe, run.training, run.validation, "accuracy", epochs),
        weight_pictures(snapshot.network.kernel),
        read_by(snapshot.network, content, own),
    )


def read_by(network: Network, content: PadContent | None, own: Mapping[int, np.ndarray]) -> Any:
    """The value of the bars; own: as `judge` takes it."""
    if content is None:
        return None
    reading = network.read(content.image)
    return reading, judge(reading, network, own)

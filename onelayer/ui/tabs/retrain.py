"""The Retrain tab: choose a recipe, change it, and watch the network learn; tabs below show what it learned."""

import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any

import gradio as gr
from gradio.components import Component
from gradio.events import Dependency

from onelayer.reading.drawing import Drawing
from onelayer.reading.network import Network
from onelayer.training.jobs import JobResult, News, TrainingJob, TrainingProcessError
from onelayer.training.pool import JobRefused, TrainingPool
from onelayer.training.progress import TrainingDiverged
from onelayer.training.recipe import Recipe, RecipeError
from onelayer.training.run import Recorder, Run
from onelayer.training.schedule import schedule_reports
from onelayer.ui.components.browser_component import PageComponent
from onelayer.ui.components.copy_script import CopyScript
from onelayer.ui.components.curves import Curves
from onelayer.ui.components.labelled_drawings import LabelledDrawings
from onelayer.ui.components.pixel_pictures import PixelPictures
from onelayer.ui.components.replay import Replay
from onelayer.ui.glossary import link_word
from onelayer.ui.listeners import IN_QUEUE, PRIVATE, bind
from onelayer.ui.session import Session
from onelayer.ui.views.confusion import ConfusionView, build_confusion_view, wire_confusion_view
from onelayer.ui.views.evidence_pictures import ABOUT, evidence_pictures
from onelayer.ui.views.job_buttons import JobButtons, wire_job
from onelayer.ui.views.keras_script import wire_keras_script
from onelayer.ui.views.mistakes import build_mistakes_view, wire_mistakes_view
from onelayer.ui.views.mnist_digits import DigitOpener
from onelayer.ui.views.recipe_settings import (
    RecipeSettings,
    add_other_settings,
    build_first_settings,
    parse_recipe,
    wire_recipe_settings,
)
from onelayer.ui.views.replay import build_replay_view, wire_replay_view
from onelayer.ui.views.runs import RunsView, build_runs_view, wire_runs_view
from onelayer.ui.views.session_publisher import SessionPublisher, Updates
from onelayer.ui.views.shown_network import ShownNetwork
from onelayer.ui.views.sweep import SweepView, build_sweep_view, wire_sweep_view
from onelayer.ui.views.training_report import TrainingReport, format_job_end, format_job_progress, render_state
from onelayer.ui.views.turns import has_turn, step_in_thread, wait_for_turn

READY = "Ready. At the end of a run this line says how many of the test digits its network reads."
SLOW_REPORTS_PER_EPOCH = 16
SLOW_SECONDS = 20.0  # the time of a run in slow motion, about
SLOW_LONGEST_PAUSE = 0.25  # seconds after a report
UNSEEN = 0.05  # time between two updates of the page, as a fraction of the run's time so far: early learning is fastest
LONGEST_UNSEEN = 0.25  # seconds between two updates, at most
SHOW_PROGRESS = "() => document.querySelector('#run-curves').scrollIntoView({ block: 'nearest' })"
OTHER_WORK = 4.0  # after an update the server is free for other work for this many times as long as the update took


@dataclass(frozen=True, eq=False)
class RetrainTab:
    """The tab's components.

    Attributes:
        settings: the recipe.
        with_drawings: whether the visitor's drawings are among the examples.
        slow: whether to train in slow motion.
        buttons: Train, Stop and the line with the progress.
        loss: the loss curves.
        accuracy: the accuracy curves.
        weights: the ten evidence pictures.
        log: a line for each epoch.
        ended: a gr.State with the Run that has just ended.
        replay: the run again, snapshot by snapshot.
        runs: the table of runs.
        confusion: the confusion matrix.
        mistakes: the worst mistakes.
        sweep: the sweep over learning rates and batch sizes.
        copy_script: the recipe as a script of plain Keras.
    """

    settings: RecipeSettings
    with_drawings: gr.Checkbox
    slow: gr.Checkbox
    buttons: JobButtons
    loss: Curves
    accuracy: Curves
    weights: PixelPictures
    log: gr.Textbox
    ended: gr.State
    replay: Replay
    runs: RunsView
    confusion: ConfusionView
    mistakes: PixelPictures
    sweep: SweepView
    copy_script: CopyScript

    @property
    def watched(self) -> list[Component]:
        """The components that change during a run."""
        return [self.buttons.state, self.loss, self.accuracy, self.weights, self.log]


def build_retrain_tab() -> RetrainTab:
    """Lay the tab out; call it inside its gr.Tab. On a phone the bar with Train stays in view, over the parts below."""
    gr.Markdown(
        f"Each {link_word('batch')} moves the {link_word('weight', 'weights')} a little **against the "
        f"{link_word('gradient')} of the {link_word('loss')}**: "
        "kernel ← kernel − rate · ∂loss/∂kernel.",
        elem_classes="lead",
        elem_id="retrain-lead",
    )
    with gr.Row(elem_classes="columns", elem_id="training"):
        with gr.Column(min_width=280, scale=2, elem_id="settings"):
            with gr.Column(elem_id="first-settings"):
                first = build_first_settings()
            buttons = _build_train_bar()
            PageComponent("read_again", elem_id="read-again")
            copy_script = CopyScript(elem_id="copy-script")
        with gr.Column(min_width=280, scale=3, elem_id="progress"):
            loss, accuracy = _build_curves()
            weights = _build_weights()
        with gr.Accordion("More", open=False, elem_id="more-settings"):
            with_drawings = gr.Checkbox(
                False,
                label="Include my handwriting",
                info="Variations of your drawings, a tenth as many as there are other images",
                elem_id="with-hand",
            )
            slow = gr.Checkbox(False, label="Slow motion", info="Paces the updates, to watch", elem_id="slow")
            settings = add_other_settings(first)
    with gr.Tabs(elem_id="afterwards"):
        with gr.Tab("Replay"):
            replay = build_replay_view()
        with gr.Tab("Runs"):
            runs = build_runs_view()
        with gr.Tab("Mistakes"):
            confusion, mistakes = build_confusion_view(), build_mistakes_view()
        with gr.Tab("Sweep"):
            sweep = build_sweep_view()
        with gr.Tab("Log"):
            log = _build_log()
    ended = gr.State(None)
    return RetrainTab(
        settings,
        with_drawings,
        slow,
        buttons,
        loss,
        accuracy,
        weights,
        log,
        ended,
        replay,
        runs,
        confusion,
        mistakes,
        sweep,
        copy_script,
    )


def _build_train_bar() -> JobButtons:
    with gr.Column(elem_id="train-bar"):
        with gr.Row(elem_classes="buttons"):
            train_button = gr.Button("Train", variant="primary", elem_id="train")
            stop_button = gr.Button("Stop", interactive=False, elem_id="stop")
        state = gr.HTML(render_state(READY), elem_id="run-state")
    return JobButtons(train_button, stop_button, state, render_state)


def _build_curves() -> tuple[Curves, Curves]:
    with gr.Row(elem_classes="curves", elem_id="run-curves"):
        loss = Curves(
            title="Loss, on a logarithmic scale",
            scale="logarithmic",
            follows_replay=True,
            min_width=240,
            elem_id="loss",
        )
        accuracy = Curves(title="Accuracy", scale="fraction", follows_replay=True, min_width=240, elem_id="accuracy")
    return loss, accuracy


def _build_weights() -> PixelPictures:
    gr.Markdown(
        f"## What it looks for\n{ABOUT}",
        elem_classes="small-heading",
    )
    return PixelPictures(
        count=10,
        kind="evidence",
        columns=5,
        columns_narrow=5,
        captions=list("0123456789"),
        source="replay",
        elem_id="weights",
    )


def _build_log() -> gr.Textbox:
    gr.Markdown("A line for each epoch of a run, in the shape of Keras’.", elem_classes="quiet")
    return gr.Textbox(
        "",
        show_label=False,
        label="Log",
        placeholder=" ",  # by which the style sheet knows that there is no line yet, and hides it
        lines=6,
        max_lines=12,
        interactive=False,
        elem_id="log",
    )


async def train(
    tab: RetrainTab,
    pool: TrainingPool,
    slow: bool,
    with_drawings: bool,
    drawings: tuple[Drawing, ...],
    request: gr.Request,
    *values: Any,
) -> AsyncIterator[Updates]:
    """Train the recipe in the settings, with the visitor's drawings if chosen; show how it waits and how it learns."""
    state, say, buttons = tab.buttons.state, render_state, tab.buttons
    drawings = drawings if with_drawings else ()
    if with_drawings and not drawings:
        text = "Not trained. You have no drawings to include: write some in the Handwriting tab."
        yield {state: say(text), tab.ended: None}
        return
    try:
        recipe = parse_recipe(values)
    except RecipeError as error:
        yield {state: say(f"Not trained. {error}"), tab.ended: None}
        gr.Warning(str(error), title="That recipe cannot be trained")
        return
    job = make_job(recipe, slow, drawings)
    try:
        with pool.join(buttons.visitor(request), job) as ticket:
            async for told in wait_for_turn(ticket, lambda: buttons.should_stop(request)):
                yield {state: say(told), tab.ended: None}
            if not has_turn(ticket) or buttons.should_stop(request):
                yield {state: say("Stopped while it waited. Nothing was trained."), tab.ended: None}
                return
            if not ticket.is_ready:
                yield {state: say("Starting TensorFlow …"), tab.ended: None}
            news = ticket.run(lambda: buttons.should_stop(request))
            async for updates in step_in_thread(_follow(tab, news, job)):
                yield updates
    except JobRefused as refusal:
        yield {state: say(f"Not trained. {refusal}"), tab.ended: None}
    except (TrainingDiverged, TrainingProcessError) as error:
        yield {state: say(str(error)), tab.ended: None}
        gr.Warning(str(error), title="Not trained to the end")


def _follow(tab: RetrainTab, all_news: Iterator[News], job: TrainingJob) -> Iterator[Updates]:
    """Show a job while it runs, and at its end set the Run."""
    report = TrainingReport(Recorder(job.recipe, len(job.drawings)))
    started: float | None = None
    next_shown = 0.0
    for news in all_news:
        if isinstance(news, JobResult):
            last = news.progress
            run = report.recorder.finish(last, news.test)
            yield {
                tab.buttons.state: format_job_end(last, run),
                **_watch(tab, report, last.network),
                tab.ended: run,
            }
            return
        if not isinstance(news, list):
            continue
        now = time.monotonic()
        started = started or now
        for progress in news:
            report.add(progress)
        if now < next_shown:
            continue
        yield {
            tab.buttons.state: format_job_progress(news[-1], time.monotonic() - started),
            **_watch(tab, report, news[-1].network),
        }
        shown = time.monotonic()
        next_shown = shown + max(min(LONGEST_UNSEEN, UNSEEN * (shown - started)), OTHER_WORK * (shown - now))


def _watch(tab: RetrainTab, report: TrainingReport, network: Network) -> Updates:
    """Show curves, evidence pictures and log."""
    return {
        tab.loss: report.curves("loss"),
        tab.accuracy: report.curves("accuracy"),
        tab.weights: evidence_pictures(network),
        tab.log: report.log,
    }


def make_job(recipe: Recipe, slow: bool, drawings: tuple[Drawing, ...]) -> TrainingJob:
    """Make the training job. In slow motion a run takes about SLOW_SECONDS, a short one less."""
    if not slow:
        return TrainingJob(recipe, drawings=drawings)
    reports = sum(map(len, schedule_reports(recipe, recipe.training_examples, SLOW_REPORTS_PER_EPOCH)))
    return TrainingJob(recipe, SLOW_REPORTS_PER_EPOCH, min(SLOW_LONGEST_PAUSE, SLOW_SECONDS / reports), drawings)


def take_run(
    tab: RetrainTab, publisher: SessionPublisher, shown: ShownNetwork, run: Run | None, session: Session
) -> Updates:
    """Add the run that has ended to the session, use its network, show it, and compare it with the run before.

    This is an event of its own: its session has everything that the visitor did during the training.
    """
    if run is None:
        return {tab.ended: None}
    changed = session.add_run(run)
    keys = [named.key for named in changed.runs]
    return {
        tab.ended: None,
        shown.key: keys[-1],
        tab.runs.compared: keys[-2:],
        **publisher.publish(changed, session, network=keys[-1]),
    }


def clear_report(tab: RetrainTab) -> Updates:
    """Empty the state and the log after a run is forgotten. The curves follow the shown network by themselves."""
    return {tab.buttons.state: render_state(READY), tab.log: ""}


def wire_retrain_tab(
    tab: RetrainTab,
    publisher: SessionPublisher,
    pool: TrainingPool,
    drawings: LabelledDrawings,
    shown: ShownNetwork,
    opener: DigitOpener,
) -> None:
    """Connect the components with their handlers; `drawings` are the visitor's."""

    def finish(trained: Dependency) -> Dependency:
        return trained.then(
            bind(take_run, tab, publisher, shown),
            [tab.ended, publisher.session],
            [tab.ended, shown.key, tab.runs.compared, *publisher.outputs],
            **IN_QUEUE,
        )

    wire_job(
        tab.buttons,
        bind(train, tab, pool),
        [tab.slow, tab.with_drawings, drawings, *tab.settings.components],
        [*tab.watched, tab.ended],
        finish=finish,
    )
    tab.buttons.start.click(None, None, None, js=SHOW_PROGRESS, **PRIVATE)
    wire_recipe_settings(tab.settings)
    wire_keras_script(tab.copy_script, tab.settings, tab.with_drawings)
    wire_replay_view(tab.replay, shown, tab.loss, tab.accuracy, tab.weights)
    wire_runs_view(tab.runs, publisher, shown)
    wire_confusion_view(tab.confusion, shown, opener)
    wire_mistakes_view(tab.mistakes, shown, opener)
    wire_sweep_view(tab.sweep, pool, tab.settings)

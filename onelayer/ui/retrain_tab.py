"""The Retrain tab: start from a recipe, adjust it, watch the network learn; then look at what it learned."""

import time
from collections.abc import Iterator
from typing import Any

import gradio as gr

from onelayer.drawing import Drawing
from onelayer.recipe import Recipe, RecipeError
from onelayer.run import Recorder, Run
from onelayer.training import TrainingDiverged, report_schedules
from onelayer.training_process import Finished, Order, TrainingProcess, TrainingProcessError
from onelayer.ui.components.browser_storage import BrowserStorage
from onelayer.ui.components.curves import Curves
from onelayer.ui.components.pixel_pictures import PixelPictures
from onelayer.ui.draw_tab import DrawTab, network_radio
from onelayer.ui.kept import to_keep
from onelayer.ui.listeners import AT_ONCE, PRIVATE
from onelayer.ui.recipe_settings import build_recipe_settings
from onelayer.ui.session import YOURS, Session
from onelayer.ui.stop_flags import StopFlags
from onelayer.ui.training_report import TrainingReport, finished_state, progress_state, state_html
from onelayer.ui.views.confusion import build_confusion_view
from onelayer.ui.views.mistakes import build_mistakes_view
from onelayer.ui.views.replay import build_replay_view
from onelayer.ui.views.runs import build_runs_view
from onelayer.ui.views.shown_network import ShownNetwork
from onelayer.ui.views.sweep import build_sweep_view
from onelayer.ui.views.weights import weight_pictures

MOST_WAITING = 20
SLOW_REPORTS_PER_EPOCH = 16
SLOW_SECONDS = 20.0  # about how long a run in slow motion takes
SLOW_LONGEST_PAUSE = 0.25


def build_retrain_tab(
    session: gr.State,
    shown_key: gr.State,
    draw: DrawTab,
    storage: BrowserStorage,
    process: TrainingProcess,
    tab: gr.Tab,
) -> None:
    """The tab's parts and what they do; call it inside `tab`. `shown_key` holds the key of the network that its views
    show."""
    stop_flags = StopFlags()
    shown = ShownNetwork(shown_key, session, tab)

    # Components
    gr.Markdown(
        "Train the layer again, on 60,000 digits: each batch moves the weights a little **against the gradient of the "
        "loss**, kernel ← kernel − learning rate · ∂loss/∂kernel.",
        elem_classes="lead",
    )
    with gr.Row(elem_classes="columns"):
        with gr.Column(min_width=280, scale=2):
            settings = build_recipe_settings()
            with_hand = gr.Checkbox(
                False,
                label="Include my handwriting",
                info="Variations of your drawings, a tenth as many as there are other images",
                elem_id="with-hand",
            )
            slow = gr.Checkbox(False, label="Slow motion", info="Paces the updates, to watch", elem_id="slow")
            with gr.Row(elem_classes="buttons"):
                train_button = gr.Button("Train", variant="primary", elem_id="train")
                stop_button = gr.Button("Stop", interactive=False, elem_id="stop")
        with gr.Column(min_width=280, scale=3):
            state = gr.HTML(state_html("Ready."), elem_id="run-state")
            with gr.Row(elem_classes="curves"):
                loss = Curves(title="Loss, on a logarithmic scale", scale="logarithmic", min_width=240, elem_id="loss")
                accuracy = Curves(title="Accuracy", scale="share", min_width=240, elem_id="accuracy")
            gr.Markdown(
                "### The ten weight pictures\nOrange pixels speak **for** the digit, blue ones **against** it.",
                elem_classes="small-heading",
            )
            weights = PixelPictures(
                count=10, kind="weights", columns=5, columns_narrow=5, captions=list("0123456789"), elem_id="weights"
            )
    build_replay_view(shown, draw.pad, loss, accuracy, weights)
    with gr.Accordion("Log", open=False, elem_id="log-shown"):
        log = gr.Textbox("", show_label=False, label="Log", lines=6, max_lines=12, interactive=False, elem_id="log")
    compared = build_runs_view(shown, draw, storage)
    build_confusion_view(shown, draw.landing)
    build_mistakes_view(shown, draw.landing)
    build_sweep_view(process, settings)
    ended: gr.State = gr.State(None)

    # Handlers
    def begin(request: gr.Request) -> tuple[Any, ...]:
        stop_flags.clear(str(request.session_hash))
        return gr.Button(interactive=False), gr.Button(interactive=True), state_html("Waiting for a free place …")

    def train(
        is_slow: bool, is_with_hand: bool, owned: Session, request: gr.Request, *values: Any
    ) -> Iterator[tuple[Any, ...]]:
        visitor = str(request.session_hash)
        unchanged = *(gr.skip(),) * (len(watched) - 1), None
        drawings = owned.hand.drawings if is_with_hand else ()
        if is_with_hand and not drawings:
            yield (
                state_html("Not trained. You have no drawings to include: write some in the Handwriting tab."),
                *unchanged,
            )
            return
        try:
            recipe = settings.recipe_of(values)
        except RecipeError as error:
            yield state_html(f"Not trained. {error}"), *unchanged
            gr.Warning(str(error), title="That recipe cannot be trained")
            return
        if stop_flags.asked(visitor):
            yield state_html("Stopped while it waited. Nothing was trained."), *unchanged
            return
        yield state_html("Starting TensorFlow …"), *unchanged
        report = TrainingReport(Recorder(recipe, len(drawings)))
        started: float | None = None
        try:
            for news in process.train(make_order(recipe, is_slow, drawings), lambda: stop_flags.asked(visitor)):
                if news is None:
                    continue
                if isinstance(news, Finished):
                    last = news.progress
                    run = report.recorder.finish(last, news.test)
                    yield finished_state(last, len(drawings)), *watch(report, last.network.kernel), run
                    return
                started = started or time.monotonic()
                for progress in news:
                    report.add(progress)
                yield (
                    progress_state(news[-1], time.monotonic() - started),
                    *watch(report, news[-1].network.kernel),
                    None,
                )
        except (TrainingDiverged, TrainingProcessError) as error:
            yield state_html(str(error)), *unchanged
            gr.Warning(str(error), title="Not trained to the end")

    def own(run: Run | None, owned: Session) -> tuple[Any, ...]:
        # In an event of its own: what the visitor did while it trained is in the session by now, and stays there.
        if run is None:
            return (gr.skip(),) * 6
        owned = owned.add_run(run)
        keys = [named.key for named in owned.runs]
        return owned, keys[-1], keys[-2:], network_radio(owned, YOURS), to_keep(owned), None

    def end() -> tuple[Any, ...]:
        return gr.Button(interactive=True), gr.Button(interactive=False)

    def stop(request: gr.Request) -> str:
        stop_flags.ask(str(request.session_hash))
        return state_html("Stopping …")

    # Wiring
    watched = [state, loss, accuracy, weights, log]
    trained = (
        train_button.click(begin, None, [train_button, stop_button, state], **AT_ONCE)
        .then(
            train,
            [slow, with_hand, session, *settings.components],
            [*watched, ended],
            concurrency_limit=1,
            concurrency_id="training",
            show_progress="minimal",
            show_progress_on=state,
            **PRIVATE,
        )
        .then(
            own,
            [ended, session],
            [session, shown.key, compared, draw.network, storage, ended],
            concurrency_limit=None,  # in the queue: a state's change is not heard of outside it
            show_progress="hidden",
            **PRIVATE,
        )
        .then(end, None, [train_button, stop_button], **AT_ONCE)
    )
    draw.read_after(trained)
    stop_button.click(stop, None, state, **AT_ONCE)


def watch(report: TrainingReport, kernel: Any) -> tuple[Any, ...]:
    """What is seen of a run while it goes on: curves, weights (784, 10), log."""
    return report.curves("loss"), report.curves("accuracy"), weight_pictures(kernel), report.log


def make_order(recipe: Recipe, slow: bool, drawings: tuple[Drawing, ...]) -> Order:
    """What to ask of the training process. In slow motion a run takes some 20 seconds, or less if it is short."""
    if not slow:
        return Order(recipe, drawings=drawings)
    reports = sum(map(len, report_schedules(recipe, recipe.training_examples, SLOW_REPORTS_PER_EPOCH)))
    return Order(recipe, SLOW_REPORTS_PER_EPOCH, min(SLOW_LONGEST_PAUSE, SLOW_SECONDS / reports), drawings)

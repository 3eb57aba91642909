"""The Retrain tab: start from a recipe, adjust it, watch the network learn."""

import time
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import gradio as gr

from onelayer.inputs import FORMS
from onelayer.recipe import ARTICLE, LIMITS, OPTIMIZERS, PRESETS, Recipe, RecipeError
from onelayer.training import TrainingDiverged, report_schedules
from onelayer.training_process import Finished, Order, TrainingProcess, TrainingProcessError
from onelayer.ui.components.curves import Curves
from onelayer.ui.components.pixel_pictures import PixelPictures, weight_pictures
from onelayer.ui.draw_tab import NETWORKS, YOURS, DrawTab
from onelayer.ui.session import Session, StopFlags
from onelayer.ui.training_report import (
    TrainingReport,
    finished_state,
    progress_state,
    results_html,
    state_html,
)

MOST_WAITING = 20
SLOW_REPORTS_PER_EPOCH = 16
SLOW_SECONDS = 20.0  # about how long a run in slow motion takes
SLOW_LONGEST_PAUSE = 0.25

FIELDS = tuple(field.name for field in fields(Recipe))

ABOUT = {
    "article": "The article’s recipe. Its text says learning rate 0.001, but its losses are those of 0.01.",
    "upright": "Upright inputs and Adam: the same layer, the same 7,850 parameters.",
}


def build_retrain_tab(session: gr.State, draw: DrawTab, process: TrainingProcess) -> None:
    """The tab's parts and what they do; call it inside a gr.Tab."""
    stop_flags = StopFlags()

    # Components
    gr.Markdown(
        "Train the layer again, on 60,000 digits: each batch moves the weights a little **against the gradient of the "
        "loss**, kernel ← kernel − learning rate · ∂loss/∂kernel.",
        elem_classes="lead",
    )
    with gr.Row(elem_classes="columns"):
        with gr.Column(min_width=280, scale=2):
            preset = gr.Radio(
                [("Article", "article"), ("Upright", "upright")],
                value="article",
                label="Start from a recipe",
                elem_id="preset",
            )
            about = gr.Markdown(ABOUT["article"], elem_classes="quiet")
            epochs = _slider("epochs", "Epochs", 1)
            batch_size = _slider("batch_size", "Batch size", 8)
            with gr.Accordion("More", open=False, elem_id="more-settings"):
                learning_rate = gr.Number(
                    ARTICLE.learning_rate,
                    label="Learning rate",
                    info=f"{LIMITS['learning_rate'].low:g} to {LIMITS['learning_rate'].high:g}",
                    elem_id="learning-rate",
                )
                optimizer = gr.Dropdown(
                    [(title, name) for name, title in OPTIMIZERS.items()],
                    value=ARTICLE.optimizer,
                    label="Optimizer",
                    elem_id="optimizer",
                )
                inputs = gr.Radio(list(FORMS), value=ARTICLE.inputs, label="Inputs", elem_id="inputs")
                examples = _slider("examples", "Images", 1000)
                validation_split = _slider("validation_split", "Validation split", 0.01)
                styles = _slider("styles", "Ways of writing: variations of each", 10)
                calibrate = gr.Checkbox(
                    ARTICLE.calibrate,
                    label="Calibrate",
                    info="So that “90 % sure” is right 9 times in 10",
                    elem_id="calibrate",
                )
                seed = gr.Number(
                    ARTICLE.seed, label="Seed", precision=0, info="The same seed, the same network", elem_id="seed"
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
    with gr.Row(elem_classes="columns"):
        with gr.Column(min_width=280):
            log = gr.Textbox("", label="Log", lines=6, max_lines=12, interactive=False, autoscroll=True, elem_id="log")
        with gr.Column(min_width=280):
            results = gr.HTML(results_html(None, None), elem_id="results", apply_default_css=False)

    # Handlers
    def use_preset(name: str) -> list[Any]:
        recipe = PRESETS[name].to_dict()
        return [ABOUT[name], *(recipe[field] for field in FIELDS)]

    def begin(request: gr.Request) -> tuple[Any, ...]:
        stop_flags.clear(str(request.session_hash))
        return gr.Button(interactive=False), gr.Button(interactive=True), state_html("Waiting for a free place …")

    def train(is_slow: bool, owned: Session, request: gr.Request, *values: Any) -> Iterator[tuple[Any, ...]]:
        visitor = str(request.session_hash)
        unchanged = gr.skip()
        try:
            recipe = Recipe.from_dict(dict(zip(FIELDS, values, strict=True)))
        except RecipeError as error:
            yield state_html(f"Not trained. {error}"), *[unchanged] * 7
            gr.Warning(str(error), title="That recipe cannot be trained")
            return
        if stop_flags.asked(visitor):
            yield state_html("Stopped while it waited. Nothing was trained."), *[unchanged] * 7
            return
        yield state_html("Starting TensorFlow …"), *[unchanged] * 7
        report = TrainingReport(recipe)
        started: float | None = None
        try:
            for news in process.train(make_order(recipe, is_slow), lambda: stop_flags.asked(visitor)):
                if news is None:
                    continue
                if isinstance(news, Finished):
                    yield (
                        finished_state(news.progress),
                        report.curves("loss"),
                        report.curves("accuracy"),
                        weight_pictures(news.progress.network.kernel),
                        report.log,
                        results_html(news.progress, news.test),
                        Session(yours=news.progress.network),
                        gr.Radio([*NETWORKS, YOURS], value="yours"),
                    )
                    return
                started = started or time.monotonic()
                for progress in news:
                    report.add(progress)
                yield (
                    progress_state(news[-1], time.monotonic() - started),
                    report.curves("loss"),
                    report.curves("accuracy"),
                    weight_pictures(news[-1].network.kernel),
                    report.log,
                    *[unchanged] * 3,
                )
        except (TrainingDiverged, TrainingProcessError) as error:
            yield state_html(str(error)), *[unchanged] * 7
            gr.Warning(str(error), title="Not trained to the end")

    def end() -> tuple[Any, ...]:
        return gr.Button(interactive=True), gr.Button(interactive=False)

    def stop(request: gr.Request) -> str:
        stop_flags.ask(str(request.session_hash))
        return state_html("Stopping …")

    # Wiring
    settings = [
        epochs,
        batch_size,
        learning_rate,
        optimizer,
        inputs,
        examples,
        validation_split,
        styles,
        calibrate,
        seed,
    ]
    private: dict[str, Any] = {"api_visibility": "private"}
    at_once: dict[str, Any] = {"queue": False, "show_progress": "hidden", **private}
    preset.input(use_preset, preset, [about, *settings], **at_once)
    (
        train_button.click(begin, None, [train_button, stop_button, state], **at_once)
        .then(
            train,
            [slow, session, *settings],
            [state, loss, accuracy, weights, log, results, session, draw.network],
            concurrency_limit=1,
            concurrency_id="training",
            show_progress="minimal",
            show_progress_on=state,
            **private,
        )
        .then(end, None, [train_button, stop_button], **at_once)
        .then(draw.read, draw.asked, draw.shown, **at_once)
    )
    stop_button.click(stop, None, state, **at_once)


def make_order(recipe: Recipe, slow: bool) -> Order:
    """What to ask of the training process. In slow motion a run takes some 20 seconds, or less if it is short."""
    if not slow:
        return Order(recipe)
    reports = sum(map(len, report_schedules(recipe, recipe.training_examples, SLOW_REPORTS_PER_EPOCH)))
    return Order(recipe, SLOW_REPORTS_PER_EPOCH, min(SLOW_LONGEST_PAUSE, SLOW_SECONDS / reports))


def _slider(name: str, label: str, step: float) -> gr.Slider:
    low, high = LIMITS[name]
    return gr.Slider(low, high, value=getattr(ARTICLE, name), step=step, label=label, elem_id=name.replace("_", "-"))

"""A sweep as a picture: what one epoch at each learning rate and batch size leads to."""

import math
from collections.abc import Callable, Iterator
from typing import Any

import gradio as gr

from onelayer.recipe import Recipe, RecipeError
from onelayer.sweep import BATCH_SIZES, FACTORS, Outcome, Plan, plan_sweep
from onelayer.training import TrainingDiverged
from onelayer.training_process import Finished, Order, TrainingProcess, TrainingProcessError
from onelayer.ui.components.heat_grid import Cell, Grid, HeatGrid, cell_of
from onelayer.ui.listeners import AT_ONCE, PRIVATE
from onelayer.ui.recipe_settings import RecipeSettings
from onelayer.ui.stop_flags import StopFlags

WORST_ERROR, BEST_ERROR = 0.5, 0.02  # from no colour to full
WAITING = Cell("", 0, "Not trained yet", "waiting")

Outcomes = dict[tuple[int, int], Outcome]


def build_sweep_view(process: TrainingProcess, settings: RecipeSettings) -> None:
    """The view, over the settings of the tab. A click on a cell takes its two numbers over into the settings."""
    stop_flags = StopFlags()

    # Components
    gr.Markdown(
        "### Sweep: learning rate × batch size\nOne epoch for each pair, with the other settings as above. A rate too "
        "small hardly moves the weights. One too large throws them about until the loss is above where it began: "
        "**divergence**, orange and ↑. (The accuracy may look fine all the same: it does not ask how wrong.)",
        elem_classes="small-heading",
    )
    with gr.Row(elem_classes="buttons"):
        start = gr.Button("Sweep", size="sm", elem_id="sweep-start")
        stop = gr.Button("Stop", size="sm", interactive=False, elem_id="sweep-stop")
    state = gr.Markdown(
        f"{len(FACTORS)} rates × {len(BATCH_SIZES)} batch sizes: some seconds.",
        elem_id="sweep-state",
        elem_classes="quiet",
    )
    plan_now = plan_sweep(Recipe())
    grid = HeatGrid(row_title="rate", column_title="batch", tall=True, value=sweep_grid(plan_now, {}), elem_id="sweep")
    swept: gr.State = gr.State(plan_now)

    # Handlers
    def begin(request: gr.Request) -> tuple[Any, ...]:
        stop_flags.clear(str(request.session_hash))
        return gr.Button(interactive=False), gr.Button(interactive=True), "Waiting for a free place …"

    def sweep(request: gr.Request, *values: Any) -> Iterator[tuple[Any, ...]]:
        visitor = str(request.session_hash)
        try:
            plan = plan_sweep(settings.recipe_of(values))
        except RecipeError as error:
            yield f"Not swept. {error}", gr.skip(), gr.skip()
            gr.Warning(str(error), title="That recipe cannot be trained")
            return
        outcomes: Outcomes = {}
        # The largest batches first: they are the quickest.
        pairs = [(row, column) for column in reversed(range(len(plan[0]))) for row in range(len(plan))]
        try:
            for pair in pairs:
                recipe = plan[pair[0]][pair[1]]
                doing = f"rate {recipe.learning_rate:g}, batches of {recipe.batch_size}"
                yield f"{len(outcomes)} of {len(pairs)} · now {doing} …", sweep_grid(plan, outcomes), plan
                outcome = try_recipe(process, recipe, lambda: stop_flags.asked(visitor))
                if outcome is None:
                    yield f"Stopped after {len(outcomes)} of {len(pairs)}.", sweep_grid(plan, outcomes), plan
                    return
                outcomes[pair] = outcome
        except TrainingProcessError as error:
            yield str(error), sweep_grid(plan, outcomes), plan
            gr.Warning(str(error), title="Not swept to the end")
            return
        yield in_words(plan, outcomes), sweep_grid(plan, outcomes), plan

    def end() -> tuple[Any, ...]:
        return gr.Button(interactive=True), gr.Button(interactive=False)

    def ask_to_stop(request: gr.Request) -> str:
        stop_flags.ask(str(request.session_hash))
        return "Stopping …"

    def take_over(plan: Plan, event: gr.EventData) -> tuple[Any, ...]:
        row, column = cell_of(event, len(plan), len(plan[0]))
        recipe = plan[row][column]
        text = f"Taken over into the settings: rate {recipe.learning_rate:g}, batches of {recipe.batch_size}."
        return recipe.learning_rate, recipe.batch_size, text

    # Wiring
    (
        start.click(begin, None, [start, stop, state], **AT_ONCE)
        .then(
            sweep,
            settings.components,
            [state, grid, swept],
            concurrency_limit=1,
            concurrency_id="training",
            show_progress="hidden",
            **PRIVATE,
        )
        .then(end, None, [start, stop], **AT_ONCE)
    )
    stop.click(ask_to_stop, None, state, **AT_ONCE)
    grid.select(take_over, swept, [settings.learning_rate, settings.batch_size, state], **AT_ONCE)


def try_recipe(process: TrainingProcess, recipe: Recipe, should_stop: Callable[[], bool]) -> Outcome | None:
    """Train it; None if it was stopped.

    Raises:
        TrainingProcessError: as `TrainingProcess.train` does.
    """
    untrained_loss = math.inf
    try:
        for news in process.train(Order(recipe, reports_per_epoch=1), should_stop):
            if isinstance(news, Finished):
                last = news.progress
                return None if last.stopped else Outcome(untrained_loss, last.validation or last.training)
            if news and news[0].report == 1:
                untrained_loss = news[0].training.loss
    except TrainingDiverged:
        return Outcome(untrained_loss, None)
    return None


def untrained_loss_of(outcomes: Outcomes) -> float:
    """The loss that they all began with, on the largest batch there is: they share their seed."""
    return outcomes[max(outcomes, key=lambda pair: pair[1])].untrained_loss if outcomes else math.inf


def sweep_grid(plan: Plan, outcomes: Outcomes) -> Grid:
    """The picture of what is known so far."""
    untrained_loss = untrained_loss_of(outcomes)
    return Grid(
        [f"{line[0].learning_rate:g}" for line in plan],
        [str(recipe.batch_size) for recipe in plan[0]],
        [
            [_cell(recipe, outcomes.get((row, column)), untrained_loss) for column, recipe in enumerate(line)]
            for row, line in enumerate(plan)
        ],
    )


def _cell(recipe: Recipe, outcome: Outcome | None, untrained_loss: float) -> Cell:
    where = f"Rate {recipe.learning_rate:g}, batches of {recipe.batch_size}"
    if outcome is None:
        return WAITING
    if outcome.figures is None:
        return Cell("diverged", 0, f"{where}: diverged, the weights are no numbers any more", "outside")
    loss, accuracy = outcome.figures
    error = min(WORST_ERROR, max(BEST_ERROR, 1 - accuracy))
    share = math.log(WORST_ERROR / error) / math.log(WORST_ERROR / BEST_ERROR)
    shown_loss = f"{loss:.2f}" if loss < 100 else f"{loss:,.0f}"
    words = f"{where}: accuracy {100 * accuracy:.1f} %, loss {shown_loss}"
    diverged = outcome.diverged(untrained_loss)
    if diverged:
        words += f", above the {untrained_loss:,.2f} before training: diverged"
    return Cell(
        f"{100 * accuracy:.1f} %\nloss {shown_loss}{' ↑' if diverged else ''}",
        round(0.9 * share, 3),
        words,
        "wrong" if diverged else "right",
    )


def in_words(plan: Plan, outcomes: Outcomes) -> str:
    """What came of a whole sweep."""
    measured = {pair: outcome.figures for pair, outcome in outcomes.items() if outcome.figures}
    untrained_loss = untrained_loss_of(outcomes)
    diverged = sum(outcome.diverged(untrained_loss) for outcome in outcomes.values())
    if not measured:
        return "Everything diverged: the learning rate is far too large."
    (row, column), best = max(measured.items(), key=lambda item: item[1].accuracy)
    recipe = plan[row][column]
    images = "validation" if recipe.validation_split else "the training images themselves"
    return (
        f"Best after one epoch of {recipe.training_examples:,} images: {100 * best.accuracy:.1f} % on {images}, rate "
        f"{recipe.learning_rate:g}, batches of {recipe.batch_size}. {diverged} of {len(outcomes)} diverged: their loss "
        f"ended above the {untrained_loss:.2f} before training. Choose a cell to take its numbers over."
    )

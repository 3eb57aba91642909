"""A sweep as a picture: the result of one epoch at each learning rate and batch size."""

import asyncio
import math
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

import gradio as gr

from onelayer.training.jobs import JobResult, TrainingJob, TrainingProcessError
from onelayer.training.pool import JobRefused, Ticket, TrainingPool
from onelayer.training.progress import TrainingDiverged, has_diverged
from onelayer.training.recipe import Recipe, RecipeError, format_number
from onelayer.training.sweep import BATCH_SIZES, FACTORS, Outcome, Plan, plan_sweep
from onelayer.ui.components.heat_grid import Cell, Grid, HeatGrid, parse_cell
from onelayer.ui.glossary import link_word
from onelayer.ui.listeners import AT_ONCE, bind
from onelayer.ui.views.job_buttons import JobButtons, wire_job
from onelayer.ui.views.recipe_settings import RecipeSettings, parse_recipe
from onelayer.ui.views.session_publisher import Updates
from onelayer.ui.views.turns import has_turn, wait_for_turn
from onelayer.ui.words import format_loss

WORST_ERROR, BEST_ERROR = 0.5, 0.02  # a cell has no colour at the first, full colour at the second
WAITING = Cell("", 0, "Not trained yet", "waiting")

Outcomes = dict[tuple[int, int], Outcome]
"""The outcomes, by row and column of the plan."""


@dataclass(frozen=True, eq=False)
class SweepView:
    """The components of the view.

    Attributes:
        buttons: Sweep, Stop and the line with the progress.
        grid: a cell for each recipe.
        plan: a gr.State with the Plan that the grid shows.
    """

    buttons: JobButtons
    grid: HeatGrid
    plan: gr.State


def build_sweep_view() -> SweepView:
    """Build the view, with nothing trained yet."""
    gr.Markdown(
        "Learning rate × batch size: one epoch for each pair, with the other settings as above. A rate too "
        "small hardly moves the weights. One too large throws them about until the loss is above where it began: "
        f"**{link_word('diverged', 'divergence')}**, orange and ↑. (The accuracy may look fine all the "
        "same: it does not ask how wrong.)",
        elem_classes="quiet",
    )
    with gr.Row(elem_classes="buttons"):
        start = gr.Button("Sweep", size="sm", elem_id="sweep-start")
        stop = gr.Button("Stop", size="sm", interactive=False, elem_id="sweep-stop")
    state = gr.Markdown(
        f"{len(FACTORS)} rates × {len(BATCH_SIZES)} batch sizes: some seconds.",
        elem_id="sweep-state",
        elem_classes="quiet",
    )
    grid = HeatGrid(row_title="rate", column_title="batch", tall=True, elem_id="sweep")
    return SweepView(JobButtons(start, stop, state), grid, gr.State(plan_sweep(Recipe())))


async def sweep(view: SweepView, pool: TrainingPool, request: gr.Request, *values: Any) -> AsyncIterator[Updates]:
    """Train the plan for the settings' values, the largest batches first, because they are the quickest."""
    state = view.buttons.state
    try:
        plan = plan_sweep(parse_recipe(values))
    except RecipeError as error:
        yield {state: f"Not swept. {error}"}
        gr.Warning(str(error), title="That recipe cannot be trained")
        return
    outcomes: Outcomes = {}
    pairs = [(row, column) for column in reversed(range(len(plan[0]))) for row in range(len(plan))]

    def should_stop() -> bool:
        return view.buttons.should_stop(request)

    def show(sentence: str) -> Updates:
        return {state: sentence, view.grid: sweep_grid(plan, outcomes), view.plan: plan}

    try:
        for row, column in pairs:
            recipe = plan[row][column]
            done = f"{len(outcomes)} of {len(pairs)}"
            with pool.join(view.buttons.visitor(request), TrainingJob(recipe, reports_per_epoch=1)) as ticket:
                async for told in wait_for_turn(ticket, should_stop):
                    yield show(f"{done} · {told}")
                outcome = None
                if has_turn(ticket) and not should_stop():
                    yield show(f"{done} · now {format_pair(recipe)} …")
                    outcome = await asyncio.to_thread(try_recipe, ticket, should_stop)
            if outcome is None:
                yield show(f"Stopped after {done}.")
                return
            outcomes[row, column] = outcome
    except JobRefused as refusal:
        yield show(f"Not swept to the end. {refusal}")
        return
    except TrainingProcessError as error:
        yield show(str(error))
        gr.Warning(str(error), title="Not swept to the end")
        return
    yield show(format_sweep(plan, outcomes))


def use_cell(view: SweepView, settings: RecipeSettings, plan: Plan, event: gr.EventData) -> Updates:
    """Put the learning rate and the batch size of the clicked cell into the settings."""
    row, column = parse_cell(event, len(plan), len(plan[0]))
    recipe = plan[row][column]
    return {
        settings.by_name["learning_rate"]: recipe.learning_rate,
        settings.by_name["batch_size"]: recipe.batch_size,
        view.buttons.state: f"Taken over into the settings: {format_pair(recipe)}.",
    }


def wire_sweep_view(view: SweepView, pool: TrainingPool, settings: RecipeSettings) -> None:
    """Let a sweep start from the settings, and a click on a cell put its two numbers into the settings."""
    outputs = [view.buttons.state, view.grid, view.plan]
    wire_job(view.buttons, bind(sweep, view, pool), settings.components, outputs)
    pair = [settings.by_name["learning_rate"], settings.by_name["batch_size"], view.buttons.state]
    view.grid.select(bind(use_cell, view, settings), view.plan, pair, **AT_ONCE)


def format_pair(recipe: Recipe) -> str:
    """Write a recipe's learning rate and batch size."""
    return f"rate {format_number(recipe.learning_rate)}, batches of {recipe.batch_size}"


def try_recipe(ticket: Ticket, should_stop: Callable[[], bool]) -> Outcome | None:
    """Train the recipe of a ticket; None if it was stopped.

    Raises:
        TrainingProcessError: the process died, or could not do the job.
    """
    untrained_loss = math.inf
    try:
        for news in ticket.run(should_stop):
            if isinstance(news, JobResult):
                last = news.progress
                return None if last.stopped else Outcome(untrained_loss, last.validation or last.training)
            if isinstance(news, list) and news[0].report == 1:
                untrained_loss = news[0].training.loss
    except TrainingDiverged:
        return Outcome(untrained_loss, None)
    return None


def untrained_loss_of(outcomes: Outcomes) -> float:
    """Return the loss before training, on the largest batch. It is the same for all recipes: they share their seed."""
    return outcomes[max(outcomes, key=lambda pair: pair[1])].untrained_loss if outcomes else math.inf


def sweep_grid(plan: Plan, outcomes: Outcomes) -> Grid:
    """Make the picture of the outcomes so far."""
    untrained_loss = untrained_loss_of(outcomes)
    return Grid(
        [format_number(line[0].learning_rate) for line in plan],
        [str(recipe.batch_size) for recipe in plan[0]],
        [
            [_cell(recipe, outcomes.get((row, column)), untrained_loss) for column, recipe in enumerate(line)]
            for row, line in enumerate(plan)
        ],
    )


def _cell(recipe: Recipe, outcome: Outcome | None, untrained_loss: float) -> Cell:
    where = f"Rate {format_number(recipe.learning_rate)}, batches of {recipe.batch_size}"
    if outcome is None:
        return WAITING
    if outcome.metrics is None:
        return Cell("diverged", 0, f"{where}: diverged, the weights are no numbers any more", "outside")
    loss, accuracy = outcome.metrics
    error = min(WORST_ERROR, max(BEST_ERROR, 1 - accuracy))
    fraction = math.log(WORST_ERROR / error) / math.log(WORST_ERROR / BEST_ERROR)
    words = f"{where}: accuracy {100 * accuracy:.1f} %, loss {format_loss(loss)}"
    diverged = has_diverged(untrained_loss, outcome.metrics)
    if diverged:
        words += f", above the {untrained_loss:,.2f} before training: diverged"
    return Cell(
        f"{100 * accuracy:.1f} %\nloss {format_loss(loss)}{' ↑' if diverged else ''}",
        round(0.9 * fraction, 3),
        words,
        "wrong" if diverged else "right",
    )


def format_sweep(plan: Plan, outcomes: Outcomes) -> str:
    """Summarize a whole sweep."""
    measured = {pair: outcome.metrics for pair, outcome in outcomes.items() if outcome.metrics}
    untrained_loss = untrained_loss_of(outcomes)
    diverged = sum(has_diverged(untrained_loss, outcome.metrics) for outcome in outcomes.values())
    if not measured:
        return "Everything diverged: the learning rate is far too large."
    (row, column), best = max(measured.items(), key=lambda item: item[1].accuracy)
    recipe = plan[row][column]
    images = "validation" if recipe.validation_split else "the training images themselves"
    return (
        f"Best after one epoch of {recipe.training_examples:,} images: {100 * best.accuracy:.1f} % on {images}, "
        f"{format_pair(recipe)}. {diverged} of {len(outcomes)} diverged: their loss ended above the "
        f"{untrained_loss:.2f} before training. Choose a cell to take its numbers over."
    )

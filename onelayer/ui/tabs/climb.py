"""The Climb tab: trains six recipes for the same layer, each with one change; the last is better than LeNet-5."""

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass

import gradio as gr

from onelayer.training.climb import RUNGS, Rung
from onelayer.training.jobs import JobResult, TrainingJob, TrainingProcessError
from onelayer.training.pool import JobRefused, Ticket, TrainingPool
from onelayer.training.progress import Progress, TrainingDiverged
from onelayer.training.run import Recorder, Run
from onelayer.ui.components.climb_picture import ClimbPicture, Live
from onelayer.ui.components.rungs import RungResult, Rungs, parse_rung
from onelayer.ui.glossary import link_word
from onelayer.ui.listeners import AT_ONCE, IN_QUEUE, PRIVATE, bind
from onelayer.ui.session import Session
from onelayer.ui.views.climb_step import (
    ClimbStepView,
    build_climb_step_view,
    clear_step,
    find_rung_run,
    rung_before,
    show_step,
    wire_climb_step_view,
)
from onelayer.ui.views.job_buttons import JobButtons, wire_job
from onelayer.ui.views.mnist_digits import DigitOpener
from onelayer.ui.views.recipe_settings import RecipeSettings, put_recipe
from onelayer.ui.views.session_publisher import SessionPublisher, Updates
from onelayer.ui.views.training_report import render_state
from onelayer.ui.views.turns import has_turn, step_in_thread, wait_for_turn

PRESS_START = "() => document.querySelector('#climb-start').click()"


class Trained:
    """The rungs that one climb has trained so far, in order, each with its run.

    It has all of them because a rung may end before the page has taken the run of the one before. It is not a
    dataclass, because Gradio compares the values of a gr.State by their printed form.
    """

    def __init__(self, runs: Sequence[tuple[Rung, Run]]) -> None:
        self.runs = tuple(runs)


@dataclass(frozen=True, eq=False)
class ClimbTab:
    """The tab's components.

    Attributes:
        buttons: Climb, Stop and the line with the progress.
        picture: the accuracy, rung by rung.
        rungs: each rung's change, the reason for it, and the result.
        step: the digits that a step fixed, and those that it broke.
        only: a gr.State with the key of the one rung to train; empty for all that are not trained yet.
        ended: a gr.State with the latest Trained.
    """

    buttons: JobButtons
    picture: ClimbPicture
    rungs: Rungs
    step: ClimbStepView
    only: gr.State
    ended: gr.State


def build_climb_tab() -> ClimbTab:
    """Lay the tab out; call it inside its gr.Tab."""
    gr.Markdown(
        "The same layer of 7,850 numbers, trained six times. **Each rung changes one thing**; better "
        f"{link_word('inputs')} help most.",
        elem_classes="lead",
    )
    with gr.Row(elem_classes="columns", elem_id="climb-top"):
        with gr.Column(min_width=220, scale=1):
            with gr.Row(elem_classes="buttons"):
                start = gr.Button("Climb", variant="primary", elem_id="climb-start")
                stop = gr.Button("Stop", interactive=False, elem_id="climb-stop")
            state = gr.HTML(
                render_state("Six rungs, about half a minute. First guess below how many digits each one will read.")
            )
        with gr.Column(min_width=280, scale=3):
            picture = ClimbPicture(elem_id="climb-picture")
    rungs = Rungs(elem_id="rungs")
    with gr.Column(elem_id="climb-step"):
        step = build_climb_step_view()
    buttons = JobButtons(start, stop, state, render_state)
    return ClimbTab(buttons, picture, rungs, step, gr.State(""), gr.State(None))


async def climb(
    tab: ClimbTab, pool: TrainingPool, only: str, session: Session, request: gr.Request
) -> AsyncIterator[Updates]:
    """Train one rung, or all that the visitor has not trained yet, one after another.

    Each rung is a job of its own, so that other visitors can train in between.
    """
    rungs = [rung for rung in RUNGS if (rung.key == only if only else find_rung_run(session, rung) is None)]
    state, say = tab.buttons.state, tab.buttons.render
    trained: list[tuple[Rung, Run]] = []
    if not rungs:
        yield {state: say("All six rungs are trained."), tab.only: ""}
    try:
        for rung in rungs:
            async for updates in _climb_rung(tab, pool, rung, request, trained):
                yield {tab.only: "", **updates}
            if tab.buttons.should_stop(request):
                yield {state: say(f"Stopped at {rung.name}. The rungs before it stay."), tab.picture: None}
                return
    except JobRefused as refusal:
        yield {state: say(f"Not climbed to the end. {refusal}"), tab.picture: None}
    except (TrainingDiverged, TrainingProcessError) as error:
        yield {state: say(str(error)), tab.picture: None}
        gr.Warning(str(error), title="Not climbed to the end")


async def _climb_rung(
    tab: ClimbTab, pool: TrainingPool, rung: Rung, request: gr.Request, trained: list[tuple[Rung, Run]]
) -> AsyncIterator[Updates]:
    """Wait for a process, train a rung in it, and append it to `trained`."""
    state, say = tab.buttons.state, tab.buttons.render

    def should_stop() -> bool:
        return tab.buttons.should_stop(request)

    with pool.join(tab.buttons.visitor(request), TrainingJob(rung.recipe)) as ticket:
        async for told in wait_for_turn(ticket, should_stop):
            yield {state: say(f"{name_rung(rung)}: {told}"), tab.picture: Live(rung.key)}
        if not has_turn(ticket) or should_stop():
            return
        loading = "" if ticket.is_ready else " TensorFlow is loaded first."
        yield {state: say(f"{name_rung(rung)}: preparing its inputs.{loading}"), tab.picture: Live(rung.key)}
        async for updates in step_in_thread(_follow(tab, rung, ticket, trained)):
            yield updates


def _follow(tab: ClimbTab, rung: Rung, ticket: Ticket, trained: list[tuple[Rung, Run]]) -> Iterator[Updates]:
    """Show a rung while it is trained, and at its end set the Trained."""
    recorder = Recorder(rung.recipe)
    buttons = tab.buttons
    for news in ticket.run(lambda: buttons.flags.is_set(ticket.visitor)):
        if isinstance(news, JobResult):
            if not news.progress.stopped:
                run = recorder.finish(news.progress, news.test)
                trained.append((rung, run))
                yield {buttons.state: format_end(rung, run), tab.picture: None, tab.ended: Trained(trained)}
            return
        if isinstance(news, list):
            for progress in news:
                recorder.add(progress)
            yield {buttons.state: format_progress(rung, news[-1]), tab.picture: Live(rung.key, error_of(news[-1]))}


def name_rung(rung: Rung) -> str:
    """Write a rung's number and name: `Rung 3 of 6, Better optimizer`."""
    return f"Rung {RUNGS.index(rung) + 1} of {len(RUNGS)}, {rung.name}"


def error_of(progress: Progress) -> float:
    """Return the error so far, 0 to 1, on the validating images if there are any, else on the training images."""
    return 1 - (progress.validation or progress.training).accuracy


def format_progress(rung: Rung, progress: Progress) -> str:
    """Write HTML with the progress of a rung."""
    return render_state(
        f"{name_rung(rung)}: epoch {progress.epoch} of {progress.recipe.epochs}",
        progress.batches_done / progress.batches_in_all,
    )


def format_end(rung: Rung, run: Run) -> str:
    """Write HTML with the result of a rung."""
    return render_state(
        f"{name_rung(rung)}: {100 * run.test.accuracy:.2f} % of the test digits in {run.seconds:.1f} s.", 1.0
    )


def make_results(session: Session) -> list[RungResult]:
    """Return the results of the rungs that a visitor has trained."""
    found = ((rung, find_rung_run(session, rung)) for rung in RUNGS)
    return [
        RungResult(rung.key, named.key, named.run.test.accuracy, named.run.seconds) for rung, named in found if named
    ]


def take_rung(tab: ClimbTab, publisher: SessionPublisher, ended: Trained | None, session: Session) -> Updates:
    """Add the runs of the trained rungs to the session, and show what the last step changed.

    The network that reads does not change.
    """
    if ended is None:
        return {tab.rungs: make_results(session)}
    changed = session
    for rung, run in ended.runs:
        if find_rung_run(changed, rung) is None:
            changed = changed.add_run(run, f"Climb: {rung.name}")
    return {
        tab.rungs: make_results(changed),
        **show_step(tab.step, changed, ended.runs[-1][0]),
        **publisher.publish(changed, session),
    }


def show_climb(tab: ClimbTab, session: Session) -> Updates:
    """Show the rungs that the session has: runs may have been deleted, forgotten or restored meanwhile."""
    results = make_results(session)
    return {tab.rungs: results, **({} if results else clear_step(tab.step))}


def choose_rung(event: gr.EventData) -> str:
    """Return the key of the rung to train."""
    return parse_rung(event).key


def show_chosen_step(tab: ClimbTab, session: Session, event: gr.EventData) -> Updates:
    """Show the digits that the chosen rung's step fixed and broke."""
    return show_step(tab.step, session, parse_rung(event))


def open_in_retrain(
    settings: RecipeSettings, tabs: gr.Tabs, shown: gr.State, compared: gr.State, session: Session, event: gr.EventData
) -> Updates:
    """Put a rung's recipe into the settings of the Retrain tab; compare its run, if any, with the rung before."""
    rung = parse_rung(event)
    keys = [named.key for each in (rung_before(rung), rung) if each and (named := find_rung_run(session, each))]
    runs = {shown: keys[-1], compared: keys} if find_rung_run(session, rung) else {}
    return {tabs: gr.Tabs(selected="retrain"), **put_recipe(settings, rung.recipe), **runs}


def wire_open_in_retrain(
    tab: ClimbTab, session: gr.State, settings: RecipeSettings, tabs: gr.Tabs, shown: gr.State, compared: gr.State
) -> None:
    """Let each rung open in the Retrain tab; the arguments after `session` are parts of that tab."""
    outputs = [tabs, settings.preset, *settings.components, shown, compared]
    tab.rungs.apply(bind(open_in_retrain, settings, tabs, shown, compared), session, outputs, **IN_QUEUE)


def wire_climb_tab(
    tab: ClimbTab, publisher: SessionPublisher, pool: TrainingPool, gradio_tab: gr.Tab, opener: DigitOpener
) -> None:
    """Connect the components with their handlers."""
    session, step = publisher.session, tab.step.outputs
    outputs = [tab.buttons.state, tab.picture, tab.ended, tab.only]
    wire_job(tab.buttons, bind(climb, tab, pool), [tab.only, session], outputs)
    tab.ended.change(
        bind(take_rung, tab, publisher),
        [tab.ended, session],
        [tab.rungs, *step, *publisher.outputs],
        **IN_QUEUE,
    )
    shows = [gradio_tab.select, publisher.storage.apply]
    gr.on(shows, bind(show_climb, tab), session, [tab.rungs, *step], **AT_ONCE)
    tab.rungs.submit(choose_rung, None, tab.only, **AT_ONCE).then(None, None, None, js=PRESS_START, **PRIVATE)
    tab.rungs.select(bind(show_chosen_step, tab), session, step, **AT_ONCE)
    wire_climb_step_view(tab.step, session, opener)

"""The table of the visitor's runs, the networks that ship and published ones; and the comparison of some of them."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import gradio as gr

from onelayer.storage import load_shipped_network
from onelayer.training.evaluation import PUBLISHED
from onelayer.training.run import Run
from onelayer.ui.components.download import Download, File
from onelayer.ui.components.runs_table import Row, RunsTable, TableAction, parse_table_action
from onelayer.ui.limits import LONGEST_RUN_NAME
from onelayer.ui.listeners import AT_ONCE, IN_QUEUE, bind
from onelayer.ui.session import SHIPPED, NamedRun, Session, SessionError
from onelayer.ui.views.compare import MOST_COMPARED, CompareView, build_compare_view, compare
from onelayer.ui.views.network_choice import DEFAULT_NETWORK
from onelayer.ui.views.recipe_words import name_recipe
from onelayer.ui.views.runs_csv import format_runs_csv
from onelayer.ui.views.session_publisher import SessionPublisher, Updates
from onelayer.ui.views.shown_network import ShownNetwork
from onelayer.ui.words import format_count

SHIPPED_NAMES = {
    "directions": "Directions, as it ships",
    "upright": "Upright, as it ships",
    "article": "The article’s recipe, as it ships",
}
GONE = "That run is gone: what is not kept is on the server for some hours, and no longer than it has room."
ABOUT = (
    "Name, show and compare your runs. The latest one and those that you keep stay in this browser, with their curves "
    "and a few steps of the replay; the others until you leave."
)


@dataclass(frozen=True, eq=False)
class RunsView:
    """The components of the view.

    Attributes:
        sentence: says what was done.
        undo: brings back the run that was deleted last.
        table: the rows.
        save: saves the runs as a file.
        compared: a gr.State with the keys of the compared networks.
        comparison: compares these networks.
    """

    sentence: gr.Markdown
    undo: gr.Button
    table: RunsTable
    save: Download
    compared: gr.State
    comparison: CompareView


@dataclass(frozen=True)
class ActionResult:
    """The result of a visitor's action in the table.

    Attributes:
        session: the session after the action.
        shown: the key of the shown network.
        compared: the keys of the compared networks.
        sentence: says what was done, or why not.
        network: the key of the network to use from now on; None to keep the one in use.
    """

    session: Session
    shown: str
    compared: list[str]
    sentence: str
    network: str | None = None


def build_runs_view() -> RunsView:
    """Build the view for a visitor who has no runs yet."""
    sentence = gr.Markdown(ABOUT, elem_id="runs-sentence", elem_classes="quiet")
    undo = gr.Button("Undo", size="sm", visible=False, elem_id="undelete")
    table = RunsTable(value=make_rows(Session(), DEFAULT_NETWORK, ()), longest_name=LONGEST_RUN_NAME, elem_id="runs")
    save = Download(label="Save runs as CSV", elem_id="save-runs")
    return RunsView(sentence, undo, table, save, gr.State([]), build_compare_view())


def show_runs(view: RunsView, key: str, session: Session, compared: list[str]) -> Updates:
    """Show the table, the button that brings back a deleted run, and the comparison."""
    gone = session.deleted
    return {
        view.undo: gr.Button(f"Bring {gone.name} back" if gone else "Undo", visible=gone is not None),
        view.table: make_rows(session, key, compared),
        **compare(view.comparison, session, compared),
    }


def act_on_run(
    view: RunsView,
    publisher: SessionPublisher,
    shown: ShownNetwork,
    key: str,
    session: Session,
    compared: list[str],
    event: gr.EventData,
) -> Updates:
    """Do what the visitor asked for in the table, and show the result."""
    result = apply_action(parse_table_action(event), session, key, compared)
    return _show_result(view, publisher, shown, session, result)


def bring_back(
    view: RunsView, publisher: SessionPublisher, shown: ShownNetwork, key: str, session: Session, compared: list[str]
) -> Updates:
    """Bring back the run that was deleted last."""
    try:
        changed = session.undelete()
    except SessionError as error:
        result = ActionResult(session, key, compared, str(error))
    else:
        (back,) = set(changed.runs) - set(session.runs)
        result = ActionResult(changed, key, compared, f"{back.name} is back.")
    return _show_result(view, publisher, shown, session, result)


def _show_result(
    view: RunsView, publisher: SessionPublisher, shown: ShownNetwork, session: Session, result: ActionResult
) -> Updates:
    """Show the result of an action, and update all components that depend on it; `session` is the one before it."""
    return {
        shown.key: result.shown,
        view.compared: result.compared,
        view.sentence: result.sentence,
        **show_runs(view, result.shown, result.session, result.compared),
        **publisher.publish(result.session, session, network=result.network),
    }


def save_runs(view: RunsView, session: Session) -> Updates:
    """Save the visitor's runs as a file."""
    if not session.runs:
        return {view.save: None, view.sentence: "There is no run to save yet: train one."}
    return {view.save: File("one-layer-runs.csv", format_runs_csv(session.runs))}


def apply_action(action: TableAction, session: Session, shown: str, compared: list[str]) -> ActionResult:
    """Do what the visitor asked for in the table."""
    key = action.key
    if key not in SHIPPED and session.run(key) is None:
        return ActionResult(session, shown, compared, GONE)
    name = session.name_of(key)
    try:
        match action.name:
            case "show":
                return ActionResult(session, key, compared, f"{name} is shown.")
            case "compare":
                return compare_another(session, shown, compared, key)
            case "rename":
                session = session.rename(key, action.text)
                return ActionResult(session, shown, compared, f"{name} is called {session.name_of(key)} now.")
            case "keep":
                named = session.run(key)
                pinned = named is not None and not named.pinned
                words = (
                    "is kept: it stays in this browser, and no later run pushes it out"
                    if pinned
                    else "is no longer kept"
                )
                return ActionResult(session.pin(key, pinned), shown, compared, f"{name} {words}.")
            case "read":
                return ActionResult(session, shown, compared, f"{name} reads now, on the Draw tab.", key)
            case "delete":
                compared = [other for other in compared if other != key]
                shown = DEFAULT_NETWORK if shown == key else shown
                return ActionResult(
                    session.delete(key), shown, compared, f"{name} is deleted, and can be brought back."
                )
    except SessionError as error:
        return ActionResult(session, shown, compared, str(error))


def compare_another(session: Session, shown: str, compared: list[str], key: str) -> ActionResult:
    """Add a network to the compared ones, or remove it if it is one; refuse it if MOST_COMPARED others are compared."""
    others = [other for other in compared if other != key and (other in SHIPPED or session.run(other))]
    if key in compared:
        return ActionResult(session, shown, others, ABOUT)
    if len(others) >= MOST_COMPARED:
        sentence = f"{MOST_COMPARED} are compared, which is the most. Untick one to compare {session.name_of(key)}."
        return ActionResult(session, shown, others, sentence)
    return ActionResult(session, shown, [*others, key], ABOUT)


def wire_runs_view(view: RunsView, publisher: SessionPublisher, shown: ShownNetwork) -> None:
    """Follow the shown network, and do what the visitor asks for in the table."""
    inputs = [shown.key, shown.session, view.compared]
    outputs = [view.undo, view.table, *view.comparison.outputs]
    shown.on_change(bind(show_runs, view), inputs, outputs)
    changed = [shown.key, view.compared, view.sentence, *outputs, *publisher.outputs]
    view.table.select(bind(act_on_run, view, publisher, shown), inputs, changed, **IN_QUEUE)
    view.undo.click(bind(bring_back, view, publisher, shown), inputs, changed, **IN_QUEUE)
    view.save.download(bind(save_runs, view), publisher.session, [view.save, view.sentence], **AT_ONCE)


def make_rows(session: Session, shown: str, compared: Collection[str]) -> list[Row]:
    """Make the rows: runs, the newest first, then the networks that ship, then published accuracies."""
    best = best_run(session.runs)
    rows = [_run_row(named, shown, compared, named is best) for named in reversed(session.runs)]
    for key in SHIPPED:
        shipped = load_shipped_network(key).accuracies
        accuracies = [shipped.get(f"{split}_accuracy") for split in ("training", "validation", "test")]
        rows.append(_row(key, SHIPPED_NAMES[key], accuracies, shown=key == shown, compared=key in compared))
    return rows + [_row("", name, accuracies) for name, *accuracies in PUBLISHED]


def best_run(runs: Sequence[NamedRun]) -> NamedRun | None:
    """The run that reads the most of the test digits, the first of several; None where there are not two."""
    measured = [named for named in runs if not math.isnan(named.run.test.accuracy)]
    return max(measured, key=lambda named: named.run.test.accuracy) if len(measured) > 1 else None


def _run_row(named: NamedRun, shown: str, compared: Collection[str], best: bool) -> Row:
    run = named.run
    accuracies = [run.metrics.accuracy, run.validated.accuracy if run.validated else None, run.test.accuracy]
    return _row(
        named.key,
        named.name,
        accuracies,
        about=format_run(run),
        time=f"{run.seconds:.2f} s" if run.seconds else "",
        own=True,
        shown=named.key == shown,
        compared=named.key in compared,
        kept=named.pinned,
        best=best,
    )


def _row(
    key: str, name: str, accuracies: Sequence[float | None], about: str = "", time: str = "", **marks: bool
) -> Row:
    training, validation, test = (format_percent(accuracy) for accuracy in accuracies)
    return Row(key, name, about, time, training, validation, test, **marks)


def format_run(run: Run) -> str:
    """Say in one line how a run was trained."""
    drawings = f" · {format_count(run.drawings, 'drawing')} of yours" if run.drawings else ""
    ended = (" · stopped" if run.stopped else "") + (" · diverged" if run.diverged else "")
    return name_recipe(run.recipe) + drawings + ended


def format_percent(fraction: float | None) -> str:
    """Write a fraction as a percentage with two decimals, or as a dash if it is not known."""
    return "–" if fraction is None or math.isnan(fraction) else f"{100 * fraction:.2f} %"

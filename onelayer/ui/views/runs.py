"""The table of the visitor's runs, beside the networks that ship and what others measured; and two of them compared."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from onelayer.evaluation import REFERENCES
from onelayer.recipe import OPTIMIZERS, Recipe
from onelayer.run import Run
from onelayer.storage import load_shipped_network
from onelayer.ui.components.browser_storage import BrowserStorage
from onelayer.ui.components.runs_table import Choice, Row, RunsTable, choice_of
from onelayer.ui.draw_tab import DrawTab, network_radio
from onelayer.ui.kept import to_keep
from onelayer.ui.listeners import PRIVATE
from onelayer.ui.session import LONGEST_NAME, SHIPPED, NamedRun, Session, SessionError
from onelayer.ui.views.compare import MOST_COMPARED, build_compare_view, compare
from onelayer.ui.views.shown_network import ShownNetwork
from onelayer.ui.words import counted

SHIPPED_NAMES = {"upright": "Upright, as it ships", "article": "The article’s recipe, as it ships"}
ABOUT = "Each run of yours stays here until you leave: name it, keep it, show it below, compare two."


@dataclass(frozen=True)
class Asked:
    """What is so after a visitor's choice in the table; sentence: what was done, or why it was not."""

    session: Session
    shown: str
    compared: list[str]
    sentence: str


def build_runs_view(shown: ShownNetwork, draw: DrawTab, storage: BrowserStorage) -> gr.State:
    """The view, for a visitor who has no runs yet. Gives the state with the keys of what is compared."""
    # Components
    sentence = gr.Markdown(ABOUT, elem_id="runs-sentence", elem_classes="quiet")
    table = RunsTable(value=show_runs(Session(), shown.key.value, ()), longest_name=LONGEST_NAME, elem_id="runs")
    compared: gr.State = gr.State([])
    comparison = build_compare_view()

    # Handlers
    def show(key: str, owned: Session, keys: list[str]) -> tuple[Any, ...]:
        return show_runs(owned, key, keys), *compare(owned, keys)

    def act(key: str, owned: Session, keys: list[str], reader: str, event: gr.EventData) -> tuple[Any, ...]:
        asked = obey(choice_of(event), owned, key, keys)
        return (
            asked.session,
            asked.shown,
            asked.compared,
            asked.sentence,
            network_radio(asked.session, reader),
            to_keep(asked.session),
            show_runs(asked.session, asked.shown, asked.compared),
            *compare(asked.session, asked.compared),
        )

    # Wiring
    asked = [shown.key, shown.session, compared]
    shown.on_change(show, asked, [table, *comparison])
    acted = table.select(
        act,
        [*asked, draw.network],
        [shown.session, shown.key, compared, sentence, draw.network, storage, table, *comparison],
        concurrency_limit=None,  # in the queue: a state's change is not heard of outside it
        show_progress="hidden",
        **PRIVATE,
    )
    draw.read_after(acted)
    return compared


def obey(choice: Choice, session: Session, shown: str, compared: list[str]) -> Asked:
    """Do what was chosen in the table."""
    key = choice.key
    if key not in SHIPPED and session.run(key) is None:
        return Asked(session, shown, compared, "That run is gone.")
    name = session.name_of(key)
    try:
        match choice.action:
            case "show":
                return Asked(session, key, compared, f"{name} is shown.")
            case "compare":
                compared = [other for other in compared if other != key] if key in compared else [*compared, key]
                return Asked(session, shown, compared[-MOST_COMPARED:], ABOUT)
            case "rename":
                session = session.rename(key, choice.text)
                return Asked(session, shown, compared, f"{name} is called {session.name_of(key)} now.")
            case "keep":
                own = session.run(key)
                kept = own is not None and not own.kept
                words = "is kept: no later run pushes it out" if kept else "is no longer kept"
                return Asked(session.keep(key, kept), shown, compared, f"{name} {words}.")
            case "make yours":
                return Asked(session.make_yours(key), shown, compared, f"{name} is Yours, on the Draw tab.")
            case "delete":
                compared = [other for other in compared if other != key]
                shown = "upright" if shown == key else shown
                return Asked(session.delete(key), shown, compared, f"{name} is deleted.")
    except SessionError as error:
        return Asked(session, shown, compared, str(error))


def show_runs(session: Session, shown: str, compared: Collection[str]) -> list[Row]:
    """The rows: runs, the newest first, then what ships, then what others measured."""
    rows = [_own(named, session, shown, compared) for named in reversed(session.runs)]
    for key in SHIPPED:
        figures = load_shipped_network(key).figures
        accuracies = [figures.get(f"{part}_accuracy") for part in ("training", "validation", "test")]
        rows.append(_row(key, SHIPPED_NAMES[key], accuracies, shown=key == shown, compared=key in compared))
    return rows + [_row("", name, accuracies) for name, *accuracies in REFERENCES]


def _own(named: NamedRun, session: Session, shown: str, compared: Collection[str]) -> Row:
    run = named.run
    accuracies = [run.figures.accuracy, run.validated.accuracy if run.validated else None, run.test.accuracy]
    return _row(
        named.key,
        named.name,
        accuracies,
        about=about_run(run),
        time=f"{run.seconds:.2f} s",
        own=True,
        shown=named.key == shown,
        compared=named.key in compared,
        kept=named.kept,
        yours=session.yours is not None and run.network is session.yours.network,
    )


def _row(
    key: str, name: str, accuracies: Sequence[float | None], about: str = "", time: str = "", **marks: bool
) -> Row:
    training, validation, test = (percent(accuracy) for accuracy in accuracies)
    return Row(key, name, about, time, training, validation, test, **marks)


def about_run(run: Run) -> str:
    """How a run was trained, in a line."""
    hand = f" · {run.drawings} drawings of yours" if run.drawings else ""
    return in_words(run.recipe) + hand + (", stopped" if run.stopped else "")


def in_words(recipe: Recipe) -> str:
    """A recipe in a line."""
    words = [
        f"{recipe.inputs} inputs",
        OPTIMIZERS[recipe.optimizer],
        f"rate {recipe.learning_rate:g}",
        f"batches of {recipe.batch_size}",
        counted(recipe.epochs, "epoch"),
        f"{recipe.training_examples:,} images",
    ]
    return " · ".join(words)


def percent(share: float | None) -> str:
    """A share with two decimals, or a dash."""
    return "–" if share is None else f"{100 * share:.2f} %"

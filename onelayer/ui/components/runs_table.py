"""A table of networks and their accuracies: a visitor's runs, with what can be done with each, and others."""

import itertools
from dataclasses import asdict, dataclass
from typing import Any, Literal

import gradio as gr

from onelayer.ui.components.browser_component import BrowserComponent, event_field

ActionName = Literal["show", "compare", "keep", "read", "delete", "rename"]
ACTIONS: tuple[ActionName, ...] = ("show", "compare", "keep", "read", "delete", "rename")
LONGEST = 200  # characters of what a page may send


@dataclass(frozen=True)
class Row:
    """One network.

    Attributes:
        key: of a run or a shipped network; empty where nothing can be done with it.
        name: what it is called.
        about: how it was trained.
        time: that its training took, as printed.
        training: its accuracy on the training images, as printed; the next two on the others.
        validation: …
        test: …
        own: it is a run of the visitor's.
        shown: the views show it.
        compared: it is compared.
        kept: no later run pushes it out.
        best: no other run of the visitor's reads more of the test digits.
    """

    key: str
    name: str
    about: str
    time: str
    training: str
    validation: str
    test: str
    own: bool = False
    shown: bool = False
    compared: bool = False
    kept: bool = False
    best: bool = False


@dataclass(frozen=True)
class TableAction:
    """What a visitor asked for.

    Attributes:
        name: what to do.
        key: of the row.
        text: the new name, for `rename`.
    """

    name: ActionName
    key: str
    text: str


class RunsTable(BrowserComponent):
    """A handler gives a list of Row. `select` carries what `parse_table_action` reads."""

    _answers = itertools.count()

    def encode(self, value: list[Row]) -> Any:
        # Numbered, as a page does not hear a value that it has already: what was refused must fall back.
        return {"answer": next(self._answers), "rows": [asdict(row) for row in value]}


def parse_table_action(event: gr.EventData) -> TableAction:
    """What a visitor asked for.

    Raises:
        gradio.Error: the event does not say; a page would.
    """
    action, key, text = (event_field(event, name) for name in ("action", "key", "text"))
    if action not in ACTIONS or not isinstance(key, str) or len(key) > LONGEST:
        raise gr.Error(f"Nothing was chosen: expected a run and one of {', '.join(ACTIONS)}.", print_exception=False)
    return TableAction(action, key, text[:LONGEST] if isinstance(text, str) else "")

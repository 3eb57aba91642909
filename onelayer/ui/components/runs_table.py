"""A table of networks and their accuracies: the visitor's runs, with actions for each, and published ones."""

import itertools
from dataclasses import dataclass
from typing import Any, Literal

import gradio as gr

from onelayer.ui.components.browser_component import BrowserComponent, event_field

ActionName = Literal["show", "compare", "keep", "read", "delete", "rename"]
ACTIONS: tuple[ActionName, ...] = ("show", "compare", "keep", "read", "delete", "rename")
LONGEST = 200  # characters of a text that a page may send


@dataclass(frozen=True)
class Row:
    """One network.

    Attributes:
        key: the key of a run or a shipped network; empty if the row has no actions.
        name: the name of the network.
        about: how it was trained.
        time: the time of its training, as printed.
        training: its accuracy on the training images, as printed.
        validation: its accuracy on the validating images, as printed.
        test: its accuracy on the test images, as printed.
        own: it is one of the visitor's runs.
        shown: the views show it.
        compared: it is compared.
        kept: later runs do not replace it.
        best: it reads more of the test digits than the visitor's other runs.
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
    """An action that a visitor asked for.

    Attributes:
        name: the action.
        key: the key of the row.
        text: the new name for `rename`; else empty.
    """

    name: ActionName
    key: str
    text: str


class RunsTable(BrowserComponent):
    """A handler gives a list of Row. `select` has the fields that `parse_table_action` reads."""

    _answers = itertools.count()

    def encode(self, value: list[Row]) -> Any:
        # Numbered, because a page is not told of a value equal to the one it has; but it must reset a refused choice.
        return {"answer": next(self._answers), "rows": value}


def parse_table_action(event: gr.EventData) -> TableAction:
    """Return the action that an event asks for.

    Raises:
        gradio.Error: the event names no action or no row; raised only for forged events.
    """
    action, key, text = (event_field(event, name) for name in ("action", "key", "text"))
    if action not in ACTIONS or not isinstance(key, str) or len(key) > LONGEST:
        raise gr.Error(f"Nothing was chosen: expected a run and one of {', '.join(ACTIONS)}.", print_exception=False)
    return TableAction(action, key, text[:LONGEST] if isinstance(text, str) else "")

"""A table of networks and their accuracies: a visitor's runs, with what can be done with each, and others."""

import itertools
from dataclasses import asdict, dataclass
from typing import Any, Literal

import gradio as gr

from onelayer.ui.components.browser_component import BrowserComponent, sent

Action = Literal["show", "compare", "keep", "make yours", "delete", "rename"]
ACTIONS: tuple[Action, ...] = ("show", "compare", "keep", "make yours", "delete", "rename")
LONGEST = 200  # characters of what a page may send


@dataclass(frozen=True)
class Row:
    """key: of a run or a shipped network; empty where there is nothing to do with it. The figures are as printed."""

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
    yours: bool = False


@dataclass(frozen=True)
class Choice:
    """What a visitor asked of which row; text: the new name, for `rename`."""

    action: Action
    key: str
    text: str


class RunsTable(BrowserComponent):
    """A handler gives a list of Row. `select` carries what `choice_of` reads."""

    _answers = itertools.count()

    def encode(self, value: list[Row]) -> Any:
        # Numbered, as a page does not hear a value that it has already: what was refused must fall back.
        return {"answer": next(self._answers), "rows": [asdict(row) for row in value]}


def choice_of(event: gr.EventData) -> Choice:
    """What a visitor asked for.

    Raises:
        gradio.Error: the event does not say; a page would.
    """
    action, key, text = (sent(event, name) for name in ("action", "key", "text"))
    if action not in ACTIONS or not isinstance(key, str) or len(key) > LONGEST:
        raise gr.Error(f"Nothing was chosen: expected a run and one of {', '.join(ACTIONS)}.", print_exception=False)
    return Choice(action, key, text[:LONGEST] if isinstance(text, str) else "")

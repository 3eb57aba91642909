"""The visitor's drawings: what the guided round asks for next, and the grid of all that there are."""

from dataclasses import dataclass
from typing import Any

import gradio as gr
from gradio.components import Component

from onelayer.ui.components.drawings_grid import DrawingsGrid, DrawingsPage, GridAction
from onelayer.ui.drawing_collection import ROUND, ROUND_ORDER, DrawingCollection
from onelayer.ui.views.training_report import render_state


@dataclass(frozen=True, eq=False)
class DrawingsView:
    """Its components.

    Attributes:
        prompt: the digit to write next.
        next_button: adds what is on the pad.
        grid: the drawings.
    """

    prompt: gr.HTML
    next_button: gr.Button
    grid: DrawingsGrid

    @property
    def outputs(self) -> list[Component]:
        """The components that `show` gives values to."""
        return [self.prompt, self.next_button, self.grid]

    def show(self, collection: DrawingCollection, page: int) -> dict[Component, Any]:
        """The values of the components."""
        return {
            self.prompt: render_prompt(collection),
            self.next_button: gr.Button(interactive=collection.next_digit() is not None),
            self.grid: DrawingsPage(collection.drawings, page, bool(collection.before)),
        }


def render_prompt(collection: DrawingCollection) -> str:
    """HTML that says what to write next, and how far the round is."""
    digit, done, all_of_them = collection.next_digit(), collection.round_done(), len(ROUND_ORDER)
    sentence = (
        f"{ROUND} of each are there. Let it learn, or add others from the Draw tab."
        if digit is None
        else f"{done + 1} of {all_of_them}: write a {digit}, as you always do"
    )
    shown = "✓" if digit is None else str(digit)
    return f'<div class="round"><span class="round-digit" aria-hidden="true">{shown}</span></div>' + render_state(
        sentence, done / all_of_them
    )


def apply_grid_action(collection: DrawingCollection, action: GridAction) -> tuple[DrawingCollection, str]:
    """Undo, delete or relabel.

    Returns:
        The drawings after it, and a sentence on what was done.

    Raises:
        CollectionError: it cannot be done.
    """
    if action.name == "undo":
        return collection.undo(), "Undone."
    if action.name == "delete":
        return collection.delete(action.index), f"Drawing {action.index + 1} is deleted. Undo brings it back."
    return collection.relabel(action.index, action.label), f"Drawing {action.index + 1} is a {action.label} now."

"""Which network the views of the Retrain tab show: one of the visitor's runs, or one that ships."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr
from gradio.components import Component

from onelayer.ui.listeners import AT_ONCE


@dataclass(frozen=True, eq=False)
class ShownNetwork:
    """Its place in the page.

    Attributes:
        key: the network's key in the session.
        session: what the visitor has.
        tab: where the views stand.
    """

    key: gr.State
    session: gr.State
    tab: gr.Tab

    def on_change(self, show: Callable[..., Any], inputs: Sequence[Component], outputs: Sequence[Component]) -> None:
        """Call `show` when another network is shown, and when the visitor comes to the tab."""
        gr.on([self.key.change, self.tab.select], show, list(inputs), list(outputs), **AT_ONCE)

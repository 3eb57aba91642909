"""Which network the views of the Retrain tab show: one of the visitor's runs, or one that ships."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr
from gradio.components import Component

from onelayer.ui.components.browser_storage import BrowserStorage
from onelayer.ui.listeners import AT_ONCE


@dataclass(frozen=True, eq=False)
class ShownNetwork:
    """Its place in the page.

    Attributes:
        key: the network's key in the session.
        session: what the visitor has.
        tab: where the views stand.
        storage: what gives the session back what the browser kept.
    """

    key: gr.State
    session: gr.State
    tab: gr.Tab
    storage: BrowserStorage

    def on_change(self, show: Callable[..., Any], inputs: Sequence[Component], outputs: Sequence[Component]) -> None:
        """Call `show` when another network is shown, when the visitor comes to the tab, and when the session has got
        something back meanwhile."""
        gr.on([self.key.change, self.tab.select, self.storage.apply], show, list(inputs), list(outputs), **AT_ONCE)

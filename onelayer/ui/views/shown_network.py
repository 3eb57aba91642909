"""The network that the views of the Retrain tab show: one of the visitor's runs, or one that ships."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr
from gradio.components import Component

from onelayer.ui.components.browser_storage import BrowserStorage
from onelayer.ui.listeners import AT_ONCE


@dataclass(frozen=True, eq=False)
class ShownNetwork:
    """The shown network.

    Attributes:
        key: a gr.State with the network's key.
        session: a gr.State with the session.
        tab: the tab with the views.
        storage: restores the items that the browser kept.
    """

    key: gr.State
    session: gr.State
    tab: gr.Tab
    storage: BrowserStorage

    def on_change(self, show: Callable[..., Any], inputs: Sequence[Component], outputs: Sequence[Component]) -> None:
        """Call `show` when another network is shown, when the tab is opened, and when the session was restored."""
        gr.on([self.key.change, self.tab.select, self.storage.apply], show, list(inputs), list(outputs), **AT_ONCE)

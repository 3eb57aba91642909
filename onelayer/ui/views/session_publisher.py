"""Publishes a session: after a change, updates all components that depend on it, on every tab."""

from dataclasses import dataclass
from typing import Any

import gradio as gr
from gradio.components import Component

from onelayer.ui.browser_storage import make_storage_update
from onelayer.ui.components.browser_storage import BrowserStorage
from onelayer.ui.components.network_choice import NetworkChoice
from onelayer.ui.session import Session
from onelayer.ui.views.network_choice import offer_networks

Updates = dict[Component, Any]
"""The result of a handler: values by component. A component that is left out does not change."""


@dataclass(frozen=True, eq=False)
class SessionPublisher:
    """The components that depend on a session.

    Attributes:
        session: the gr.State with the session.
        network: the choice of the network that reads.
        storage: sends items to the storage of the visitor's browser.
    """

    session: gr.State
    network: NetworkChoice
    storage: BrowserStorage

    @property
    def outputs(self) -> list[Component]:
        """The components that `publish` gives values to."""
        return [self.session, self.network, self.storage]

    def publish(self, session: Session, before: Session | None = None, *, network: str | None = None) -> Updates:
        """Update all components that depend on the session.

        Args:
            session: the session.
            before: the session that the page has; only changes since are sent. None: everything is sent.
            network: the key of the network to use from now on; None to keep the one in use.
        """
        return {
            self.session: session,
            self.network: offer_networks(session, network, before),
            self.storage: make_storage_update(session, before),
        }

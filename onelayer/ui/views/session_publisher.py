"""Publishing a session: after any change of it, all that follows from it, on whatever tab it stands."""

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
"""What a handler gives: values by component; what is left out stays as it is."""


@dataclass(frozen=True, eq=False)
class SessionPublisher:
    """Where a session shows.

    Attributes:
        session: the gr.State that holds it.
        network: the choice of who reads.
        storage: what the visitor's browser stores.
    """

    session: gr.State
    network: NetworkChoice
    storage: BrowserStorage

    @property
    def outputs(self) -> list[Component]:
        """The components that `publish` gives values to."""
        return [self.session, self.network, self.storage]

    def publish(self, session: Session, before: Session | None = None, *, network: str | None = None) -> Updates:
        """All that follows from a changed session.

        Args:
            session: as it is now.
            before: as it was: the page has all that it had, and is sent what has changed. None to send all.
            network: the key of the network to read with from now on; None for the one that is chosen.
        """
        return {
            self.session: session,
            self.network: offer_networks(session, network, before),
            self.storage: make_storage_update(session, before),
        }

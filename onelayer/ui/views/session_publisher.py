"""Publishing a session: after any change of it, all that follows from it, on whatever tab it stands."""

from dataclasses import dataclass
from typing import Any

import gradio as gr
from gradio.components import Component

from onelayer.ui.browser_storage import make_storage_update
from onelayer.ui.components.browser_storage import BrowserStorage
from onelayer.ui.components.network_choice import NetworkChoice
from onelayer.ui.session import Session
from onelayer.ui.views.drawings_view import DrawingsView
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
        drawings: the guided round and the grid of drawings.
    """

    session: gr.State
    network: NetworkChoice
    storage: BrowserStorage
    drawings: DrawingsView

    @property
    def outputs(self) -> list[Component]:
        """The components that `publish` gives values to."""
        return [self.session, self.network, self.storage, *self.drawings.outputs]

    def publish(self, session: Session, *, network: str | None = None, page: int = 0) -> Updates:
        """All that follows from a changed session.

        Args:
            session: as it is now.
            network: the key of the network to read with from now on; None for the one that is chosen.
            page: which page of the drawings to show.
        """
        return {
            self.session: session,
            self.network: offer_networks(session, network),
            self.storage: make_storage_update(session),
            **self.drawings.show(session.collection, page),
        }

"""The visitor's network as the browser stores it: text."""

import base64

from onelayer.storage import network_from_bytes, network_to_bytes
from onelayer.training.trained_network import TrainedNetwork
from onelayer.ui.components.browser_storage import StorageUpdate
from onelayer.ui.session import Session

KEY = "one-layer"
"""Under it the browser stores JSON text: `{"drawings": lines of the drawings file, "yours": base64 or null}`."""


class StoredNetworkError(ValueError):
    """What a browser had stored is no network; the message says so to the visitor."""


def make_storage_update(session: Session) -> StorageUpdate:
    """What the browser is to store of a session."""
    trained = session.runs[-1].run.trained_network if session.runs else session.hand
    return StorageUpdate(base64.b64encode(network_to_bytes(trained)).decode() if trained else None)


def parse_stored_network(text: object) -> TrainedNetwork:
    """The network of what a browser had stored. The text may be anybody's.

    Raises:
        StoredNetworkError: it is no network.
    """
    try:
        return network_from_bytes(base64.b64decode(text, validate=True))  # type: ignore[arg-type]
    except (ValueError, TypeError) as error:
        raise StoredNetworkError(f"The network that it keeps cannot be read ({error}).") from error

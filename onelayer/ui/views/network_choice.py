"""Which network reads: those that ship, the visitor's own, and a run that was opened on the pad."""

import gradio as gr

from onelayer.reading.network import Network
from onelayer.training.trained_network import TrainedNetwork
from onelayer.ui.session import SHIPPED, YOURS, Session, SessionError

DEFAULT_NETWORK = "directions"


def build_network_radio() -> gr.Radio:
    """The choice of who reads, for a visitor who has no network yet."""
    return gr.Radio(
        [(name, key) for key, name in SHIPPED.items()], value=DEFAULT_NETWORK, label="Who reads", elem_id="network"
    )


def update_network_radio(session: Session, key: str | None) -> gr.Radio:
    """The choices that a session has. key: the network to choose, DEFAULT_NETWORK if it is gone; None: as it is."""
    choices = [(name, shipped) for shipped, name in SHIPPED.items()]
    if session.yours is not None:
        choices.append(("Yours", YOURS))
    if key is None:
        return gr.Radio(choices)
    named = session.run(key)
    if named:
        choices.append((named.name, key))
    return gr.Radio(choices, value=key if key in dict(choices).values() else DEFAULT_NETWORK)


def find_network(session: Session, key: str) -> Network:
    """The network of a key.

    Raises:
        gradio.Error: the visitor has none of that key.
    """
    return find_trained_network(session, key).network


def find_trained_network(session: Session, key: str) -> TrainedNetwork:
    """The network of a key, with its recipe and accuracies.

    Raises:
        gradio.Error: the visitor has none of that key.
    """
    try:
        return session.trained_network(key)
    except SessionError as error:
        raise gr.Error(str(error), print_exception=False) from None

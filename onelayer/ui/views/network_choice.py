"""Which network reads: those that ship, what a lesson taught, and the visitor's runs."""

import gradio as gr

from onelayer.reading.network import Network
from onelayer.storage import network_to_bytes
from onelayer.training.trained_network import TrainedNetwork
from onelayer.ui.components.network_choice import Choice, NetworkChoice, Offer
from onelayer.ui.session import HAND, HAND_NAME, SHIPPED, Session, SessionError

DEFAULT_NETWORK = "directions"


def build_network_choice() -> NetworkChoice:
    """The choice of who reads, for a visitor who has no network yet."""
    offer = offer_networks(Session(), DEFAULT_NETWORK)
    return NetworkChoice(value=offer, shipped=list(SHIPPED), elem_id="network")


def offer_networks(session: Session, key: str | None) -> Offer:
    """What a session has to choose: what ships, Your hand, then the runs, the newest first.

    key: the network to choose, DEFAULT_NETWORK if it is gone; None: as it is.
    """
    choices = [Choice(shipped, name) for shipped, name in SHIPPED.items()]
    if session.hand is not None:
        choices.append(Choice(HAND, HAND_NAME, network_to_bytes(session.hand)))
    choices += [
        Choice(named.key, named.name, network_to_bytes(named.run.trained_network)) for named in reversed(session.runs)
    ]
    if key is not None and all(choice.key != key for choice in choices):
        key = DEFAULT_NETWORK
    return Offer(choices, key)


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

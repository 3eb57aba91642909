"""The networks to choose from: those that ship, Your hand, and the visitor's runs."""

import gradio as gr

from onelayer.reading.network import Network
from onelayer.storage import network_to_bytes
from onelayer.training.trained_network import TrainedNetwork
from onelayer.ui.components.network_choice import Choice, NetworkChoice, Offer
from onelayer.ui.session import HAND, HAND_NAME, SHIPPED, Session, SessionError

DEFAULT_NETWORK = "directions"


def build_network_choice() -> NetworkChoice:
    """Build the choice for a visitor who has no networks yet."""
    offer = offer_networks(Session(), DEFAULT_NETWORK)
    return NetworkChoice(value=offer, shipped=list(SHIPPED), elem_id="network")


def offer_networks(session: Session, key: str | None, before: Session | None = None) -> Offer:
    """Offer the networks of a session: those that ship, Your hand, then the runs, the newest first.

    Args:
        session: the session.
        key: the key of the network to choose, in its place DEFAULT_NETWORK if it is gone; None to change nothing.
        before: the session that the page has; only networks that have changed since are sent. None: all are sent.
    """
    known = _networks_of(before) if before else set()

    def file_of(trained: TrainedNetwork) -> bytes | None:
        return None if trained.network in known else network_to_bytes(trained)

    choices = [Choice(shipped, name) for shipped, name in SHIPPED.items()]
    if session.hand is not None:
        choices.append(Choice(HAND, HAND_NAME, file_of(session.hand)))
    choices += [Choice(named.key, named.name, file_of(named.run.trained_network)) for named in reversed(session.runs)]
    if key is not None and all(choice.key != key for choice in choices):
        key = DEFAULT_NETWORK
    return Offer(choices, key)


def _networks_of(session: Session) -> set[Network]:
    """Return the visitor's own networks; they are compared by identity."""
    hand = {session.hand.network} if session.hand else set()
    return hand | {named.run.network for named in session.runs}


def find_network(session: Session, key: str) -> Network:
    """Return the network with a key.

    Raises:
        gradio.Error: the visitor has no network with this key.
    """
    return find_trained_network(session, key).network


def find_trained_network(session: Session, key: str) -> TrainedNetwork:
    """Return the network with a key, with its recipe and accuracies.

    Raises:
        gradio.Error: the visitor has no network with this key.
    """
    try:
        return session.trained_network(key)
    except SessionError as error:
        raise gr.Error(str(error), print_exception=False) from None

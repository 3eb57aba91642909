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


def offer_networks(session: Session, key: str | None, before: Session | None = None) -> Offer:
    """What a session has to choose: what ships, Your hand, then the runs, the newest first.

    Args:
        session: as it is now.
        key: the network to choose, DEFAULT_NETWORK if it is gone; None: as it is.
        before: as it was when the page heard of it last: it is sent the networks that have changed since.
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
    """The networks of the visitor's own, each known by what it is in memory."""
    hand = {session.hand.network} if session.hand else set()
    return hand | {named.run.network for named in session.runs}


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

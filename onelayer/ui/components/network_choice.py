"""The choice of the network that reads. It sends the networks to the page, which reads with them itself."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from onelayer.ui.components.browser_component import BrowserComponent
from onelayer.ui.modules import address_of_asset


@dataclass(frozen=True)
class Choice:
    """A network that can be chosen.

    Attributes:
        key: its name in the code of the page.
        name: its name for the visitor.
        file: the content of its safetensors file; None if the page has the network, or fetches it because it ships.
    """

    key: str
    name: str
    file: bytes | None = None


@dataclass(frozen=True)
class Offer:
    """The networks that can be chosen.

    Attributes:
        choices: the networks.
        chosen: the key of the network to use from now on; None to keep the one in use.
    """

    choices: Sequence[Choice]
    chosen: str | None = None


class NetworkChoice(BrowserComponent):
    """A handler gives an Offer, and gets the key of the chosen network.

    `select` is sent when the page does not have a network that is offered.

    Args:
        shipped: the keys of the networks that ship; their files are `<key>.safetensors`.
        value: the first offer.
    """

    def __init__(self, *, shipped: Sequence[str], value: Offer | None = None, **options: Any) -> None:
        networks = {key: address_of_asset(f"{key}.safetensors") for key in shipped}
        prototypes = address_of_asset("prototypes.safetensors")
        super().__init__(value=value, networks=networks, prototypes=prototypes, **options)

    def preprocess(self, payload: Any) -> str:
        try:
            value = json.loads(payload)
            key = value["key"] if "key" in value else value["chosen"]  # the Offer itself: the script is not yet loaded
        except (TypeError, ValueError, KeyError, RecursionError):
            key = None
        if not isinstance(key, str):
            raise gr.Error("No network was named. Choose one.", print_exception=False)
        return key

"""The choice of who reads; it brings the networks to the page, which reads with them itself."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from onelayer.ui.components.browser_component import BrowserComponent
from onelayer.ui.modules import address_of_asset


@dataclass(frozen=True)
class Choice:
    """A network to choose.

    Attributes:
        key: what the page calls it.
        name: what the visitor calls it.
        file: the content of its safetensors file; None for what the page has: what ships it fetches by its address.
    """

    key: str
    name: str
    file: bytes | None = None


@dataclass(frozen=True)
class Offer:
    """What there is to choose, and the key of the network to read with from now on; None for the one that reads now."""

    choices: Sequence[Choice]
    chosen: str | None = None


class NetworkChoice(BrowserComponent):
    """A handler gives an Offer, and gets the key of the network that is chosen; `select` is sent when the page lacks
    a network that is offered.

    shipped: the keys of the networks that ship, whose files are `<key>.safetensors`.
    """

    def __init__(self, *, shipped: Sequence[str], value: Offer | None = None, **options: Any) -> None:
        networks = {key: address_of_asset(f"{key}.safetensors") for key in shipped}
        prototypes = address_of_asset("prototypes.safetensors")
        super().__init__(value=value, networks=networks, prototypes=prototypes, **options)

    def preprocess(self, payload: Any) -> str:
        try:
            value = json.loads(payload)
            key = value["key"] if "key" in value else value["chosen"]  # as it was offered: the script is on its way
        except (TypeError, ValueError, KeyError, RecursionError):
            key = None
        if not isinstance(key, str):
            raise gr.Error("No network was named. Choose one.", print_exception=False)
        return key

    def encode(self, value: Offer) -> Any:
        choices = [{"key": choice.key, "name": choice.name, "file": _encode(choice.file)} for choice in value.choices]
        return {"choices": choices, "chosen": value.chosen}


def _encode(content: bytes | None) -> str | None:
    return None if content is None else base64.b64encode(content).decode("ascii")

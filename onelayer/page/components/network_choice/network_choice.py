"""The choice of the network that reads: those that ship, Your hand, and the visitor's runs. The page has them all."""

from typing import Any

from onelayer.files.network_file import SHIPPED
from onelayer.page.components.browser_component import BrowserComponent
from onelayer.page.modules import address_of_asset


class NetworkChoice(BrowserComponent):
    """Offers the networks that ship, and those in the page's store."""

    def __init__(self, **options: Any) -> None:
        networks = {key: address_of_asset(f"{key}.safetensors") for key in SHIPPED}
        prototypes = address_of_asset("prototypes.safetensors")
        super().__init__(names=SHIPPED, networks=networks, prototypes=prototypes, **options)

"""“Copy link”: an address that contains the drawing on the pad, the chosen network, and a recipe."""

from onelayer.page.components.browser_component import BrowserComponent


class CopyLink(BrowserComponent):
    """Works in the page alone. Everything is in the address's fragment, which is never sent to a server.

    The link opens the tab that is open. On the Climb tab it contains the guesses. On the Retrain tab it contains the
    recipe of the settings: `select` is sent, and a listener in the page gives the recipe as the value,
    `{"recipe": {name: value, …}, "asked": number}`, with another number each time. On the other tabs it contains the
    recipe of the chosen network, if a visitor trained it.
    """

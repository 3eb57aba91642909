"""Every limit of the page in one place; docs/limits.md says what a visitor sees who meets one.

Limits of what is read, kept in a file or trained stand where that is done, and are named here.
"""

import os

MEGABYTE = 1_000_000


class SettingError(ValueError):
    """A setting in the environment that is none; the message says which, and what is expected."""


def setting(name: str, default: int) -> int:
    """A limit that whoever deploys may set in the environment: a whole number above 0.

    Raises:
        SettingError: it is something else.
    """
    text = os.environ.get(name, "").strip()
    if not text:
        return default
    if not text.isascii() or not text.isdigit() or int(text[:12]) == 0:
        raise SettingError(f"{name} is {text[:20]!r}; expected a whole number above 0, such as {default}.")
    return int(text[:12])


ALL_SESSIONS_BYTES = setting("ONE_LAYER_SESSIONS_MB", 1000) * MEGABYTE  # of all sessions together
SESSION_HOURS = 6  # after its last use that an open page's session stays
FILE_LIFE_SECONDS = 1800  # after its upload that a file stays on the server
FILE_CHECK_SECONDS = 300  # between two looks for files whose time is up

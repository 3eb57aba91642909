"""The limits of the page in one place. Those of what is read, kept in a file or trained stand where that is done.

docs/limits.md says what a visitor sees who meets one of them; `make docs` makes it.
"""

import os

MEGABYTE = 1_000_000


class SettingError(ValueError):
    """A setting in the environment that is none; the message says which, and what is expected."""


def setting(name: str, default: int) -> int:
    """Read a limit that an environment variable may set: a whole number above 0; without it the default.

    Raises:
        SettingError: it is something else.
    """
    text = os.environ.get(name, "").strip()
    if not text:
        return default
    if not text.isascii() or not text.isdigit() or int(text[:12]) == 0:
        raise SettingError(f"{name} is {text[:20]!r}; expected a whole number above 0, such as {default}.")
    return int(text[:12])


MESSAGE_BYTES = 8 * 1024 * 1024  # a browser's runs are the largest: MOST_RUNS of KEPT_FILE_BYTES, in base64 4 MB
UPLOAD_BYTES = 25 * MEGABYTE  # of a picture
FILE_LIFE_SECONDS = 1800  # after its upload that a file stays on the server
FILE_CHECK_SECONDS = 300  # between two looks for files whose time is up
PICKED_FILES_BYTES = 5 * MEGABYTE  # of all drawings files that are picked together
MOST_PICKED_FILES = 100

MOST_DRAWINGS = 1000  # of a visitor
MOST_DRAWN_STROKES = 5000  # of all of them
MOST_DRAWN_POINTS = 100_000

MOST_RUNS = 12
LONGEST_RUN_NAME = 24  # characters
KEPT_FILE_BYTES = 250_000  # of a run, or of what a lesson taught, as the browser keeps it: 3 MB of all in base64
SESSION_BYTES = 3_900_000  # of arrays in a session; with all around them less than 4 MB
ALL_SESSIONS_BYTES = setting("ONE_LAYER_SESSIONS_MB", 1000) * MEGABYTE  # of all sessions together
SESSION_HOURS = 6  # after its last use that an open page's session stays
CLOSED_SESSION_HOURS = 1  # the same of a page that is closed
LONGEST_SESSION_NAME = 64  # characters; the page's have 10 or 11

MOST_EVENTS = 1000  # that are answered at the same time, those that wait for a training process included
TOLD_BACK = 200  # characters of what a client sent that an answer or the log repeats
END_SECONDS = 10  # from SIGTERM until the server is gone

"""Every limit of the page in one place; docs/limits.md says what a visitor sees who meets one.

Limits of what is read, kept in a file or trained stand where that is done, and are named here.
"""

import os
from typing import NamedTuple

from onelayer.data.drawings_file import MOST_BYTES as DRAWINGS_FILE_BYTES
from onelayer.data.drawings_file import MOST_DRAWINGS as MOST_DRAWINGS_IN_A_FILE
from onelayer.reading.drawing import MOST_POINTS, MOST_STROKES
from onelayer.reading.photo import MOST_PIXELS
from onelayer.run_storage import KEPT_POINTS, KEPT_SNAPSHOTS
from onelayer.training.pool import LONGEST_RUN, LONGEST_WAIT, MOST_PROCESSES, PROCESSES_SETTING
from onelayer.training.run import MOST_SNAPSHOTS

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


class Limit(NamedTuple):
    """What docs/limits.md says of a limit: what is limited, how much of what, and the setting, if it is one."""

    name: str
    most: int
    unit: str
    setting: str = ""


LIMITS = (
    Limit("A message to the server", MESSAGE_BYTES, "bytes"),
    Limit("An uploaded picture", UPLOAD_BYTES, "bytes"),
    Limit("A picture's pixels", MOST_PIXELS, "pixels"),
    Limit("The life of an uploaded picture", FILE_LIFE_SECONDS + FILE_CHECK_SECONDS, "seconds"),
    Limit("A drawing's strokes", MOST_STROKES, "strokes"),
    Limit("A drawing's points", MOST_POINTS, "points"),
    Limit("A visitor's drawings", MOST_DRAWINGS, "drawings"),
    Limit("All strokes of a visitor's drawings", MOST_DRAWN_STROKES, "strokes"),
    Limit("All points of a visitor's drawings", MOST_DRAWN_POINTS, "points"),
    Limit("Drawings files picked together", MOST_PICKED_FILES, "files"),
    Limit("Their bytes", PICKED_FILES_BYTES, "bytes"),
    Limit("A drawings file, unpacked", DRAWINGS_FILE_BYTES, "bytes"),
    Limit("The drawings of a file", MOST_DRAWINGS_IN_A_FILE, "drawings"),
    Limit("A visitor's runs", MOST_RUNS, "runs"),
    Limit("A run's name", LONGEST_RUN_NAME, "characters"),
    Limit("A run's snapshots", MOST_SNAPSHOTS, "snapshots"),
    Limit("The snapshots of a run that a browser keeps", KEPT_SNAPSHOTS, "snapshots"),
    Limit("The points of its curves", KEPT_POINTS, "points"),
    Limit("A run or a lesson that a browser keeps", KEPT_FILE_BYTES, "bytes"),
    Limit("A visitor's session", SESSION_BYTES, "bytes"),
    Limit("All sessions together", ALL_SESSIONS_BYTES, "bytes", "ONE_LAYER_SESSIONS_MB"),
    Limit("An unused session of an open page", SESSION_HOURS, "hours"),
    Limit("The session of a closed page", CLOSED_SESSION_HOURS, "hour"),
    Limit("A session's name", LONGEST_SESSION_NAME, "characters"),
    Limit("A run with the machine to itself", LONGEST_RUN, "seconds"),
    Limit("The wait for a training process", LONGEST_WAIT, "seconds"),
    Limit("A visitor's runs that wait", 1, "run"),
    Limit("Training processes, one for each core", MOST_PROCESSES, "processes", PROCESSES_SETTING),
    Limit("Events answered at the same time", MOST_EVENTS, "events"),
    Limit("What is told back of what was sent", TOLD_BACK, "characters"),
    Limit("The end of the server", END_SECONDS, "seconds"),
)
"""All of them, as docs/limits.md has them."""

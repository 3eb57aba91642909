"""The limits of the page in one place. Those of what is read, kept in a file or trained stand where that is done.

docs/limits.md says what a visitor sees who meets one of them; `make docs` makes it.
"""

MEGABYTE = 1_000_000


MESSAGE_BYTES = 8 * 1024 * 1024  # a visitor's drawings are the largest: 2.5 MB
UPLOAD_BYTES = 25 * MEGABYTE  # of a picture
FILE_LIFE_SECONDS = 1800  # after its upload that a file stays on the server
FILE_CHECK_SECONDS = 300  # between two looks for files whose time is up
PICKED_FILES_BYTES = 5 * MEGABYTE  # of all drawings files that are picked together
MOST_PICKED_FILES = 100
NETWORK_FILE_BYTES = 75_000  # that a visitor brings; ours have 32,000
LONGEST_LINK = 2000  # characters of a link's whole address: what mails, chats and codes on a wall take

MOST_DRAWINGS = 1000  # of a visitor
MOST_DRAWN_STROKES = 5000  # of all of them
MOST_DRAWN_POINTS = 100_000

MOST_SESSIONS = 500  # that Gradio remembers; each has 22 kB, and nothing that a visitor would miss
MOST_CONVERSATIONS = 2000  # sessions whose messages Gradio's queue keeps, the last used
LONGEST_SESSION_NAME = 64  # characters; the page's have up to 28

MOST_EVENTS = 1000  # that are answered at the same time, those that wait for a training process included
TOLD_BACK = 200  # characters of what a client sent that an answer or the log repeats
END_SECONDS = 10  # from SIGTERM until the server is gone

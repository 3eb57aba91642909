"""What the command prints where something is not as it should be."""

import io
import os
import sys
from collections.abc import Callable


def run_printing(work: Callable[[], int]) -> int:
    """Do work that prints, whatever becomes of its output. Returns its exit status; 1 if nothing reads the output."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # not every terminal can show the characters of the bar
    try:
        return work()
    except BrokenPipeError:  # the program that read the output has ended, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else Python reports the error again at its end
        return 1


def refuse(program: str, status: int, why: object) -> int:
    """Print the reason as a line of its own on stderr, also below an unfinished bar.

    Args:
        program: the name of the program, which begins the line.
        status: the exit status.
        why: the sentence.

    Returns:
        The exit status.
    """
    if sys.stdout.isatty():
        print()
    print(f"{program}: {why}", file=sys.stderr)
    return status


def describe_unread(error: Exception) -> str:
    """Say why nothing was read, without what the row of the file says already."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror}. The path of a picture, a drawings file or a folder is expected."
    return f"{error}"

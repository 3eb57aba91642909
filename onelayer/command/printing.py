"""What the command prints where something is not as it should be."""

import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from onelayer.extras import MissingExtraError


class Refusal(Exception):
    """What was asked for cannot be done; the message says why.

    Args:
        why: the sentence.
        status: the exit status.
    """

    def __init__(self, why: object, status: int = 2) -> None:
        super().__init__(str(why))
        self.status = status


@contextmanager
def refusing(*errors: type[Exception], status: int = 2, then: str = "") -> Iterator[None]:
    """Refuse what raises one of these errors inside the block. `then` says what follows, after the error's sentence."""
    try:
        yield
    except errors as error:
        raise Refusal(f"{error} {then}".rstrip(), status) from error


def run_printing(program: str, work: Callable[[], int]) -> int:
    """Do work that prints, whatever becomes of its output, and print why it is refused, in a line on stderr.

    Args:
        program: the name of the program, which begins that line.
        work: returns the exit status.

    Returns:
        The exit status of the work or of its Refusal; 1 if nothing reads the output; 130 after Ctrl-C.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # not every terminal can show the characters of the bar
    try:
        return work()
    except BrokenPipeError:  # the program that read the output has ended, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else Python reports the error again at its end
        return 1
    except (Refusal, MissingExtraError) as error:
        why, status = str(error), getattr(error, "status", 2)
    except KeyboardInterrupt:
        why, status = "Ended by Ctrl-C.", 130
    if sys.stdout.isatty():
        print()  # below an unfinished bar
    print(f"{program}: {why}", file=sys.stderr)
    return status

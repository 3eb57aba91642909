"""Waiting for one's turn at the training processes, and following what they do, without holding up anybody."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Iterator
from typing import TypeVar

from onelayer.training.pool import Ticket, Wait, format_seconds

LOOK_SECONDS = 0.2  # between two looks whether the visitor has pressed Stop
TELL_SECONDS = 1.0  # at least, between two things said of how long it takes
TELL_AGAIN = 0.1  # of the time to wait; who is far behind need not know each second

Item = TypeVar("Item")


async def wait_for_turn(ticket: Ticket, should_stop: Callable[[], bool]) -> AsyncIterator[str]:
    """What to tell who waits, whenever it changes; it ends when it is the job's turn, or nobody wants it any more."""
    turn = asyncio.wrap_future(ticket.turn)
    told, next_time = "", 0.0
    clock = asyncio.get_running_loop().time
    while not ticket.turn.done() and not should_stop():
        if clock() >= next_time:
            wait = ticket.wait
            next_time = clock() + max(TELL_SECONDS, TELL_AGAIN * wait.seconds)
            if (text := format_wait(wait)) != told:
                told = text
                yield told
        await asyncio.wait([turn], timeout=LOOK_SECONDS)


def has_turn(ticket: Ticket) -> bool:
    """Whether a process is there for the job; else it was given up while it waited."""
    return ticket.turn.done() and not ticket.turn.cancelled()


def format_wait(wait: Wait) -> str:
    """`Next in line, about 7 s.`"""
    place = "Next" if wait.place <= 1 else format_ordinal(wait.place)
    return f"{place} in line, {format_seconds(wait.seconds)}."


def format_ordinal(number: int) -> str:
    """`1st`, `2nd`, `3rd`, `4th`, `11th`, `21st`."""
    last = number % 10 if number % 100 not in (11, 12, 13) else 0
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(last, 'th') }"


async def step_in_thread(steps: Iterator[Item]) -> AsyncIterator[Item]:
    """The items of an iterator that takes its time, each made in a thread: meanwhile the server answers others."""
    nothing = object()
    try:
        while (item := await asyncio.to_thread(next, steps, nothing)) is not nothing:
            yield item  # type: ignore[misc]
    finally:
        with contextlib.suppress(AttributeError, ValueError):  # no generator; or at work still, as the server ends
            steps.close()  # type: ignore[attr-defined]

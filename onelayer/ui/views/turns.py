"""Waiting for a job's turn, and following its progress, without keeping the server from answering other visitors."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Iterator
from typing import TypeVar

from onelayer.training.pool import Ticket, Wait, format_seconds

LOOK_SECONDS = 0.2  # between two checks whether the visitor has pressed Stop
TELL_SECONDS = 1.0  # between two messages about the waiting time, at least
TELL_AGAIN = 0.1  # the same as a fraction of the waiting time: a long wait needs fewer messages

Item = TypeVar("Item")


async def wait_for_turn(ticket: Ticket, should_stop: Callable[[], bool]) -> AsyncIterator[str]:
    """Yield a message for the waiting visitor whenever it changes, until the job has its turn or is stopped."""
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
    """Whether the job has a process; if not, it was stopped while it waited."""
    return ticket.turn.done() and not ticket.turn.cancelled()


def format_wait(wait: Wait) -> str:
    """Write a place in the queue: `Next in line, about 7 s.`"""
    place = "Next" if wait.place <= 1 else format_ordinal(wait.place)
    return f"{place} in line, {format_seconds(wait.seconds)}."


def format_ordinal(number: int) -> str:
    """Write an ordinal number: `1st`, `2nd`, `3rd`, `4th`, `11th`, `21st`."""
    last = number % 10 if number % 100 not in (11, 12, 13) else 0
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(last, 'th') }"


async def step_in_thread(steps: Iterator[Item]) -> AsyncIterator[Item]:
    """Yield the items of a slow iterator. Each is made in a thread, so that the server can answer others meanwhile."""
    nothing = object()
    try:
        while (item := await asyncio.to_thread(next, steps, nothing)) is not nothing:
            yield item  # type: ignore[misc]
    finally:
        with contextlib.suppress(AttributeError, ValueError):  # it is no generator, or still runs when the server ends
            steps.close()  # type: ignore[attr-defined]

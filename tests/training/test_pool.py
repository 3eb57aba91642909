import itertools
import math
import os
import signal
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from onelayer.training import pool as pool_module
from onelayer.training.duration import Pace
from onelayer.training.jobs import JobResult, TrainingJob, TrainingProcessError
from onelayer.training.pool import (
    LONGEST_RUN,
    LONGEST_WAIT,
    JobRefused,
    Ticket,
    TrainingPool,
    count_processes,
    format_seconds,
)
from onelayer.training.process import TrainingProcess
from onelayer.training.recipe import ARTICLE, DIRECTIONS, Recipe

SMALL = TrainingJob(replace(ARTICLE, epochs=1, examples=1000))
LONG = TrainingJob(replace(ARTICLE, epochs=50), reports_per_epoch=16, pause=0.1)


@pytest.fixture
def pool(monkeypatch: pytest.MonkeyPatch) -> Iterator[TrainingPool]:
    """Two processes that nobody starts, and a clock that stands still: jobs take no time while a test goes on."""
    monkeypatch.setattr(pool_module, "monotonic", lambda: 0.0)
    pool = TrainingPool(2)
    yield pool
    pool.close()


def has_turn(ticket: Ticket) -> bool:
    return ticket.turn.done()


def test_there_are_as_many_turns_as_processes(pool: TrainingPool) -> None:
    tickets = [pool.join(visitor, SMALL) for visitor in "abcd"]
    assert [has_turn(ticket) for ticket in tickets] == [True, True, False, False]
    assert [ticket.wait.place for ticket in tickets] == [0, 0, 1, 2]
    assert tickets[0].turn.result() is not tickets[1].turn.result()
    pool.leave(tickets[0])
    assert [has_turn(ticket) for ticket in tickets] == [True, True, True, False]
    assert tickets[3].wait.place == 1


def test_a_ticket_gives_its_place_free_however_it_ends(pool: TrainingPool) -> None:
    with pytest.raises(KeyError), pool.join("a", SMALL):
        raise KeyError
    with pool.join("a", SMALL), pool.join("b", SMALL) as second:
        assert has_turn(second)


def test_who_leaves_waits_no_longer(pool: TrainingPool) -> None:
    *_, third, fourth = [pool.join(visitor, SMALL) for visitor in "abcd"]
    pool.leave_all("c")
    assert third.turn.cancelled()
    assert fourth.wait.place == 1
    pool.leave(third)


def test_one_visitor_has_one_run_waiting_at_most(pool: TrainingPool) -> None:
    for visitor in "abc":
        pool.join(visitor, LONG)
    with pytest.raises(JobRefused, match="One of yours waits already"):
        pool.join("c", LONG)
    pool.join("a", LONG)


def test_the_time_to_wait_is_that_of_all_before(pool: TrainingPool) -> None:
    tickets = [pool.join(f"visitor {number}", LONG) for number in range(6)]
    seconds = pool.pace.seconds(LONG, others_wait=True)
    waits = [ticket.wait.seconds for ticket in tickets[2:]]
    assert waits == pytest.approx([seconds, seconds, 2 * seconds, 2 * seconds])


def test_a_class_is_not_refused_and_who_would_wait_too_long_is(pool: TrainingPool) -> None:
    pool.pace.prepared.add(("directions", 60_000, 57_000, 200, 2))
    class_of_thirty = [pool.join(f"visitor {number}", TrainingJob(DIRECTIONS)) for number in range(30)]
    assert class_of_thirty[-1].wait.place == 28
    more = (pool.join(f"visitor {number}", TrainingJob(DIRECTIONS)) for number in range(30, 200))
    with pytest.raises(JobRefused, match="minutes of training wait before yours, and 5 minutes are the most"):
        list(more)
    assert has_turn(pool.join("short", SMALL)) is False  # and a short run is let in all the same


def test_a_run_that_is_too_long_alone_is_refused_with_what_makes_it_shorter(pool: TrainingPool) -> None:
    longest = Recipe(epochs=50, batch_size=8, input_form="directions", styles=400, variations=4)
    with pytest.raises(JobRefused, match=r"2 minutes are the most: others wait\. \d+ epochs or larger batches"):
        pool.join("a", TrainingJob(longest))
    assert LONGEST_RUN <= LONGEST_WAIT


class UnchangingPace(Pace):
    """What jobs took says nothing of the next: on a busy machine that would be refused as too long."""

    def learn(self, *_: Any, **__: Any) -> None:
        pass


@pytest.fixture(scope="module")
def loaded_pool() -> Iterator[TrainingPool]:
    """Two processes for all tests that train: TensorFlow takes seconds to load."""
    pool = TrainingPool(2)
    pool.pace = UnchangingPace()
    pool.start()
    yield pool
    pool.close()


def process_id(process: TrainingProcess) -> int:
    assert process._process is not None
    assert process._process.pid is not None
    return process._process.pid


@pytest.mark.slow
@pytest.mark.parametrize("count", [20, pytest.param(1000, marks=pytest.mark.long)])
def test_many_starts_and_stops_leave_nothing(count: int, loaded_pool: TrainingPool) -> None:
    pool = loaded_pool
    threads = threading.active_count()
    for number in range(count):
        with pool.join(f"visitor {number}", SMALL) as ticket:
            run = ticket.run(lambda: True)
            if number % 3:
                next(news for news in run if news)
                run.close()  # type: ignore[attr-defined]
            else:
                *_, end = run
                assert isinstance(end, JobResult)
    with pool.join("the last", SMALL) as ticket:
        *_, end = ticket.run()
        assert isinstance(end, JobResult)
        assert not end.progress.stopped
    assert all(len(os.listdir(f"/proc/{process_id(process)}/fd")) < 40 for process in pool._processes)
    assert (len(pool._idle), len(pool._tickets), len(pool._queue)) == (2, 0, 0)
    assert threading.active_count() < threads + 5


@pytest.mark.slow
def test_two_train_at_the_same_time_and_a_killed_process_loses_its_run_only(loaded_pool: TrainingPool) -> None:
    pool = loaded_pool
    with pool.join("a", LONG) as killed, pool.join("b", LONG) as other, pool.join("c", SMALL) as waiting:
        runs = [ticket.run() for ticket in (killed, other)]
        for run in runs:
            next(news for news in run if news)
        assert not has_turn(waiting)
        os.kill(process_id(killed.turn.result()), signal.SIGKILL)
        with pytest.raises(TrainingProcessError, match="ended unexpectedly"):
            list(runs[0])
        pool.leave(killed)
        assert next(news for news in runs[1] if news)
        assert isinstance(list(waiting.run())[-1], JobResult)
        runs[1].close()  # type: ignore[attr-defined]
    seen = itertools.count()
    with pool.join("d", LONG) as stopped:
        *_, end = stopped.run(lambda: next(seen) > 3)
        assert isinstance(end, JobResult)
        assert end.progress.stopped


def test_as_many_processes_as_cores_and_memory_allow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ONE_LAYER_TRAINING_PROCESSES", raising=False)
    monkeypatch.setattr(pool_module, "free_memory", lambda: math.inf)
    assert 1 <= count_processes() <= 4
    monkeypatch.setattr(pool_module, "free_memory", lambda: 1e9)
    assert count_processes() == 1
    monkeypatch.setenv("ONE_LAYER_TRAINING_PROCESSES", "7")
    assert count_processes() == 7
    for wrong in ("0", "many", "-1", "1.5"):
        monkeypatch.setenv("ONE_LAYER_TRAINING_PROCESSES", wrong)
        with pytest.raises(
            ValueError, match=f"ONE_LAYER_TRAINING_PROCESSES must be a whole number from 1, not '{wrong}'"
        ):
            count_processes()


def test_nothing_is_left_of_a_pool() -> None:
    pool = TrainingPool(1)
    folder = Path(pool._folder.name)
    assert folder.is_dir()
    pool.close()
    assert not folder.exists()


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.2, "about 1 s"), (7.4, "about 7 s"), (48, "about 50 s"), (70, "about 70 s"), (150, "about 2 minutes")],
)
def test_times_read_like_times(seconds: float, text: str) -> None:
    assert format_seconds(seconds) == text

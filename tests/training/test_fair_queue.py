from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from onelayer.training.fair_queue import FairQueue


def served(queue: FairQueue[str]) -> list[str]:
    taken = []
    while entry := queue.take():
        taken.append(entry.item)
    return taken


def test_equal_jobs_are_served_as_they_came() -> None:
    queue = FairQueue[str]()
    for visitor in "abc":
        queue.add(visitor, visitor, 5)
    assert served(queue) == ["a", "b", "c"]


def test_a_short_job_passes_long_ones_that_wait() -> None:
    queue = FairQueue[str]()
    for number in range(3):
        queue.add(f"long {number}", f"visitor {number}", 15)
    queue.add("short", "another", 0.5)
    assert served(queue)[0] == "short"


def test_who_has_had_much_is_served_after_who_has_had_little() -> None:
    queue = FairQueue[str]()
    queue.add("first", "greedy", 10)
    queue.add("second", "greedy", 10)
    queue.add("only", "modest", 10)
    assert served(queue) == ["first", "only", "second"]


def test_a_long_job_is_passed_by_no_more_short_ones_than_it_is_long() -> None:
    queue = FairQueue[str]()
    queue.add("long", "patient", 10)
    order = []
    while "long" not in order:  # another short one comes whenever one is served
        queue.add("short", "restless", 1)
        entry = queue.take()
        assert entry
        order.append(entry.item)
    assert len(order) <= 11


def test_what_took_longer_than_was_said_counts() -> None:
    queue = FairQueue[str]()
    queue.add("first", "a", 1)
    queue.add("other", "b", 5)
    assert queue.take()
    queue.charge("a", 9)
    queue.add("second", "a", 1)
    assert served(queue) == ["other", "second"]


def test_what_is_given_up_has_cost_nothing() -> None:
    queue = FairQueue[str]()
    queue.remove(queue.add("given up", "a", 100))
    queue.add("b's", "b", 10)
    queue.add("a's", "a", 5)
    assert served(queue) == ["a's", "b's"]


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.floats(0.1, 100)), max_size=40))
def test_all_are_served_once(jobs: list[tuple[str, float]]) -> None:
    queue = FairQueue[int]()
    for number, (visitor, seconds) in enumerate(jobs):
        queue.add(number, visitor, seconds)
    taken = []
    while entry := queue.take():
        taken.append(entry.item)
    assert Counter(taken) == Counter(range(len(jobs)))
    assert len(queue) == 0

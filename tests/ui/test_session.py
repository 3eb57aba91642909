"""What a visitor has, and its bounds."""

import pickle
import sys
from dataclasses import fields, is_dataclass, replace
from typing import Any

import numpy as np
import pytest

from onelayer.reading.network import Network
from onelayer.storage import load_shipped_network
from onelayer.training.evaluation import Metrics
from onelayer.training.recipe import Recipe
from onelayer.training.run import MOST_SNAPSHOTS, Run, Snapshot
from onelayer.training.teaching import Lesson
from onelayer.ui.limits import MOST_RUNS, SESSION_BYTES
from onelayer.ui.session import Session, SessionError

MOST_MEGABYTES = 4


def make_run(snapshots: int = 5, points: int = 1050) -> Run:
    random = np.random.default_rng(snapshots)
    networks = [
        Network(random.random((784, 10), np.float32), random.random(10, np.float32), "upright")
        for _ in range(snapshots)
    ]
    curve = np.ones((points, 3), np.float32)
    return Run(
        Recipe(),
        750,
        curve,
        curve,
        tuple(Snapshot(2**i, network) for i, network in enumerate(networks)),
        0.5,
        Metrics(0.3, 0.9),
        Metrics(0.3, 0.9),
    )


def with_runs(count: int, snapshots: int = 3) -> Session:
    session = Session()
    for _ in range(count):
        session = session.add_run(make_run(snapshots))
    return session


def bytes_in_memory(value: Any, seen: set[int]) -> int:
    """What Python objects and arrays hold, each counted once."""
    if id(value) in seen:
        return 0
    seen.add(id(value))
    size = sys.getsizeof(value)
    if isinstance(value, np.ndarray):
        return size + (value.nbytes if value.base is not None else 0)
    if is_dataclass(value):
        return size + sum(bytes_in_memory(getattr(value, field.name), seen) for field in fields(value))
    if isinstance(value, tuple):
        return size + sum(bytes_in_memory(item, seen) for item in value)
    return size


def test_a_session_holds_less_than_four_megabytes_whatever_is_trained() -> None:
    session = Session()
    for number in range(1, 2 * MOST_RUNS):
        session = session.add_run(make_run(MOST_SNAPSHOTS))
        assert bytes_in_memory(session, set()) < MOST_MEGABYTES * 1_000_000
        assert len(pickle.dumps(session)) < MOST_MEGABYTES * 1_000_000
        assert len(session.runs) == min(number, MOST_RUNS)
        assert all(len(named.run.snapshots) >= 2 for named in session.runs)
    counts = [len(named.run.snapshots) for named in session.runs]
    assert min(counts) >= 5, "thinned evenly, none emptied"
    assert sum(counts) > 100, "and no more than needed"


def test_a_lesson_fits_beside_the_runs() -> None:
    session = Session()
    for _ in range(MOST_RUNS):
        session = session.add_run(make_run(MOST_SNAPSHOTS))
    lesson = Lesson(session.network("run-1"), session.network("run-2"), 1, 0, None, np.ones(21), 1.0)
    session = session.with_lesson(lesson, 0.8)
    assert bytes_in_memory(session, set()) < MOST_MEGABYTES * 1_000_000
    assert len(pickle.dumps(session)) < MOST_MEGABYTES * 1_000_000
    assert len(session.runs) == MOST_RUNS


def test_the_first_runs_are_not_thinned_while_there_is_room() -> None:
    session = Session().add_run(make_run(MOST_SNAPSHOTS)).add_run(make_run(MOST_SNAPSHOTS))
    assert [len(named.run.snapshots) for named in session.runs] == [MOST_SNAPSHOTS] * 2


def test_a_network_is_found_by_its_key() -> None:
    session = with_runs(2)
    assert session.network("upright") is load_shipped_network("upright").network
    assert session.network("run-1") is session.runs[0].run.network
    assert session.trained_network("run-1").recipe == session.runs[0].run.recipe
    assert [session.name_of(key) for key in ("article", "run-2", "hand")] == ["The article’s", "Run 2", "Your hand"]
    for key in ("run-3", "nobody"):
        with pytest.raises(SessionError, match="gone"):
            session.network(key)
    with pytest.raises(SessionError, match="teach it in the Handwriting tab"):
        session.network("hand")


def test_the_oldest_run_that_is_not_pinned_makes_place() -> None:
    session = with_runs(MOST_RUNS).pin("run-1", True).add_run(make_run())
    keys = [named.key for named in session.runs]
    assert "run-1" in keys
    assert "run-2" not in keys
    assert keys[-1] == f"run-{MOST_RUNS + 1}"


def test_one_place_stays_free() -> None:
    session = with_runs(MOST_RUNS)
    for named in session.runs[:-1]:
        session = session.pin(named.key, True)
    with pytest.raises(SessionError, match="needs a place"):
        session.pin(session.runs[-1].key, True)
    assert session.pin("run-1", True) is not session  # what is pinned already stays so
    assert session.pin("run-1", False).pin(session.runs[-1].key, True)


def test_a_run_has_a_name_of_its_own() -> None:
    session = with_runs(2).rename("run-1", "  my \n first  ")
    assert session.name_of("run-1") == "my first"
    assert len(session.rename("run-1", "x" * 500).name_of("run-1")) <= 24
    for bad in ("", "  ", "Run 2", "Upright", "Your hand"):
        with pytest.raises(SessionError):
            session.rename("run-1", bad)
    assert session.rename("run-2", "Run 2").name_of("run-2") == "Run 2"


def test_a_deleted_run_is_gone() -> None:
    session = with_runs(2).delete("run-2")
    assert [named.key for named in session.runs] == ["run-1"]
    with pytest.raises(SessionError, match="gone"):
        session.delete("run-2")


def test_a_deleted_run_can_be_brought_back_to_its_place() -> None:
    before = with_runs(3).pin("run-2", True).rename("run-2", "mine")
    session = before.delete("run-2")
    back = session.undelete()
    assert [(named.key, named.name, named.pinned) for named in back.runs] == [
        ("run-1", "Run 1", False),
        ("run-2", "mine", True),
        ("run-3", "Run 3", False),
    ]
    assert back.runs[1].run is before.runs[1].run
    with pytest.raises(SessionError, match="nothing to bring back"):
        back.undelete()


def test_a_deleted_run_takes_no_place_of_others() -> None:
    full = with_runs(MOST_RUNS)
    session = full.delete("run-1")
    assert session.size == full.size, "it counts as long as it can be brought back"
    with pytest.raises(SessionError, match="no place for Run 1 any more"):
        session.add_run(make_run()).undelete()
    crowded = with_runs(3, snapshots=38).delete("run-1").add_run(make_run(38))
    assert crowded.deleted is None
    assert crowded.size <= SESSION_BYTES


def test_training_leaves_the_hand_as_it_is_and_teaching_the_runs() -> None:
    session = with_runs(1)
    lesson = Lesson(session.network("upright"), session.network("run-1"), 1, 0, None, np.ones(21), 1.0)
    taught = session.with_lesson(lesson, 1.0)
    assert taught.runs == session.runs
    assert np.allclose(taught.network("hand").kernel, session.network("run-1").kernel)
    trained = taught.add_run(make_run())
    assert trained.hand is taught.hand
    assert trained.with_lesson(lesson, 0.0).runs == trained.runs


def test_no_run_is_called_as_another_network() -> None:
    session = with_runs(1).rename("run-1", "Run 3").add_run(make_run()).add_run(make_run())
    assert [named.name for named in session.runs] == ["Run 3", "Run 2", "Run 3 (2)"]


def test_keys_are_not_used_again() -> None:
    session = with_runs(2).delete("run-2").add_run(make_run())
    assert [named.key for named in session.runs] == ["run-1", "run-3"]


def test_sessions_are_not_changed_in_place() -> None:
    before = with_runs(1)
    before.rename("run-1", "other")
    assert before.name_of("run-1") == "Run 1"
    assert replace(before).runs == before.runs

"""A visitor's data on the server, in bounded memory: runs and the last lesson. The drawings are only in the browser."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onelayer.reading.network import Network
from onelayer.run_storage import KeptHand
from onelayer.storage import load_shipped_network
from onelayer.training.climb import RUNGS
from onelayer.training.recipe import Recipe
from onelayer.training.run import Run
from onelayer.training.teaching import DEFAULT_STRENGTH, RECIPE, Lesson, strength_index
from onelayer.training.trained_network import TrainedNetwork
from onelayer.ui.limits import LONGEST_RUN_NAME, MOST_RUNS, SESSION_BYTES

SHIPPED = {"directions": "Directions", "upright": "Upright", "article": "The article’s"}
HAND = "hand"
RUN_KEY = "run-"
"""Begins the key of a run, before its number."""
HAND_NAME = "Your hand"


class SessionError(ValueError):
    """A session cannot do what was asked; the message says why, and what is possible."""


@dataclass(frozen=True, eq=False)
class NamedRun:
    """One of the visitor's runs.

    Attributes:
        key: its name in the code of the page.
        name: its name for the visitor.
        run: the run.
        pinned: later runs do not replace it.
    """

    key: str
    name: str
    run: Run
    pinned: bool = False


@dataclass(frozen=True, eq=False)
class Session:
    """A visitor's data. It is never changed: each method returns another session.

    Attributes:
        runs: the oldest first, at most MOST_RUNS.
        hand: "Your hand", the network that the last lesson taught, at the chosen strength; None before a lesson.
        runs_ever: the number of runs that there ever were.
        lesson: the last lesson.
        strength: the strength of Your hand, 0 (as before the lesson) to 1.
        deleted: the run that was deleted last, as long as `undelete` can bring it back.
    """

    runs: tuple[NamedRun, ...] = ()
    hand: TrainedNetwork | None = None
    runs_ever: int = 0
    lesson: Lesson | None = None
    strength: float = DEFAULT_STRENGTH
    deleted: NamedRun | None = None

    @property
    def size(self) -> int:
        """The bytes of its arrays, at most SESSION_BYTES."""
        networks = [self.hand.network] if self.hand else []
        networks += [self.lesson.start, self.lesson.taught] if self.lesson else []
        runs = sum(named.run.size for named in (*self.runs, self.deleted) if named)
        return runs + sum(network.kernel.nbytes for network in networks)

    def network(self, key: str) -> Network:
        """Return the network with a key.

        Raises:
            SessionError: the visitor has no network with this key.
        """
        return self.trained_network(key).network

    def trained_network(self, key: str) -> TrainedNetwork:
        """Return the network with a key: a key in SHIPPED, HAND, or a run's key.

        Raises:
            SessionError: the visitor has no network with this key.
        """
        if not isinstance(key, str):
            raise SessionError("No network was named. Choose one.")
        if key in SHIPPED:
            return load_shipped_network(key)
        if key == HAND and self.hand is not None:
            return self.hand
        named = self.run(key)
        if named:
            return named.run.trained_network
        raise SessionError(
            "No network has learned your hand yet: teach it in the Handwriting tab."
            if key == HAND
            else "That network is gone. Choose another."
        )

    def name_of(self, key: str) -> str:
        """Return the name of the network with a key; if it is gone, the key."""
        if key in SHIPPED:
            return SHIPPED[key]
        named = self.run(key)
        return named.name if named else {HAND: HAND_NAME}.get(key, key)

    def run(self, key: str) -> NamedRun | None:
        """Return the visitor's run with a key; None if there is none."""
        return next((named for named in self.runs if named.key == key), None)

    def run_of(self, recipe: Recipe) -> NamedRun | None:
        """Return the latest run of exactly this recipe, trained to its end and without the visitor's drawings."""
        runs = (named for named in reversed(self.runs) if named.run.recipe == recipe)
        return next((named for named in runs if not named.run.stopped and not named.run.drawings), None)

    def add_run(self, run: Run, name: str = "") -> "Session":
        """Add a run at the end of `runs`; without a name it is named by its number.

        If there is no place, the oldest run that is not pinned is removed. The snapshots are thinned until all fit.
        """
        runs = list(self.runs)
        if len(runs) >= MOST_RUNS:
            runs.remove(next(named for named in runs if not named.pinned))
        number = self.runs_ever + 1
        runs.append(NamedRun(f"{RUN_KEY}{number}", self._unused_name(name or f"Run {number}"), run))
        return replace(self, runs=tuple(runs), runs_ever=number)._fitting()

    def with_lesson(self, lesson: Lesson, strength: float) -> "Session":
        """Set the lesson, and Your hand as the lesson's network at a strength from 0 to 1."""
        accuracies = {"test_accuracy": float(lesson.mnist_accuracy[strength_index(strength)])}
        hand = TrainedNetwork(lesson.network(strength), RECIPE, accuracies)
        return replace(self, lesson=lesson, hand=hand, strength=strength)._fitting()

    def with_kept_hand(self, kept: KeptHand) -> "Session":
        """Set Your hand and its lesson as a browser kept them."""
        return replace(self, hand=kept.hand, lesson=kept.lesson, strength=kept.strength)._fitting()

    def with_kept_runs(self, kept: Sequence[NamedRun]) -> "Session":
        """Add runs that a browser kept. A run whose key the session already has is left out."""
        session = self
        for named in kept:
            number = int(named.key.removeprefix(RUN_KEY))
            session = replace(session, runs_ever=max(session.runs_ever, number))
            if session.run(named.key) or len(session.runs) >= MOST_RUNS:
                continue
            pinned = named.pinned and session._can_pin
            named = replace(named, name=session._unused_name(named.name), pinned=pinned)
            runs = sorted([*session.runs, named], key=lambda each: int(each.key.removeprefix(RUN_KEY)))
            session = replace(session, runs=tuple(runs))
        return session._fitting()

    @property
    def lasting_runs(self) -> tuple[NamedRun, ...]:
        """The runs that the browser keeps: pinned runs, runs of the climb, and the latest run."""
        climb = [self.run_of(rung.recipe) for rung in RUNGS]
        return tuple(named for named in self.runs if named.pinned or named in climb or named is self.runs[-1])

    def rename(self, key: str, name: str) -> "Session":
        """Give a run another name.

        Raises:
            SessionError: the name is empty, another network has it, or there is no such run.
        """
        name = " ".join(name.split())[:LONGEST_RUN_NAME]
        if not name:
            raise SessionError("A run needs a name.")
        if name in self._names(but=key):
            raise SessionError(f"Another one is called {name} already.")
        return self._with_changed(replace(self._existing_run(key), name=name))

    def pin(self, key: str, pinned: bool) -> "Session":
        """Pin a run, or unpin it.

        Raises:
            SessionError: no place would be left for the next run, or there is no such run.
        """
        if pinned and not self.delete(key)._can_pin:
            raise SessionError(f"{MOST_RUNS - 1} runs are the most that can be kept: the next one needs a place.")
        return self._with_changed(replace(self._existing_run(key), pinned=pinned))

    def delete(self, key: str) -> "Session":
        """Remove a run. `undelete` brings it back.

        Raises:
            SessionError: there is no such run.
        """
        gone = self._existing_run(key)
        return replace(self, runs=tuple(named for named in self.runs if named is not gone), deleted=gone)

    def undelete(self) -> "Session":
        """Bring back the run that was deleted last, to its place among the others.

        Raises:
            SessionError: there is no deleted run, or no place for it.
        """
        if self.deleted is None:
            raise SessionError("There is nothing to bring back.")
        if len(self.runs) >= MOST_RUNS:
            raise SessionError(f"There is no place for {self.deleted.name} any more: {MOST_RUNS} runs are the most.")
        return replace(self, deleted=None).with_kept_runs([self.deleted])

    @property
    def _can_pin(self) -> bool:
        """Whether one more run can be pinned and there is still a place for the next run."""
        return sum(named.pinned for named in self.runs) < MOST_RUNS - 1

    def _names(self, but: str = "") -> set[str]:
        """Return the names of all networks, without the run with the key `but`."""
        return {*SHIPPED.values(), HAND_NAME, *(named.name for named in self.runs if named.key != but)}

    def _unused_name(self, name: str) -> str:
        """Return the name, with a number if another network has it."""
        numbered = (f"{name} ({number})" for number in itertools.count(2))
        return next(each for each in itertools.chain([name], numbered) if each not in self._names())

    def _existing_run(self, key: str) -> NamedRun:
        named = self.run(key)
        if named is None:
            raise SessionError("That run is gone.")
        return named

    def _with_changed(self, changed: NamedRun) -> "Session":
        runs = tuple(changed if named.key == changed.key else named for named in self.runs)
        return replace(self, runs=runs)

    def _fitting(self) -> "Session":
        """Make the session fit into SESSION_BYTES.

        The deleted run goes first, then one snapshot after another, each time of the run with the most of them.
        """
        session = self if self.size <= SESSION_BYTES else replace(self, deleted=None)
        while session.size > SESSION_BYTES and any(len(named.run.snapshots) > 2 for named in session.runs):
            longest = max(session.runs, key=lambda named: len(named.run.snapshots))
            count = len(longest.run.snapshots) - 1
            session = session._with_changed(replace(longest, run=longest.run.thinned(count)))
        return session

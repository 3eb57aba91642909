"""What one visitor has on the server: runs and what a lesson taught, in bounded memory. The drawings are in the
browser."""

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
"""Before a run's number."""
HAND_NAME = "Your hand"


class SessionError(ValueError):
    """What was asked of a session cannot be done; the message says why, and what can."""


@dataclass(frozen=True, eq=False)
class NamedRun:
    """A run of the visitor's.

    Attributes:
        key: what the page calls it.
        name: what the visitor calls it.
        run: the run.
        pinned: no later run pushes it out.
    """

    key: str
    name: str
    run: Run
    pinned: bool = False


@dataclass(frozen=True, eq=False)
class Session:
    """What one visitor has. It is never changed: each method gives another session.

    Attributes:
        runs: the oldest first, at most MOST_RUNS.
        hand: what the last lesson taught, at the strength that was chosen: "Your hand".
        runs_ever: how many runs there were.
        lesson: what the last lesson came to.
        strength: how much of it Your hand takes, from 0 to 1.
        deleted: the run that was deleted last, as long as it can be brought back.
    """

    runs: tuple[NamedRun, ...] = ()
    hand: TrainedNetwork | None = None
    runs_ever: int = 0
    lesson: Lesson | None = None
    strength: float = DEFAULT_STRENGTH
    deleted: NamedRun | None = None

    @property
    def size(self) -> int:
        """Bytes of its arrays; at most SESSION_BYTES."""
        networks = [self.hand.network] if self.hand else []
        networks += [self.lesson.start, self.lesson.taught] if self.lesson else []
        runs = sum(named.run.size for named in (*self.runs, self.deleted) if named)
        return runs + sum(network.kernel.nbytes for network in networks)

    def network(self, key: str) -> Network:
        """The network of a key, as `trained_network` finds it."""
        return self.trained_network(key).network

    def trained_network(self, key: str) -> TrainedNetwork:
        """The network of a key on the page: a shipped one's name, HAND, or a run's key.

        Raises:
            SessionError: the visitor has none of that key.
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
        """What the network of a key is called; of one that is gone, the key."""
        if key in SHIPPED:
            return SHIPPED[key]
        named = self.run(key)
        return named.name if named else {HAND: HAND_NAME}.get(key, key)

    def run(self, key: str) -> NamedRun | None:
        """The visitor's run of that key, if there is one."""
        return next((named for named in self.runs if named.key == key), None)

    def run_of(self, recipe: Recipe) -> NamedRun | None:
        """The visitor's latest run of exactly this recipe, with no drawings of theirs, that was trained to its end."""
        runs = (named for named in reversed(self.runs) if named.run.recipe == recipe)
        return next((named for named in runs if not named.run.stopped and not named.run.drawings), None)

    def add_run(self, run: Run, name: str = "") -> "Session":
        """With one more run, the last of `runs`; without a name it is called by its number.

        The oldest run that is not pinned goes if there is no place; the snapshots of all are thinned until they fit.
        """
        runs = list(self.runs)
        if len(runs) >= MOST_RUNS:
            runs.remove(next(named for named in runs if not named.pinned))
        number = self.runs_ever + 1
        runs.append(NamedRun(f"{RUN_KEY}{number}", self._unused_name(name or f"Run {number}"), run))
        return replace(self, runs=tuple(runs), runs_ever=number)._fitting()

    def with_lesson(self, lesson: Lesson, strength: float) -> "Session":
        """With a lesson, and what it taught, at a strength from 0 to 1, as Your hand."""
        accuracies = {"test_accuracy": float(lesson.mnist_accuracy[strength_index(strength)])}
        hand = TrainedNetwork(lesson.network(strength), RECIPE, accuracies)
        return replace(self, lesson=lesson, hand=hand, strength=strength)._fitting()

    def with_kept_hand(self, kept: KeptHand) -> "Session":
        """With Your hand as a browser kept it."""
        return replace(self, hand=kept.hand, lesson=kept.lesson, strength=kept.strength)._fitting()

    def with_kept_runs(self, kept: Sequence[NamedRun]) -> "Session":
        """With runs as a browser kept them, among those that there are; of one key, the one that is there stays."""
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
        """Those that the browser keeps: the pinned ones, those of the climb, and the latest."""
        climb = [self.run_of(rung.recipe) for rung in RUNGS]
        return tuple(named for named in self.runs if named.pinned or named in climb or named is self.runs[-1])

    def rename(self, key: str, name: str) -> "Session":
        """With another name for a run.

        Raises:
            SessionError: the name is empty or another network's, or there is no such run.
        """
        name = " ".join(name.split())[:LONGEST_RUN_NAME]
        if not name:
            raise SessionError("A run needs a name.")
        if name in self._names(but=key):
            raise SessionError(f"Another one is called {name} already.")
        return self._with_changed(replace(self._existing_run(key), name=name))

    def pin(self, key: str, pinned: bool) -> "Session":
        """With a run pinned, or not.

        Raises:
            SessionError: no place would be left for the next run, or there is no such run.
        """
        if pinned and not self.delete(key)._can_pin:
            raise SessionError(f"{MOST_RUNS - 1} runs are the most that can be kept: the next one needs a place.")
        return self._with_changed(replace(self._existing_run(key), pinned=pinned))

    def delete(self, key: str) -> "Session":
        """Without a run, which `undelete` brings back.

        Raises:
            SessionError: there is no such run.
        """
        gone = self._existing_run(key)
        return replace(self, runs=tuple(named for named in self.runs if named is not gone), deleted=gone)

    def undelete(self) -> "Session":
        """With the run that was deleted last, in its place among the others.

        Raises:
            SessionError: there is none, or no place for it.
        """
        if self.deleted is None:
            raise SessionError("There is nothing to bring back.")
        if len(self.runs) >= MOST_RUNS:
            raise SessionError(f"There is no place for {self.deleted.name} any more: {MOST_RUNS} runs are the most.")
        return replace(self, deleted=None).with_kept_runs([self.deleted])

    @property
    def _can_pin(self) -> bool:
        """Whether one more can be pinned, so that the next run has a place."""
        return sum(named.pinned for named in self.runs) < MOST_RUNS - 1

    def _names(self, but: str = "") -> set[str]:
        """What networks are called, the run of one key left out."""
        return {*SHIPPED.values(), HAND_NAME, *(named.name for named in self.runs if named.key != but)}

    def _unused_name(self, name: str) -> str:
        """The name, numbered where another network has it."""
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
        """Thinned to SESSION_BYTES: without what was deleted, then the run with the most snapshots first."""
        session = self if self.size <= SESSION_BYTES else replace(self, deleted=None)
        while session.size > SESSION_BYTES and any(len(named.run.snapshots) > 2 for named in session.runs):
            longest = max(session.runs, key=lambda named: len(named.run.snapshots))
            count = len(longest.run.snapshots) - 1
            session = session._with_changed(replace(longest, run=longest.run.thinned(count)))
        return session

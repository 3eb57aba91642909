"""What one visitor owns, and how it is bounded."""

from dataclasses import dataclass, field, replace

import gradio as gr

from onelayer.network import Network
from onelayer.run import Run
from onelayer.storage import StoredNetwork, load_shipped_network
from onelayer.teaching import RECIPE, Lesson, weight_index
from onelayer.ui.hand import Hand

HOURS_KEPT = 6
MOST_BYTES = 3_900_000  # of arrays in a session; with all around them less than 4 MB
MOST_RUNS = 12
LONGEST_NAME = 24  # characters

SHIPPED = {"upright": "Upright", "article": "The article’s"}
YOURS = "yours"


class SessionError(ValueError):
    """What was asked of a session cannot be done; the message says why, and what can."""


@dataclass(frozen=True, eq=False)
class NamedRun:
    """A run of the visitor's. key: what the page calls it; kept: no later run pushes it out."""

    key: str
    name: str
    run: Run
    kept: bool = False


@dataclass(frozen=True, eq=False)
class Session:
    """runs: the visitor's, the oldest first, at most MOST_RUNS; yours: the network that is called Yours, if any;
    runs_ever: how many runs there were; hand: the visitor's drawings; lesson: what the last one came to."""

    runs: tuple[NamedRun, ...] = ()
    yours: StoredNetwork | None = None
    runs_ever: int = 0
    hand: Hand = field(default_factory=Hand)
    lesson: Lesson | None = None

    @property
    def size(self) -> int:
        """Bytes of its arrays; at most MOST_BYTES."""
        networks = [self.yours.network] if self.yours else []
        networks += [self.lesson.taught] if self.lesson else []
        runs = sum(named.run.size for named in self.runs)
        return runs + self.hand.size + sum(network.kernel.nbytes for network in networks)

    def network(self, key: str) -> Network:
        """The network by its key, as `stored` gives it."""
        return self.stored(key).network

    def stored(self, key: str) -> StoredNetwork:
        """The network by its key on the page: upright, article, yours, or a run's; with its recipe and figures.

        Raises:
            gradio.Error: the visitor has none of that key.
        """
        if not isinstance(key, str):
            raise gr.Error("No network was named. Choose one.", print_exception=False)
        if key in SHIPPED:
            return load_shipped_network(key)
        if key == YOURS and self.yours is not None:
            return self.yours
        for named in self.runs:
            if named.key == key:
                return named.run.stored
        raise gr.Error(
            "You have no network of your own yet: train one in the Retrain tab."
            if key == YOURS
            else "That network is gone. Choose another.",
            print_exception=False,
        )

    def name_of(self, key: str) -> str:
        """What the network of a key is called; of one that is gone, the key."""
        if key in SHIPPED:
            return SHIPPED[key]
        named = self.run(key)
        return named.name if named else {YOURS: "Yours"}.get(key, key)

    def run(self, key: str) -> NamedRun | None:
        """The visitor's run of that key, if there is one."""
        return next((named for named in self.runs if named.key == key), None)

    def add_run(self, run: Run) -> "Session":
        """With one more run, whose network is now Yours. The oldest run that is not kept goes if there is no place;
        the snapshots of all are thinned until they fit."""
        runs = list(self.runs)
        if len(runs) >= MOST_RUNS:
            runs.remove(next(named for named in runs if not named.kept))
        number = self.runs_ever + 1
        runs.append(NamedRun(f"run-{number}", f"Run {number}", run))
        return replace(self, runs=tuple(runs), yours=run.stored, runs_ever=number)._fitting()

    def with_hand(self, hand: Hand) -> "Session":
        """With other drawings."""
        return replace(self, hand=hand)._fitting()

    def learn(self, lesson: Lesson, weight: float) -> "Session":
        """With a lesson, and what it taught, at a weight, as Yours."""
        network = lesson.network(weight)
        figures = {"test_accuracy": float(lesson.mnist[weight_index(weight)])}
        return replace(self, lesson=lesson, yours=StoredNetwork(network, RECIPE, figures))._fitting()

    def _fitting(self) -> "Session":
        """Thinned to MOST_BYTES: the run with the most snapshots first."""
        session = self
        while session.size > MOST_BYTES and any(len(named.run.snapshots) > 2 for named in session.runs):
            longest = max(session.runs, key=lambda named: len(named.run.snapshots))
            count = len(longest.run.snapshots) - 1
            session = session._changed(replace(longest, run=longest.run.thinned(count)))
        return session

    def rename(self, key: str, name: str) -> "Session":
        """With another name for a run.

        Raises:
            SessionError: the name is empty or another run's.
        """
        name = " ".join(name.split())[:LONGEST_NAME]
        if not name:
            raise SessionError("A run needs a name.")
        if any(named.name == name and named.key != key for named in self.runs) or name in SHIPPED.values():
            raise SessionError(f"Another one is called {name} already.")
        return self._changed(replace(self._own(key), name=name))

    def keep(self, key: str, kept: bool) -> "Session":
        """With a run kept, or not.

        Raises:
            SessionError: no place would be left for the next run.
        """
        if kept and sum(named.kept for named in self.runs if named.key != key) >= MOST_RUNS - 1:
            raise SessionError(f"{MOST_RUNS - 1} runs are the most that can be kept: the next one needs a place.")
        return self._changed(replace(self._own(key), kept=kept))

    def delete(self, key: str) -> "Session":
        """Without a run. If its network was Yours, it still is.

        Raises:
            SessionError: there is no such run.
        """
        gone = self._own(key)
        return replace(self, runs=tuple(named for named in self.runs if named is not gone))

    def make_yours(self, key: str) -> "Session":
        """With a run's network as Yours.

        Raises:
            SessionError: there is no such run.
        """
        return replace(self, yours=self._own(key).run.stored)

    def _own(self, key: str) -> NamedRun:
        named = self.run(key)
        if named is None:
            raise SessionError("That run is gone.")
        return named

    def _changed(self, changed: NamedRun) -> "Session":
        runs = tuple(changed if named.key == changed.key else named for named in self.runs)
        return replace(self, runs=runs)

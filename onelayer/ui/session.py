"""What one visitor has on the server: runs and a network of their own, in bounded memory. The drawings are in the
browser."""

from dataclasses import dataclass, replace

from onelayer.reading.network import Network
from onelayer.storage import load_shipped_network
from onelayer.training.run import Run
from onelayer.training.teaching import RECIPE, Lesson, strength_index
from onelayer.training.trained_network import TrainedNetwork
from onelayer.ui.limits import LONGEST_RUN_NAME, MOST_RUNS, SESSION_BYTES

SHIPPED = {"directions": "Directions", "upright": "Upright", "article": "The article’s"}
YOURS = "yours"


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
        yours: the network that the page calls Yours, if there is one.
        runs_ever: how many runs there were.
        lesson: what the last lesson came to.
    """

    runs: tuple[NamedRun, ...] = ()
    yours: TrainedNetwork | None = None
    runs_ever: int = 0
    lesson: Lesson | None = None

    @property
    def size(self) -> int:
        """Bytes of its arrays; at most SESSION_BYTES."""
        networks = [self.yours.network] if self.yours else []
        networks += [self.lesson.taught] if self.lesson else []
        runs = sum(named.run.size for named in self.runs)
        return runs + sum(network.kernel.nbytes for network in networks)

    def network(self, key: str) -> Network:
        """The network of a key, as `trained_network` finds it."""
        return self.trained_network(key).network

    def trained_network(self, key: str) -> TrainedNetwork:
        """The network of a key on the page: a shipped one's name, YOURS, or a run's key.

        Raises:
            SessionError: the visitor has none of that key.
        """
        if not isinstance(key, str):
            raise SessionError("No network was named. Choose one.")
        if key in SHIPPED:
            return load_shipped_network(key)
        if key == YOURS and self.yours is not None:
            return self.yours
        named = self.run(key)
        if named:
            return named.run.trained_network
        raise SessionError(
            "You have no network of your own yet: train one in the Retrain tab."
            if key == YOURS
            else "That network is gone. Choose another."
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
        """With one more run, whose network is now Yours.

        The oldest run that is not pinned goes if there is no place; the snapshots of all are thinned until they fit.
        """
        runs = list(self.runs)
        if len(runs) >= MOST_RUNS:
            runs.remove(next(named for named in runs if not named.pinned))
        number = self.runs_ever + 1
        runs.append(NamedRun(f"run-{number}", f"Run {number}", run))
        return replace(self, runs=tuple(runs), yours=run.trained_network, runs_ever=number)._fitting()

    def with_lesson(self, lesson: Lesson, strength: float) -> "Session":
        """With a lesson, and what it taught, at a strength from 0 to 1, as Yours."""
        accuracies = {"test_accuracy": float(lesson.mnist_accuracy[strength_index(strength)])}
        yours = TrainedNetwork(lesson.network(strength), RECIPE, accuracies)
        return replace(self, lesson=lesson, yours=yours)._fitting()

    def rename(self, key: str, name: str) -> "Session":
        """With another name for a run.

        Raises:
            SessionError: the name is empty or another run's, or there is no such run.
        """
        name = " ".join(name.split())[:LONGEST_RUN_NAME]
        if not name:
            raise SessionError("A run needs a name.")
        if any(named.name == name and named.key != key for named in self.runs) or name in SHIPPED.values():
            raise SessionError(f"Another one is called {name} already.")
        return self._with_changed(replace(self._existing_run(key), name=name))

    def pin(self, key: str, pinned: bool) -> "Session":
        """With a run pinned, or not.

        Raises:
            SessionError: no place would be left for the next run, or there is no such run.
        """
        if pinned and sum(named.pinned for named in self.runs if named.key != key) >= MOST_RUNS - 1:
            raise SessionError(f"{MOST_RUNS - 1} runs are the most that can be kept: the next one needs a place.")
        return self._with_changed(replace(self._existing_run(key), pinned=pinned))

    def delete(self, key: str) -> "Session":
        """Without a run. If its network was Yours, it still is.

        Raises:
            SessionError: there is no such run.
        """
        gone = self._existing_run(key)
        return replace(self, runs=tuple(named for named in self.runs if named is not gone))

    def make_yours(self, key: str) -> "Session":
        """With a run's network as Yours.

        Raises:
            SessionError: there is no such run.
        """
        return replace(self, yours=self._existing_run(key).run.trained_network)

    def _existing_run(self, key: str) -> NamedRun:
        named = self.run(key)
        if named is None:
            raise SessionError("That run is gone.")
        return named

    def _with_changed(self, changed: NamedRun) -> "Session":
        runs = tuple(changed if named.key == changed.key else named for named in self.runs)
        return replace(self, runs=runs)

    def _fitting(self) -> "Session":
        """Thinned to SESSION_BYTES: the run with the most snapshots first."""
        session = self
        while session.size > SESSION_BYTES and any(len(named.run.snapshots) > 2 for named in session.runs):
            longest = max(session.runs, key=lambda named: len(named.run.snapshots))
            count = len(longest.run.snapshots) - 1
            session = session._with_changed(replace(longest, run=longest.run.thinned(count)))
        return session

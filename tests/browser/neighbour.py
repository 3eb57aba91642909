"""Another visitor who trains, for as long as a story wants it."""

from onelayer.training.jobs import TrainingJob
from onelayer.training.pool import Ticket, TrainingPool
from onelayer.training.recipe import ARTICLE

TURN_SECONDS = 120  # for the job of an earlier story to end


class Neighbour:
    """Has the only training process of a pool: what others start waits in line, until the neighbour lets it pass."""

    def __init__(self, pool: TrainingPool) -> None:
        self._pool = pool
        self._ticket: Ticket | None = None

    def begin(self) -> None:
        """Take the process."""
        self._ticket = self._join()
        self._ticket.turn.result(TURN_SECONDS)

    def let_one_pass(self) -> None:
        """The job that waits has its turn, and no other one after it."""
        with self._pool._lock:  # it may be done before there is another ticket
            self.leave()
            self._ticket = self._join()

    def leave(self) -> None:
        """All that waits has its turn."""
        if self._ticket:
            self._pool.leave(self._ticket)

    def _join(self) -> Ticket:
        return self._pool.join("neighbour", TrainingJob(ARTICLE))

"""`python -m tests.hostile.server PORT` serves the app; what is asked of it trains nothing."""

import sys
from typing import Any

from onelayer.training.jobs import Job
from onelayer.training.pool import JobRefused, Ticket, TrainingPool
from onelayer.ui.app import build_app, launch_options


class NothingTrains(TrainingPool):
    """Stands in for the training processes."""

    def start(self) -> None:
        pass

    def prepare_to_teach(self, *_: Any) -> None:
        pass

    def join(self, visitor: str, job: Job) -> Ticket:
        raise JobRefused("Nothing is trained on this server.")


if __name__ == "__main__":
    build_app(NothingTrains(1)).launch(**launch_options(), server_port=int(sys.argv[1]), quiet=True)

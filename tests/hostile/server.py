"""`python -m tests.hostile.server PORT` serves the app; what is asked of it trains nothing."""

import sys
from collections.abc import Iterator
from typing import Any

from onelayer.processes.jobs import Job, News, TrainingProcessError
from onelayer.processes.training_processes import TrainingProcesses
from onelayer.server.app import build_app, launch_options


class NothingTrains(TrainingProcesses):
    """Stands in for the training processes."""

    def start(self) -> None:
        pass

    def prepare_to_teach(self, *_: Any) -> None:
        pass

    def do(self, job: Job) -> Iterator[News]:
        raise TrainingProcessError("Nothing is trained on this server.")


if __name__ == "__main__":
    build_app(NothingTrains(1)).launch(**launch_options(), server_port=int(sys.argv[1]), quiet=True)

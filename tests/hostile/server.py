"""`python -m tests.hostile.server PORT` serves the app; what is asked of it trains nothing."""

import sys
from collections.abc import Iterator

from onelayer.processes.jobs import Job, News, TrainingProcessError
from onelayer.server.app import build_app, launch_options
from tests.support.pretended_processes import PretendedProcesses


class NothingTrains(PretendedProcesses):
    """Refuses all that it is asked to train."""

    def do(self, job: Job) -> Iterator[News]:
        raise TrainingProcessError("Nothing is trained on this server.")


if __name__ == "__main__":
    build_app(NothingTrains(1)).launch(**launch_options(), server_port=int(sys.argv[1]), quiet=True)

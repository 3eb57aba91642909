"""`python -m tests.hostile.server PORT` serves the app; what is asked of it trains nothing."""

import sys
from collections.abc import Iterator
from typing import Any

from onelayer.training.jobs import TrainingProcessError
from onelayer.training.process import TrainingProcess
from onelayer.ui.app import build_app, launch_options

REFUSED = "Nothing is trained on this server."


class NothingTrains(TrainingProcess):
    """Stands in for the training process."""

    def start(self) -> None:
        pass

    def prepare_to_teach(self, *_: Any) -> None:
        pass

    def train(self, *_: Any, **__: Any) -> Iterator[Any]:
        raise TrainingProcessError(REFUSED)

    def teach(self, *_: Any, **__: Any) -> Iterator[Any]:
        raise TrainingProcessError(REFUSED)


if __name__ == "__main__":
    build_app(NothingTrains()).launch(**launch_options(), server_port=int(sys.argv[1]), quiet=True)

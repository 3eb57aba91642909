"""What several tests need."""

import os
import shutil
import tempfile
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import HealthCheck, settings

from onelayer.data.shared_arrays import FOLDER_SETTING
from onelayer.processes.training_processes import TrainingProcesses
from onelayer.reading.network import Network
from tests.support.equal_priority import train_at_equal_priority
from tests.support.pretended_processes import PretendedProcesses

# A busy machine is no failure.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


def pytest_configure(config: pytest.Config) -> None:
    """Let all workers, and all programs that tests start, prepare the inputs of a recipe once."""
    if not hasattr(config, "workerinput"):
        os.environ[FOLDER_SETTING] = tempfile.mkdtemp(prefix="one-layer-tests-")


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ.pop(FOLDER_SETTING), ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the files that have slow tests first: of two workers none then waits long for the other's last test."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


@pytest.fixture(scope="session")
def idle_processes() -> Iterator[TrainingProcesses]:
    """For a page on which nobody trains."""
    processes = PretendedProcesses(1)
    yield processes
    processes.close()


@pytest.fixture(scope="session")
def processes() -> Iterator[TrainingProcesses]:
    """What trains for all tests of a worker: one process, so that one of two waits, and TensorFlow is loaded once."""
    with pytest.MonkeyPatch.context() as patch:
        train_at_equal_priority(patch)
        processes = TrainingProcesses(1)
        yield processes
        processes.close()


@pytest.fixture
def random_network() -> Network:
    """A network with random weights on scaled pixels."""
    random = np.random.default_rng(0)
    return Network(
        random.normal(0, 0.05, (784, 10)).astype(np.float32), random.normal(0, 0.1, 10).astype(np.float32), "scaled"
    )

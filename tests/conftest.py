"""What several tests need."""

import numpy as np
import pytest
from hypothesis import settings

from onelayer.reading.network import Network

settings.register_profile("untimed", deadline=None)  # a busy machine is no failure
settings.load_profile("untimed")


@pytest.fixture
def random_network() -> Network:
    """A network with random weights on scaled inputs."""
    random = np.random.default_rng(0)
    return Network(
        random.normal(0, 0.05, (784, 10)).astype(np.float32), random.normal(0, 0.1, 10).astype(np.float32), "scaled"
    )

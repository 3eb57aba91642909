import numpy as np
import pytest

from onelayer.evaluation import measure
from onelayer.network import Network


def test_loss_and_accuracy_by_hand() -> None:
    kernel = np.zeros((784, 10), np.float32)
    kernel[0, 3] = np.log(9.0)  # with input 0 at 1, digit 3 has probability 9/18, the others 1/18
    network = Network(kernel, np.zeros(10, np.float32), "scaled")
    inputs = np.zeros((2, 784), np.float32)
    inputs[:, 0] = 1
    figures = measure(network, inputs, np.array([3, 5]))
    assert figures.accuracy == 0.5
    assert figures.loss == pytest.approx((np.log(2) + np.log(18)) / 2, abs=1e-6)


def test_huge_logits_keep_the_loss_finite(random_network: Network) -> None:
    network = Network(random_network.kernel * 1e6, random_network.bias, "raw")
    figures = measure(network, np.full((3, 784), 255, np.float32), np.array([0, 1, 2]))
    assert np.isfinite(figures.loss)


def test_nothing_to_measure_on_is_an_error(random_network: Network) -> None:
    with pytest.raises(ValueError, match="no images"):
        measure(random_network, np.zeros((0, 784), np.float32), np.zeros(0, np.uint8))

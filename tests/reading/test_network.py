import numpy as np
import pytest

from onelayer.data.mnist import load_mnist
from onelayer.reading.inputs import prepare_inputs
from onelayer.reading.network import Network, softmax
from onelayer.reading.reading import read


def test_softmax_sums_to_one_and_keeps_large_logits_finite() -> None:
    logits = np.array([[1000.0, 999.0, -1000.0], [0.0, 0.0, 0.0]])
    probabilities = softmax(logits)
    np.testing.assert_allclose(probabilities.sum(axis=1), 1)
    np.testing.assert_allclose(probabilities[0], [1 / (1 + np.exp(-1)), 1 / (1 + np.exp(1)), 0], atol=1e-12)
    np.testing.assert_allclose(probabilities[1], 1 / 3)


def test_a_reading_is_inputs_times_kernel_plus_bias(random_network: Network) -> None:
    image = load_mnist("test").images[0]
    reading = read(image, random_network)
    inputs = prepare_inputs(image, "scaled")
    expected = [
        sum(float(inputs[p]) * float(random_network.kernel[p, d]) for p in range(784)) + float(random_network.bias[d])
        for d in range(10)
    ]
    np.testing.assert_allclose(reading.logits, expected, atol=1e-4)
    assert reading.digit == int(np.argmax(expected))
    assert reading.probabilities.sum() == pytest.approx(1, abs=1e-6)


def test_another_shape_is_no_network() -> None:
    with pytest.raises(ValueError, match=r"kernel \(784, 10\)"):
        Network(np.zeros((784, 9), np.float32), np.zeros(10, np.float32), "raw")


def test_weights_that_are_not_finite_are_refused() -> None:
    with pytest.raises(ValueError, match="diverged"):
        Network(np.full((784, 10), np.nan, np.float32), np.zeros(10, np.float32), "raw")

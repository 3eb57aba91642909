import numpy as np
import pytest

from onelayer.reading.network import Network, softmax
from onelayer.training.calibration import calibrate, calibration_error, fit_temperature
from onelayer.training.evaluation import measure


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


def test_the_calibration_error_by_hand() -> None:
    probabilities = np.full((4, 10), 0.2 / 9)
    probabilities[:, 3] = 0.8
    assert calibration_error(probabilities, np.array([3, 3, 3, 0])) == pytest.approx(0.05)  # 80 % sure, 75 % right


def test_the_temperature_that_was_applied_is_found_again() -> None:
    random = np.random.default_rng(0)
    logits = random.normal(0, 3, (20_000, 10))
    chosen = np.array([random.choice(10, p=softmax(row)) for row in logits])  # perfectly calibrated
    assert fit_temperature(logits * 7, chosen) == pytest.approx(7, rel=0.05)
    assert fit_temperature(logits / 20, chosen) == pytest.approx(1 / 20, rel=0.05)


def test_calibrating_keeps_every_answer_and_lessens_the_error(random_network: Network) -> None:
    random = np.random.default_rng(1)
    inputs = random.random((3000, 784), np.float32)
    logits = random_network.logits(inputs)
    labels = np.array([random.choice(10, p=softmax(row / 3)) for row in logits])
    network, calibration = calibrate(random_network, inputs, labels)
    assert (network.logits(inputs).argmax(axis=1) == logits.argmax(axis=1)).all()
    assert calibration.temperature == pytest.approx(3, rel=0.15)
    assert calibration.error_after < calibration.error_before

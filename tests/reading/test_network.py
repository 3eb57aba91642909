import numpy as np
import pytest

from onelayer.data.mnist import load_mnist
from onelayer.reading.inputs import INPUT_FORMS, InputForm, prepare_inputs
from onelayer.reading.network import Network, softmax
from onelayer.storage import load_shipped_network


def test_softmax_sums_to_one_and_keeps_large_logits_finite() -> None:
    logits = np.array([[1000.0, 999.0, -1000.0], [0.0, 0.0, 0.0]])
    probabilities = softmax(logits)
    np.testing.assert_allclose(probabilities.sum(axis=1), 1)
    np.testing.assert_allclose(probabilities[0], [1 / (1 + np.exp(-1)), 1 / (1 + np.exp(1)), 0], atol=1e-12)
    np.testing.assert_allclose(probabilities[1], 1 / 3)


def test_a_reading_is_inputs_times_kernel_plus_bias(random_network: Network) -> None:
    image = load_mnist("test").images[0]
    reading = random_network.read(image)
    inputs = prepare_inputs(image, "scaled")
    expected = [
        sum(float(inputs[p]) * float(random_network.kernel[p, d]) for p in range(784)) + float(random_network.bias[d])
        for d in range(10)
    ]
    np.testing.assert_allclose(reading.logits, expected, atol=1e-4)
    assert reading.predicted_digit == int(np.argmax(expected))
    assert reading.probabilities.sum() == pytest.approx(1, abs=1e-6)


def test_another_shape_is_no_network() -> None:
    with pytest.raises(ValueError, match=r"kernel \(784, 10\)"):
        Network(np.zeros((784, 9), np.float32), np.zeros(10, np.float32), "raw")


def test_weights_that_are_not_finite_are_refused() -> None:
    with pytest.raises(ValueError, match="diverged"):
        Network(np.full((784, 10), np.nan, np.float32), np.zeros(10, np.float32), "raw")


@pytest.mark.parametrize("form", INPUT_FORMS)
def test_evidence_and_contrast_sum_to_the_logits(form: InputForm) -> None:
    random = np.random.default_rng(0)
    scale = 1e-4 if form == "raw" else 0.05
    network = Network(
        random.normal(0, scale, (784, 10)).astype(np.float32), random.normal(0, 0.1, 10).astype(np.float32), form
    )
    for image in load_mnist("test").images[:50]:
        reading = network.read(image)
        sums = [network.evidence(reading.inputs, digit).sum() + network.bias[digit] for digit in range(10)]
        np.testing.assert_allclose(sums, reading.logits, atol=1e-4)
        difference = network.contrast(reading.inputs, 3, 8).sum() + network.bias[3] - network.bias[8]
        assert abs(difference - (reading.logits[3] - reading.logits[8])) < 1e-4


@pytest.mark.parametrize("name", ["upright", "article"])
def test_the_evidence_of_the_shipped_networks_sums_to_their_logits(name: str) -> None:
    network = load_shipped_network(name).network
    for image in load_mnist("test").images[:50]:
        reading = network.read(image)
        for digit in range(10):
            total = network.evidence(reading.inputs, digit).sum() + network.bias[digit]
            assert abs(total - reading.logits[digit]) < 1e-4


def test_the_smallest_change_ends_where_both_digits_are_level_and_no_step_is_shorter() -> None:
    network = load_shipped_network("upright").network
    random = np.random.default_rng(0)
    for image in load_mnist("test").images[:30]:
        reading = network.read(image)
        digit, other = reading.predicted_digit, reading.runner_up
        change = network.smallest_change(reading.inputs, digit, other)
        after = network.logits(reading.inputs + change)
        assert abs(after[digit] - after[other]) < 1e-3
        difference = (network.kernel[:, digit] - network.kernel[:, other]).astype(np.float64)
        margin = float(reading.logits[digit] - reading.logits[other])
        for direction in random.normal(0, 1, (20, 784)):
            along = direction @ difference / np.linalg.norm(direction)
            assert margin / abs(along) >= np.linalg.norm(change) - 1e-3
    same = Network(np.zeros((784, 10), np.float32), np.zeros(10, np.float32), "scaled")
    assert not same.smallest_change(np.ones(784, np.float32), 1, 2).any()


def test_an_input_that_is_usually_nothing_is_left_alone(random_network: Network) -> None:
    random = np.random.default_rng(0)
    inputs, usual = random.random(784).astype(np.float32), random.random(784)
    usual[:100] = 0
    change = random_network.smallest_change(inputs, 3, 8, usual)
    assert not change[:100].any()
    logits = random_network.logits((inputs + change).astype(np.float64))
    assert logits[3] == pytest.approx(logits[8], abs=1e-6)

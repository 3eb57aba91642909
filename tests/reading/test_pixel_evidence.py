import numpy as np
import pytest

from onelayer.data.mnist import load_mnist
from onelayer.reading.inputs import INPUT_FORMS, InputForm, prepare_inputs
from onelayer.reading.network import Network
from onelayer.reading.pixel_evidence import evidence_ink, evidence_matrix, pixel_evidence
from onelayer.storage import load_shipped_network
from onelayer.training.average_evidence import IMAGES, average_evidence
from onelayer.training.recipe import PRESETS


@pytest.mark.parametrize("name", PRESETS)
def test_the_evidence_of_all_pixels_sums_to_the_logit(name: str) -> None:
    network = load_shipped_network(name).network
    for image in load_mnist("test").images[:20]:
        reading = network.read(image)
        for digit in range(10):
            evidence = pixel_evidence(image, network.kernel[:, digit], network.input_form)
            assert evidence.sum() + network.bias[digit] == pytest.approx(reading.logits[digit], abs=1e-4)


def test_the_difference_of_two_digits_is_shared_too() -> None:
    network = load_shipped_network("directions").network
    image = load_mnist("test").images[4]
    reading = network.read(image)
    difference = network.kernel[:, 4].astype(np.float64) - network.kernel[:, 9]
    evidence = pixel_evidence(image, difference, "directions")
    margin = reading.logits[4] - reading.logits[9]
    assert evidence.sum() + network.bias[4] - network.bias[9] == pytest.approx(margin, abs=1e-4)


def test_only_pixels_at_an_edge_have_evidence_of_directions() -> None:
    image = load_mnist("test").images[0]
    evidence = pixel_evidence(image, np.ones(784), "directions").reshape(28, 28)
    ink = evidence_ink(image, "directions").reshape(28, 28)
    near = np.zeros((28, 28), bool)
    for down in (-1, 0, 1):
        for across in (-1, 0, 1):
            near |= np.roll(ink > 0, (down, across), (0, 1))
    assert evidence[near].sum() > 0
    assert np.abs(evidence[~near]).max() < 1e-9


@pytest.mark.parametrize("form", INPUT_FORMS)
def test_the_matrix_gives_the_mean_of_the_pictures(form: InputForm) -> None:
    images = load_mnist("train").images[:30]
    weights = np.random.default_rng(0).normal(0, 0.3, 784).astype(np.float32)
    matrix = evidence_matrix(images, form)
    mean = np.mean([pixel_evidence(image, weights, form) for image in images], axis=0)
    ours = matrix @ weights if matrix.ndim == 2 else matrix * weights
    np.testing.assert_allclose(ours, mean, atol=1e-5 * np.abs(mean).max())


@pytest.mark.parametrize("form", ["upright", "directions"])
def test_average_evidence_sums_to_the_average_logit(form: InputForm) -> None:
    random = np.random.default_rng(0)
    network = Network(random.normal(0, 0.1, (784, 10)).astype(np.float32), np.zeros(10, np.float32), form)
    evidence = average_evidence(network)
    data = load_mnist("train")
    sevens = data.images[np.flatnonzero(data.labels == 7)[:IMAGES]]
    logits = network.logits(prepare_inputs(sevens, form))
    assert evidence.shape == (10, 784)
    assert evidence[7].sum() == pytest.approx(float(logits[:, 7].mean()), abs=1e-3)

import numpy as np
import pytest

from onelayer.data.mnist import load_mnist
from onelayer.reading.inputs import INPUT_FORMS, InputForm, prepare_inputs
from onelayer.reading.network import Network
from onelayer.training.average_evidence import IMAGES, average_evidence


@pytest.mark.parametrize("form", INPUT_FORMS)
def test_many_networks_at_once_give_what_each_gives(form: InputForm) -> None:
    random = np.random.default_rng(0)
    networks = [
        Network(random.normal(0, 0.1, (784, 10)).astype(np.float32), np.zeros(10, np.float32), form) for _ in range(3)
    ]
    together = average_evidence(networks)
    assert together.shape == (3, 10, 784)
    for network, evidence in zip(networks, together, strict=True):
        np.testing.assert_allclose(evidence, average_evidence([network])[0], atol=1e-4)


@pytest.mark.parametrize("form", ["upright", "directions"])
def test_average_evidence_sums_to_the_average_logit(form: InputForm) -> None:
    random = np.random.default_rng(0)
    network = Network(random.normal(0, 0.1, (784, 10)).astype(np.float32), np.zeros(10, np.float32), form)
    (evidence,) = average_evidence([network])
    data = load_mnist("train")
    sevens = data.images[np.flatnonzero(data.labels == 7)[:IMAGES]]
    logits = network.logits(prepare_inputs(sevens, form))
    assert evidence.shape == (10, 784)
    assert evidence[7].sum() == pytest.approx(float(logits[:, 7].mean()), abs=1e-3)

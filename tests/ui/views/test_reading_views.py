import numpy as np
import pytest

from onelayer.data.mnist import load_mnist
from onelayer.storage import load_shipped_network
from onelayer.ui.views.change import explain_change
from onelayer.ui.views.contrast import explain_contrast
from onelayer.ui.views.evidence import explain_evidence, format_signed
from onelayer.ui.views.pipeline import show_pipeline
from onelayer.ui.views.regions import describe_evidence, strongest_regions


def test_regions_are_named_by_where_the_evidence_is() -> None:
    evidence = np.zeros((28, 28), np.float32)
    evidence[2, 14] = 3
    evidence[20:26, 2] = -1
    assert strongest_regions(evidence.reshape(784)) == ("the top", "the lower left")
    assert describe_evidence(evidence.reshape(784), 7) == "strongest evidence for 7: the top; against: the lower left"
    assert strongest_regions(np.zeros(784)) == (None, None)


@pytest.mark.parametrize(("amount", "text"), [(1.234, "+1.23"), (-0.5, "−0.50"), (0.0, "+0.00"), (-12345.6, "−12,346")])
def test_numbers_have_a_sign(amount: float, text: str) -> None:
    assert format_signed(amount) == text


@pytest.mark.parametrize("name", ["directions", "upright", "article"])
def test_every_reason_has_pictures_with_words_and_a_sum(name: str) -> None:
    network = load_shipped_network(name).network
    image = load_mnist("test").images[0]
    reading = network.read(image)
    reasons = [
        explain_evidence(reading, network, 7),
        explain_contrast(reading, network, 7, 9),
        explain_change(reading, network, 7, 9),
    ]
    for reason in reasons:
        assert all(layer.text and np.abs(layer.pixels).max() <= 1.0001 for layer in reason.pictures)
        assert reason.terms[-1].kind == "total"
        assert "7" in reason.sentence
    assert [len(picture.text) > 10 for picture in show_pipeline(reading, image, network)] == [True] * 3
